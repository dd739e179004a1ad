"""badges of stands."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('stand_staff', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_registered_here', sa.Boolean(), server_default=sa.false(), nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('stand_staff', schema=None) as batch_op:
        batch_op.drop_column('is_registered_here')

