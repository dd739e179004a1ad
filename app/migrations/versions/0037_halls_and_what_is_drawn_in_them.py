"""halls and what is drawn in them."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hall',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('width_m', sa.Double(), nullable=False),
    sa.Column('depth_m', sa.Double(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('width_m > 0 AND depth_m > 0', name=op.f('ck_hall_size_positive')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_hall_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hall')),
    sa.UniqueConstraint('congress_id', 'name', name=op.f('uq_hall_congress_id_name')),
    sa.UniqueConstraint('public_id', name=op.f('uq_hall_public_id'))
    )
    op.create_table('hall_fixture',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('hall_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.CheckConstraint("kind IN ('escape', 'door', 'pillar', 'stage', 'blocked', 'power')", name=op.f('ck_hall_fixture_kind_is_known')),
    sa.ForeignKeyConstraint(['hall_id'], ['hall.id'], name=op.f('fk_hall_fixture_hall_id_hall'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hall_fixture'))
    )
    with op.batch_alter_table('hall_fixture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hall_fixture_hall_id'), ['hall_id'], unique=False)

    op.create_table('hall_picture',
    sa.Column('hall_id', sa.Integer(), nullable=False),
    sa.Column('type', sa.String(length=4), nullable=False),
    sa.Column('wide', sa.Double(), nullable=False),
    sa.Column('high', sa.Double(), nullable=False),
    sa.Column('x', sa.Double(), nullable=False),
    sa.Column('y', sa.Double(), nullable=False),
    sa.Column('width', sa.Double(), nullable=False),
    sa.Column('version', sa.String(length=16), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint('width > 0', name=op.f('ck_hall_picture_width_positive')),
    sa.ForeignKeyConstraint(['hall_id'], ['hall.id'], name=op.f('fk_hall_picture_hall_id_hall'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('hall_id', name=op.f('pk_hall_picture'))
    )
    op.create_table('hall_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('hall_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('layout', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['hall_id'], ['hall.id'], name=op.f('fk_hall_version_hall_id_hall'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hall_version')),
    sa.UniqueConstraint('hall_id', 'step', name=op.f('uq_hall_version_hall_id_step'))
    )
    op.create_table('pitch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('hall_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=10), nullable=False),
    sa.Column('x', sa.Double(), nullable=False),
    sa.Column('y', sa.Double(), nullable=False),
    sa.Column('width', sa.Double(), nullable=False),
    sa.Column('depth', sa.Double(), nullable=False),
    sa.Column('power', sa.Integer(), nullable=False),
    sa.Column('has_wall', sa.Boolean(), nullable=False),
    sa.Column('has_light', sa.Boolean(), nullable=False),
    sa.Column('value', sa.Double(), nullable=False),
    sa.Column('zone', sa.String(length=20), nullable=False),
    sa.CheckConstraint('power IN (0, 1, 2)', name=op.f('ck_pitch_power_is_known')),
    sa.CheckConstraint('width > 0 AND depth > 0', name=op.f('ck_pitch_size_positive')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_pitch_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['hall_id'], ['hall.id'], name=op.f('fk_pitch_hall_id_hall'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pitch')),
    sa.UniqueConstraint('congress_id', 'number', name=op.f('uq_pitch_congress_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_pitch_public_id'))
    )
    with op.batch_alter_table('pitch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pitch_hall_id'), ['hall_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('pitch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pitch_hall_id'))

    op.drop_table('pitch')
    op.drop_table('hall_version')
    op.drop_table('hall_picture')
    with op.batch_alter_table('hall_fixture', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hall_fixture_hall_id'))

    op.drop_table('hall_fixture')
    op.drop_table('hall')
