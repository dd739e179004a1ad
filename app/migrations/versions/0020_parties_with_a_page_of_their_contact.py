"""parties with a page of their contact."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('congress', schema=None) as batch_op:
        batch_op.add_column(sa.Column('allows_parties', sa.Boolean(), server_default=sa.true(), nullable=False))

    with op.batch_alter_table('party', schema=None) as batch_op:
        batch_op.add_column(sa.Column('language', sa.String(length=8), server_default='de', nullable=False))
        batch_op.add_column(sa.Column('link_digest', sa.String(length=64), nullable=True))
        batch_op.create_index('uq_party_link_digest', ['link_digest'], unique=True)



def downgrade() -> None:
    with op.batch_alter_table('party', schema=None) as batch_op:
        batch_op.drop_index('uq_party_link_digest')
        batch_op.drop_column('link_digest')
        batch_op.drop_column('language')

    with op.batch_alter_table('congress', schema=None) as batch_op:
        batch_op.drop_column('allows_parties')

