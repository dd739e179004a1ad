"""days that guests choose."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('congress', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asks_days', sa.Boolean(), server_default=sa.false(), nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('congress', schema=None) as batch_op:
        batch_op.drop_column('asks_days')

