"""steps on pins and lists of moderators."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('pin_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('before_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['before_id'], ['forum.id'], name=op.f('fk_pin_change_before_id_forum'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_pin_change_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_pin_change_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pin_change'))
    )
    with op.batch_alter_table('pin_change', schema=None) as batch_op:
        batch_op.create_index('ix_pin_change_congress_id_step', ['congress_id', 'step'], unique=False)
        batch_op.create_index(batch_op.f('ix_pin_change_participant_id'), ['participant_id'], unique=False)

    with op.batch_alter_table('forum', schema=None) as batch_op:
        batch_op.add_column(sa.Column('link_version', sa.Integer(), server_default='1', nullable=False))

    with op.batch_alter_table('forum_moderator', schema=None) as batch_op:
        batch_op.add_column(sa.Column('email', sa.String(length=254), server_default='', nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('forum_moderator', schema=None) as batch_op:
        batch_op.drop_column('email')

    with op.batch_alter_table('forum', schema=None) as batch_op:
        batch_op.drop_column('link_version')

    with op.batch_alter_table('pin_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pin_change_participant_id'))
        batch_op.drop_index('ix_pin_change_congress_id_step')

    op.drop_table('pin_change')
