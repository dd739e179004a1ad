"""presence at tables."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('table_presence',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('noted_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_table_presence_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['table_round.id'], name=op.f('fk_table_presence_round_id_table_round'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['table_id'], ['thematic_table.id'], name=op.f('fk_table_presence_table_id_thematic_table'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'participant_id', name=op.f('pk_table_presence'))
    )
    with op.batch_alter_table('table_presence', schema=None) as batch_op:
        batch_op.create_index('ix_table_presence_participant_id', ['participant_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_table_presence_table_id'), ['table_id'], unique=False)

    with op.batch_alter_table('table_setting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('harvest_published_at', app.orm.UtcDateTime(timezone=True), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('table_setting', schema=None) as batch_op:
        batch_op.drop_column('harvest_published_at')

    with op.batch_alter_table('table_presence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_table_presence_table_id'))
        batch_op.drop_index('ix_table_presence_participant_id')

    op.drop_table('table_presence')
