"""rules of forums."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('forum_pair',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('first_id', sa.Integer(), nullable=False),
    sa.Column('second_id', sa.Integer(), nullable=False),
    sa.Column('is_together', sa.Boolean(), nullable=False),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_forum_pair_in_order')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_forum_pair_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['first_id'], ['participant.id'], name=op.f('fk_forum_pair_first_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_id'], ['participant.id'], name=op.f('fk_forum_pair_second_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum_pair')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_forum_pair_first_id_second_id'))
    )
    with op.batch_alter_table('forum_pair', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_pair_congress_id'), ['congress_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_forum_pair_second_id'), ['second_id'], unique=False)

    with op.batch_alter_table('forum', schema=None) as batch_op:
        batch_op.add_column(sa.Column('level_quotas', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('open_to', sa.JSON(), server_default='{}', nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('forum', schema=None) as batch_op:
        batch_op.drop_column('open_to')
        batch_op.drop_column('level_quotas')

    with op.batch_alter_table('forum_pair', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_forum_pair_second_id'))
        batch_op.drop_index(batch_op.f('ix_forum_pair_congress_id'))

    op.drop_table('forum_pair')
