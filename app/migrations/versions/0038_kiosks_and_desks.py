"""kiosks and desks."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

CHECK = "ck_gate_device_permission_is_known"


def upgrade() -> None:
    with op.batch_alter_table("gate_device") as batch_op:
        batch_op.drop_constraint(batch_op.f(CHECK), type_="check")
        batch_op.add_column(sa.Column("sheet", sa.String(length=40), server_default="", nullable=False))
        batch_op.add_column(sa.Column("takes_walk_ins", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_check_constraint(batch_op.f(CHECK), "permission IN ('steward', 'supervisor', 'kiosk')")


def downgrade() -> None:
    op.execute("UPDATE gate_device SET permission = 'steward' WHERE permission = 'kiosk'")
    with op.batch_alter_table("gate_device") as batch_op:
        batch_op.drop_constraint(batch_op.f(CHECK), type_="check")
        batch_op.drop_column("takes_walk_ins")
        batch_op.drop_column("sheet")
        batch_op.create_check_constraint(batch_op.f(CHECK), "permission IN ('steward', 'supervisor')")
