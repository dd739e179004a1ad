"""turns and swaps of forums."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('forum_turn',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('joined_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_forum_turn_forum_id_forum'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_forum_turn_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_forum_turn'))
    )
    with op.batch_alter_table('forum_turn', schema=None) as batch_op:
        batch_op.create_index('ix_forum_turn_forum_id_turn', ['forum_id', 'turn'], unique=False)

    op.create_table('swap_offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('wanted_id', sa.Integer(), nullable=False),
    sa.Column('offered_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_swap_offer_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['wanted_id'], ['forum.id'], name=op.f('fk_swap_offer_wanted_id_forum'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_swap_offer')),
    sa.UniqueConstraint('participant_id', name=op.f('uq_swap_offer_participant_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_swap_offer_public_id'))
    )
    with op.batch_alter_table('swap_offer', schema=None) as batch_op:
        batch_op.create_index('ix_swap_offer_wanted_id', ['wanted_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('swap_offer', schema=None) as batch_op:
        batch_op.drop_index('ix_swap_offer_wanted_id')

    op.drop_table('swap_offer')
    with op.batch_alter_table('forum_turn', schema=None) as batch_op:
        batch_op.drop_index('ix_forum_turn_forum_id_turn')

    op.drop_table('forum_turn')
