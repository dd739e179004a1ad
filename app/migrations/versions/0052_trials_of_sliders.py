"""trials of sliders."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slider_trial",
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("plans", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("job_public_id", sa.String(length=16), nullable=False),
        sa.Column("created_at", app.orm.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('queued', 'done', 'impossible', 'failed')", name=op.f("ck_slider_trial_status_is_known")
        ),
        sa.ForeignKeyConstraint(
            ["congress_id"], ["congress.id"], name=op.f("fk_slider_trial_congress_id_congress"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("congress_id", name=op.f("pk_slider_trial")),
        sa.UniqueConstraint("public_id", name=op.f("uq_slider_trial_public_id")),
    )


def downgrade() -> None:
    op.drop_table("slider_trial")
