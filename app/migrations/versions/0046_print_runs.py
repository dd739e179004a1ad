"""print runs."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('print_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('printed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('sheet', sa.String(length=40), nullable=False),
    sa.Column('skip', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.String(length=20), nullable=False),
    sa.Column('who', sa.String(length=20), nullable=False),
    sa.Column('renews', sa.Boolean(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('job_public_id', sa.String(length=16), nullable=False),
    sa.Column('finished_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("status IN ('queued', 'running', 'done', 'stopped', 'failed')", name=op.f('ck_print_run_status_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_print_run_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_print_run')),
    sa.UniqueConstraint('public_id', name=op.f('uq_print_run_public_id'))
    )
    with op.batch_alter_table('print_run', schema=None) as batch_op:
        batch_op.create_index('ix_print_run_congress_id_printed_at', ['congress_id', 'printed_at'], unique=False)

    op.create_table('print_piece',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['print_run.id'], name=op.f('fk_print_piece_run_id_print_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'number', name=op.f('pk_print_piece'))
    )
    with op.batch_alter_table('badge', schema=None) as batch_op:
        batch_op.add_column(sa.Column('printed_text', sa.String(length=16), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('badge', schema=None) as batch_op:
        batch_op.drop_column('printed_text')

    op.drop_table('print_piece')
    with op.batch_alter_table('print_run', schema=None) as batch_op:
        batch_op.drop_index('ix_print_run_congress_id_printed_at')

    op.drop_table('print_run')
