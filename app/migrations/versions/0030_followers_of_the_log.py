"""followers of the log."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('log_follower',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_log_follower_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_log_follower'))
    )


def downgrade() -> None:
    op.drop_table('log_follower')
