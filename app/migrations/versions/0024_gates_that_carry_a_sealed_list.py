"""gates that carry a sealed list."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('gate_list',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('checked_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_gate_list_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_gate_list'))
    )
    op.create_table('gate_device',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('key_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('permission', sa.String(length=10), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('enrolment', sa.Integer(), nullable=False),
    sa.Column('enrol_until', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('enrolled_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('expires_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('seen_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('battery', sa.Integer(), nullable=True),
    sa.Column('unsent', sa.Integer(), nullable=False),
    sa.Column('list_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("permission IN ('steward', 'supervisor')", name=op.f('ck_gate_device_permission_is_known')),
    sa.CheckConstraint('battery >= 0 AND battery <= 100', name=op.f('ck_gate_device_battery_in_per_cent')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_gate_device_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['key_id'], ['api_key.id'], name=op.f('fk_gate_device_key_id_api_key'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gate_device')),
    sa.UniqueConstraint('key_id', name=op.f('uq_gate_device_key_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_gate_device_public_id'))
    )
    with op.batch_alter_table('gate_device', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_gate_device_congress_id'), ['congress_id'], unique=False)

    op.create_table('gate_entry',
    sa.Column('code_key', sa.String(length=32), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=32), nullable=False),
    sa.Column('standing', sa.String(length=14), nullable=False),
    sa.Column('box', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_gate_entry_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_gate_entry_participant_id_participant'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('code_key', name=op.f('pk_gate_entry'))
    )
    with op.batch_alter_table('gate_entry', schema=None) as batch_op:
        batch_op.create_index('ix_gate_entry_congress_id_version', ['congress_id', 'version', 'code_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_gate_entry_participant_id'), ['participant_id'], unique=False)

    with op.batch_alter_table('api_key', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_device', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shown', sa.String(length=20), server_default='', nullable=False))
        batch_op.add_column(sa.Column('version', sa.Integer(), server_default='0', nullable=False))
        batch_op.create_index('ix_scan_congress_id_version', ['congress_id', 'version', 'id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.drop_index('ix_scan_congress_id_version')
        batch_op.drop_column('version')
        batch_op.drop_column('shown')

    with op.batch_alter_table('api_key', schema=None) as batch_op:
        batch_op.drop_column('is_device')

    with op.batch_alter_table('gate_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gate_entry_participant_id'))
        batch_op.drop_index('ix_gate_entry_congress_id_version')

    op.drop_table('gate_entry')
    with op.batch_alter_table('gate_device', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_gate_device_congress_id'))

    op.drop_table('gate_device')
    op.drop_table('gate_list')
