"""thematic tables and rounds."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('table_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('job_public_id', sa.String(length=16), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('published_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("status IN ('queued', 'draft', 'infeasible', 'failed', 'published', 'replaced')", name=op.f('ck_table_plan_status_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_table_plan_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_table_plan')),
    sa.UniqueConstraint('public_id', name=op.f('uq_table_plan_public_id'))
    )
    with op.batch_alter_table('table_plan', schema=None) as batch_op:
        batch_op.create_index('ix_table_plan_congress_id_created_at', ['congress_id', 'created_at'], unique=False)

    op.create_table('table_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('starts_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('question', sa.JSON(), nullable=False),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_table_round_minutes_positive')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_table_round_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_table_round')),
    sa.UniqueConstraint('congress_id', 'number', name=op.f('uq_table_round_congress_id_number'))
    )
    op.create_table('table_setting',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('topic_once', sa.Boolean(), nullable=False),
    sa.Column('wishes', sa.Integer(), nullable=False),
    sa.Column('audience', sa.JSON(), nullable=False),
    sa.CheckConstraint('wishes >= 0', name=op.f('ck_table_setting_wishes_not_negative')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_table_setting_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_table_setting'))
    )
    op.create_table('table_absence',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('noted_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_table_absence_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_table_absence'))
    )
    op.create_table('table_pair',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('first_id', sa.Integer(), nullable=False),
    sa.Column('second_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_table_pair_in_order')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_table_pair_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['first_id'], ['participant.id'], name=op.f('fk_table_pair_first_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_id'], ['participant.id'], name=op.f('fk_table_pair_second_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_table_pair')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_table_pair_first_id_second_id'))
    )
    with op.batch_alter_table('table_pair', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_table_pair_congress_id'), ['congress_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_table_pair_second_id'), ['second_id'], unique=False)

    op.create_table('thematic_table',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('topic', sa.JSON(), nullable=False),
    sa.Column('description', sa.JSON(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=True),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('host_id', sa.Integer(), nullable=True),
    sa.Column('cohost_id', sa.Integer(), nullable=True),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('seats > 0', name=op.f('ck_thematic_table_seats_positive')),
    sa.ForeignKeyConstraint(['cohost_id'], ['participant.id'], name=op.f('fk_thematic_table_cohost_id_participant'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_thematic_table_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['host_id'], ['participant.id'], name=op.f('fk_thematic_table_host_id_participant'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_thematic_table_room_id_room'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thematic_table')),
    sa.UniqueConstraint('congress_id', 'number', name=op.f('uq_thematic_table_congress_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_thematic_table_public_id'))
    )
    with op.batch_alter_table('thematic_table', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thematic_table_cohost_id'), ['cohost_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thematic_table_host_id'), ['host_id'], unique=False)

    op.create_table('table_stop',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_table_stop_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['table_plan.id'], name=op.f('fk_table_stop_plan_id_table_plan'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['table_round.id'], name=op.f('fk_table_stop_round_id_table_round'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['table_id'], ['thematic_table.id'], name=op.f('fk_table_stop_table_id_thematic_table'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('plan_id', 'round_id', 'participant_id', name=op.f('pk_table_stop'))
    )
    with op.batch_alter_table('table_stop', schema=None) as batch_op:
        batch_op.create_index('ix_table_stop_participant_id', ['participant_id'], unique=False)
        batch_op.create_index('ix_table_stop_plan_id_round_id_table_id', ['plan_id', 'round_id', 'table_id'], unique=False)

    op.create_table('table_wish',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('table_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_table_wish_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['table_id'], ['thematic_table.id'], name=op.f('fk_table_wish_table_id_thematic_table'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', 'table_id', name=op.f('pk_table_wish'))
    )
    with op.batch_alter_table('table_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_table_wish_table_id'), ['table_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('table_wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_table_wish_table_id'))

    op.drop_table('table_wish')
    with op.batch_alter_table('table_stop', schema=None) as batch_op:
        batch_op.drop_index('ix_table_stop_plan_id_round_id_table_id')
        batch_op.drop_index('ix_table_stop_participant_id')

    op.drop_table('table_stop')
    with op.batch_alter_table('thematic_table', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thematic_table_host_id'))
        batch_op.drop_index(batch_op.f('ix_thematic_table_cohost_id'))

    op.drop_table('thematic_table')
    with op.batch_alter_table('table_pair', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_table_pair_second_id'))
        batch_op.drop_index(batch_op.f('ix_table_pair_congress_id'))

    op.drop_table('table_pair')
    op.drop_table('table_absence')
    op.drop_table('table_setting')
    op.drop_table('table_round')
    with op.batch_alter_table('table_plan', schema=None) as batch_op:
        batch_op.drop_index('ix_table_plan_congress_id_created_at')

    op.drop_table('table_plan')
