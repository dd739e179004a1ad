"""round clock."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('table_clock',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('spans', sa.JSON(), nullable=False),
    sa.Column('paused_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_table_clock_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_table_clock')),
    sa.UniqueConstraint('public_id', name=op.f('uq_table_clock_public_id'))
    )


def downgrade() -> None:
    op.drop_table('table_clock')
