"""designs of badges."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('badge_colours',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('colours', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_badge_colours_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_badge_colours'))
    )
    op.create_table('badge_design',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('width', sa.Double(), nullable=False),
    sa.Column('height', sa.Double(), nullable=False),
    sa.Column('categories', sa.JSON(), nullable=False),
    sa.Column('is_used', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('elements', sa.JSON(), nullable=False),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_badge_design_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badge_design')),
    sa.UniqueConstraint('congress_id', 'name', name=op.f('uq_badge_design_congress_id_name')),
    sa.UniqueConstraint('public_id', name=op.f('uq_badge_design_public_id'))
    )
    op.create_table('badge_picture',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_badge_picture_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badge_picture')),
    sa.UniqueConstraint('public_id', name=op.f('uq_badge_picture_public_id'))
    )
    with op.batch_alter_table('badge_picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_badge_picture_congress_id'), ['congress_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('badge_picture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_badge_picture_congress_id'))

    op.drop_table('badge_picture')
    op.drop_table('badge_design')
    op.drop_table('badge_colours')
