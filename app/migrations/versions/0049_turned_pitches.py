"""turned pitches."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pitch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("turn", sa.Double(), server_default="0", nullable=False))
        batch_op.create_check_constraint(batch_op.f("ck_pitch_turn_is_known"), "turn > -90 AND turn <= 90")


def downgrade() -> None:
    with op.batch_alter_table("pitch", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_pitch_turn_is_known"), type_="check")
        batch_op.drop_column("turn")
