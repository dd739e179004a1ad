"""sheets of own."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('badge_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('label_width', sa.Double(), nullable=False),
    sa.Column('label_height', sa.Double(), nullable=False),
    sa.Column('columns', sa.Integer(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('left', sa.Double(), nullable=False),
    sa.Column('top', sa.Double(), nullable=False),
    sa.Column('pitch_x', sa.Double(), nullable=False),
    sa.Column('pitch_y', sa.Double(), nullable=False),
    sa.Column('page_width', sa.Double(), nullable=False),
    sa.Column('page_height', sa.Double(), nullable=False),
    sa.Column('is_monochrome', sa.Boolean(), nullable=False),
    sa.Column('fold', sa.String(length=10), nullable=False),
    sa.CheckConstraint('columns > 0 AND rows > 0', name=op.f('ck_badge_sheet_has_labels')),
    sa.CheckConstraint('label_width > 0 AND label_height > 0', name=op.f('ck_badge_sheet_labels_have_a_size')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_badge_sheet_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badge_sheet')),
    sa.UniqueConstraint('congress_id', 'name', name=op.f('uq_badge_sheet_congress_id_name')),
    sa.UniqueConstraint('public_id', name=op.f('uq_badge_sheet_public_id'))
    )
    op.create_table('badge_shift',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('sheet', sa.String(length=40), nullable=False),
    sa.Column('right', sa.Integer(), nullable=False),
    sa.Column('down', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_badge_shift_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', 'sheet', name=op.f('pk_badge_shift'))
    )


def downgrade() -> None:
    op.drop_table('badge_shift')
    op.drop_table('badge_sheet')
