"""harvest of the tables."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('harvest_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('round_number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('entry_key', sa.String(length=64), nullable=False),
    sa.Column('clash_of', sa.String(length=16), nullable=False),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('note', 'key', 'forward')", name=op.f('ck_harvest_note_kind_is_known')),
    sa.ForeignKeyConstraint(['table_id'], ['thematic_table.id'], name=op.f('fk_harvest_note_table_id_thematic_table'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_harvest_note')),
    sa.UniqueConstraint('public_id', name=op.f('uq_harvest_note_public_id')),
    sa.UniqueConstraint('table_id', 'entry_key', name=op.f('uq_harvest_note_table_id_entry_key'))
    )
    op.create_table('harvest_photo',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.Column('round_number', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['table_id'], ['thematic_table.id'], name=op.f('fk_harvest_photo_table_id_thematic_table'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_harvest_photo')),
    sa.UniqueConstraint('public_id', name=op.f('uq_harvest_photo_public_id'))
    )
    with op.batch_alter_table('harvest_photo', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_harvest_photo_table_id'), ['table_id'], unique=False)
    with op.batch_alter_table('thematic_table', schema=None) as batch_op:
        batch_op.add_column(sa.Column('link_version', sa.Integer(), server_default='1', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('thematic_table', schema=None) as batch_op:
        batch_op.drop_column('link_version')
    with op.batch_alter_table('harvest_photo', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_harvest_photo_table_id'))
    op.drop_table('harvest_photo')
    op.drop_table('harvest_note')
