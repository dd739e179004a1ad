"""Questions that captured notes answer."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("capture_note") as batch_op:
        batch_op.add_column(sa.Column("question", sa.String(length=8), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("capture_note") as batch_op:
        batch_op.drop_column("question")
