"""Mailings to contacts of groups."""

from alembic import op

revision = "0033"
down_revision = "0032"
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


def downgrade() -> None:
    op.execute(SHARED)
    with op.batch_alter_table("mailing_recipient") as batch_op:
        batch_op.drop_index("ix_mailing_recipient_job_public_id")
        batch_op.create_unique_constraint("uq_mailing_recipient_job_public_id", ["job_public_id"])
