"""mailings."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mailing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('subject', sa.JSON(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('audience', sa.JSON(), nullable=False),
    sa.Column('also_later', sa.Boolean(), nullable=False),
    sa.Column('starts_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.CheckConstraint("status <> 'scheduled' OR starts_at IS NOT NULL", name=op.f('ck_mailing_scheduled_for_a_moment')),
    sa.CheckConstraint("status IN ('draft', 'scheduled', 'sending', 'paused', 'stopped')", name=op.f('ck_mailing_status_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_mailing_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailing')),
    sa.UniqueConstraint('public_id', name=op.f('uq_mailing_public_id'))
    )
    with op.batch_alter_table('mailing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_congress_id'), ['congress_id'], unique=False)
        batch_op.create_index('ix_mailing_status_starts_at', ['status', 'starts_at'], unique=False)

    op.create_table('address_fault',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('address_digest', sa.String(length=64), nullable=False),
    sa.Column('at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_address_fault_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_address_fault'))
    )
    op.create_table('mailing_recipient',
    sa.Column('mailing_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('job_public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['mailing_id'], ['mailing.id'], name=op.f('fk_mailing_recipient_mailing_id_mailing'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_mailing_recipient_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('mailing_id', 'participant_id', name=op.f('pk_mailing_recipient')),
    sa.UniqueConstraint('job_public_id', name=op.f('uq_mailing_recipient_job_public_id'))
    )
    with op.batch_alter_table('mailing_recipient', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mailing_recipient_participant_id'), ['participant_id'], unique=False)

    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.add_column(sa.Column('priority', sa.SmallInteger(), server_default='0', nullable=False))
        batch_op.drop_index(batch_op.f('ix_job_status_due_at'))
        batch_op.create_index('ix_job_status_priority_due_at', ['status', 'priority', 'due_at'], unique=False)
        batch_op.drop_constraint(op.f('ck_job_status_is_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_job_status_is_known'), "status IN ('waiting', 'done', 'dead', 'cancelled', 'held')")


def downgrade() -> None:
    op.execute("UPDATE job SET status = 'cancelled' WHERE status = 'held'")
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_job_status_is_known'), type_='check')
        batch_op.create_check_constraint(op.f('ck_job_status_is_known'), "status IN ('waiting', 'done', 'dead', 'cancelled')")
        batch_op.drop_index('ix_job_status_priority_due_at')
        batch_op.create_index(batch_op.f('ix_job_status_due_at'), ['status', 'due_at'], unique=False)
        batch_op.drop_column('priority')

    with op.batch_alter_table('mailing_recipient', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mailing_recipient_participant_id'))

    op.drop_table('mailing_recipient')
    op.drop_table('address_fault')
    with op.batch_alter_table('mailing', schema=None) as batch_op:
        batch_op.drop_index('ix_mailing_status_starts_at')
        batch_op.drop_index(batch_op.f('ix_mailing_congress_id'))

    op.drop_table('mailing')
