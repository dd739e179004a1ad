"""imported files."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('import_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('headings', sa.JSON(), nullable=False),
    sa.Column('matching', sa.JSON(), nullable=False),
    sa.Column('manner', sa.String(length=10), nullable=False),
    sa.Column('may_change', sa.Boolean(), nullable=False),
    sa.Column('outcome', sa.JSON(), nullable=False),
    sa.Column('lines_done', sa.Integer(), nullable=False),
    sa.Column('job_public_id', sa.String(length=16), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('finished_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("manner IN ('told', 'silent', 'asked')", name=op.f('ck_import_file_manner_is_known')),
    sa.CheckConstraint("status IN ('matching', 'checking', 'checked', 'writing', 'done', 'failed')", name=op.f('ck_import_file_status_is_known')),
    sa.CheckConstraint('lines_done >= 0', name=op.f('ck_import_file_lines_done_not_negative')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_import_file_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_file')),
    sa.UniqueConstraint('public_id', name=op.f('uq_import_file_public_id'))
    )
    with op.batch_alter_table('import_file', schema=None) as batch_op:
        batch_op.create_index('ix_import_file_congress_id_created_at', ['congress_id', 'created_at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('import_file', schema=None) as batch_op:
        batch_op.drop_index('ix_import_file_congress_id_created_at')

    op.drop_table('import_file')
