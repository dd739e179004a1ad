"""Milestones of what addressees promised."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

TABLE = "recommendation_milestone"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("changed_at", app.orm.UtcDateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["recommendation_answer.id"],
            name="fk_recommendation_milestone_answer_id_recommendation_answer",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_recommendation_milestone"),
        sa.UniqueConstraint("public_id", name="uq_recommendation_milestone_public_id"),
    )
    op.create_index("ix_recommendation_milestone_answer_id", TABLE, ["answer_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
