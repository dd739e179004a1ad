"""told before data go."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('expiry_notice',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('told_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_expiry_notice_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', 'subject', 'day', name=op.f('pk_expiry_notice'))
    )
    with op.batch_alter_table('retention', schema=None) as batch_op:
        batch_op.add_column(sa.Column('warned_days', sa.Integer(), server_default='30', nullable=False))
        batch_op.create_check_constraint(op.f('ck_retention_warned_days_positive'), 'warned_days > 0')


def downgrade() -> None:
    with op.batch_alter_table('retention', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_retention_warned_days_positive'), type_='check')
        batch_op.drop_column('warned_days')

    op.drop_table('expiry_notice')
