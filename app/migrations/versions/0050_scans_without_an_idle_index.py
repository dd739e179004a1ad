"""scans without an idle index."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scan_congress_id_id'))



def downgrade() -> None:
    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scan_congress_id_id'), ['congress_id', 'id'], unique=False)

