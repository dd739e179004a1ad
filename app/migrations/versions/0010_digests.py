"""digests."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('digest',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('told_until', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_digest_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_digest_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', 'congress_id', name=op.f('pk_digest'))
    )
    with op.batch_alter_table('digest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_digest_congress_id'), ['congress_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('digest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_digest_congress_id'))

    op.drop_table('digest')
