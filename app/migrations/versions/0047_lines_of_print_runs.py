"""lines of print runs."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('print_line',
    sa.Column('badge_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=28), nullable=True),
    sa.Column('code_key', sa.String(length=32), nullable=True),
    sa.Column('printed_text', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['badge_id'], ['badge.id'], name=op.f('fk_print_line_badge_id_badge'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['print_run.id'], name=op.f('fk_print_line_run_id_print_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('badge_id', 'run_id', name=op.f('pk_print_line')),
    sa.UniqueConstraint('code', name=op.f('uq_print_line_code'))
    )
    with op.batch_alter_table('print_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_print_line_run_id'), ['run_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('print_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_print_line_run_id'))

    op.drop_table('print_line')
