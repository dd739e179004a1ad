"""party key."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('party', schema=None) as batch_op:
        batch_op.add_column(sa.Column('idempotency_key', sa.String(length=64), nullable=True))
        batch_op.drop_index(batch_op.f('ix_party_congress_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_party_congress_id_idempotency_key'), ['congress_id', 'idempotency_key'])



def downgrade() -> None:
    with op.batch_alter_table('party', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_party_congress_id_idempotency_key'), type_='unique')
        batch_op.create_index(batch_op.f('ix_party_congress_id'), ['congress_id'], unique=False)
        batch_op.drop_column('idempotency_key')

