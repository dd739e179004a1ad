"""certificates of attendance."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('certificate_terms',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('is_open', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('basis', sa.String(length=5), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('signed_by', sa.String(length=200), nullable=False),
    sa.CheckConstraint("basis IN ('days', 'hours')", name=op.f('ck_certificate_terms_basis_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_certificate_terms_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_certificate_terms'))
    )
    op.create_table('certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('printed', sa.JSON(), nullable=False),
    sa.Column('issued_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('replaced_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('mailed_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_certificate_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_certificate_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('public_id', name=op.f('uq_certificate_public_id'))
    )
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_congress_id'), ['congress_id'], unique=False)
        batch_op.create_index('uq_certificate_living', ['participant_id', 'language'], unique=True, sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))



def downgrade() -> None:
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.drop_index('uq_certificate_living', sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_certificate_congress_id'))

    op.drop_table('certificate')
    op.drop_table('certificate_terms')
