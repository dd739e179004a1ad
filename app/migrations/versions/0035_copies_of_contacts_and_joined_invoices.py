"""Copies of mailings that contacts of groups share, and invoices joined to others."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

# The way back knows one copy a person only: the first of those who share one keeps it.
SHARED = """
DELETE FROM mailing_recipient WHERE EXISTS (
    SELECT 1 FROM mailing_recipient AS other
    WHERE other.job_public_id = mailing_recipient.job_public_id AND other.participant_id < mailing_recipient.participant_id
)
"""


def upgrade() -> None:
    with op.batch_alter_table("mailing_recipient") as batch_op:
        batch_op.drop_constraint("uq_mailing_recipient_job_public_id", type_="unique")
        batch_op.create_index("ix_mailing_recipient_job_public_id", ["job_public_id"], unique=False)
    with op.batch_alter_table("invoice") as batch_op:
        batch_op.add_column(sa.Column("joined_to_id", sa.Integer(), nullable=True))
        batch_op.create_index("ix_invoice_joined_to_id", ["joined_to_id"], unique=False)
        key = "fk_invoice_joined_to_id_invoice"
        batch_op.create_foreign_key(key, "invoice", ["joined_to_id"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    with op.batch_alter_table("invoice") as batch_op:
        batch_op.drop_constraint("fk_invoice_joined_to_id_invoice", type_="foreignkey")
        batch_op.drop_index("ix_invoice_joined_to_id")
        batch_op.drop_column("joined_to_id")
    op.execute(SHARED)
    with op.batch_alter_table("mailing_recipient") as batch_op:
        batch_op.drop_index("ix_mailing_recipient_job_public_id")
        batch_op.create_unique_constraint("uq_mailing_recipient_job_public_id", ["job_public_id"])
