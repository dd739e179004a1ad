"""Who reads access needs and the like: a right of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('api_key', 'membership'):
        op.add_column(table, sa.Column('sees_needs', sa.Boolean(), server_default=sa.false(), nullable=False))
        op.execute(f"UPDATE {table} SET sees_needs = true WHERE part = 'organiser'")  # who could read them goes on doing so


def downgrade() -> None:
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_column('sees_needs')

    with op.batch_alter_table('api_key', schema=None) as batch_op:
        batch_op.drop_column('sees_needs')

