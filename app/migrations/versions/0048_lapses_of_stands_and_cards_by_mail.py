"""lapses of stands and cards by mail."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("marketplace", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lapses", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("contact_consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("by_mail", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("contact_consent", schema=None) as batch_op:
        batch_op.drop_column("by_mail")
    with op.batch_alter_table("marketplace", schema=None) as batch_op:
        batch_op.drop_column("lapses")
