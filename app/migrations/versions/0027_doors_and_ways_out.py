"""doors and ways out."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('door',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('categories', sa.JSON(), nullable=False),
    sa.Column('days', sa.JSON(), nullable=False),
    sa.Column('inside', sa.Integer(), nullable=False),
    sa.CheckConstraint('capacity > 0', name=op.f('ck_door_capacity_is_positive')),
    sa.CheckConstraint('forum_id IS NULL OR session_id IS NULL', name=op.f('ck_door_leads_to_one_place')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_door_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_door_forum_id_forum'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_door_session_id_session'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_door')),
    sa.UniqueConstraint('public_id', name=op.f('uq_door_public_id'))
    )
    with op.batch_alter_table('door', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_door_congress_id'), ['congress_id'], unique=False)

    with op.batch_alter_table('gate_device', schema=None) as batch_op:
        batch_op.add_column(sa.Column('door_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_gate_device_door_id_door'), 'door', ['door_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.add_column(sa.Column('left_at', app.orm.UtcDateTime(timezone=True), nullable=True))

    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('door_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('is_exit', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_foreign_key(batch_op.f('fk_scan_door_id_door'), 'door', ['door_id'], ['id'], ondelete='CASCADE')



def downgrade() -> None:
    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_scan_door_id_door'), type_='foreignkey')
        batch_op.drop_column('is_exit')
        batch_op.drop_column('door_id')

    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.drop_column('left_at')

    with op.batch_alter_table('gate_device', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_gate_device_door_id_door'), type_='foreignkey')
        batch_op.drop_column('door_id')

    with op.batch_alter_table('door', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_door_congress_id'))

    op.drop_table('door')
