"""places of stands."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('placement_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('job_public_id', sa.String(length=16), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('finished_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('published_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("status IN ('queued', 'running', 'draft', 'infeasible', 'failed', 'cancelled', 'published', 'replaced')", name=op.f('ck_placement_run_status_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_placement_run_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placement_run')),
    sa.UniqueConstraint('public_id', name=op.f('uq_placement_run_public_id'))
    )
    with op.batch_alter_table('placement_run', schema=None) as batch_op:
        batch_op.create_index('ix_placement_run_congress_id_created_at', ['congress_id', 'created_at'], unique=False)

    op.create_table('placement_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['placement_run.id'], name=op.f('fk_placement_step_run_id_placement_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_placement_step')),
    sa.UniqueConstraint('run_id', 'step', name=op.f('uq_placement_step_run_id_step'))
    )
    op.create_table('draft_place',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('pitch_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['pitch_id'], ['pitch.id'], name=op.f('fk_draft_place_pitch_id_pitch'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['run_id'], ['placement_run.id'], name=op.f('fk_draft_place_run_id_placement_run'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_draft_place_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'stand_id', name=op.f('pk_draft_place')),
    sa.UniqueConstraint('run_id', 'pitch_id', name=op.f('uq_draft_place_run_id_pitch_id'))
    )
    with op.batch_alter_table('draft_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draft_place_pitch_id'), ['pitch_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_draft_place_stand_id'), ['stand_id'], unique=False)

    op.create_table('stand_pin',
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('pitch_id', sa.Integer(), nullable=False),
    sa.Column('pinned_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['pitch_id'], ['pitch.id'], name=op.f('fk_stand_pin_pitch_id_pitch'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_pin_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('stand_id', name=op.f('pk_stand_pin')),
    sa.UniqueConstraint('pitch_id', name=op.f('uq_stand_pin_pitch_id'))
    )
    op.create_table('stand_place',
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('pitch_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.JSON(), nullable=False),
    sa.Column('placed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['pitch_id'], ['pitch.id'], name=op.f('fk_stand_place_pitch_id_pitch'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['placement_run.id'], name=op.f('fk_stand_place_run_id_placement_run'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_place_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('stand_id', name=op.f('pk_stand_place')),
    sa.UniqueConstraint('pitch_id', name=op.f('uq_stand_place_pitch_id'))
    )
    with op.batch_alter_table('stand_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stand_place_run_id'), ['run_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('stand_place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stand_place_run_id'))

    op.drop_table('stand_place')
    op.drop_table('stand_pin')
    with op.batch_alter_table('draft_place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draft_place_stand_id'))
        batch_op.drop_index(batch_op.f('ix_draft_place_pitch_id'))

    op.drop_table('draft_place')
    op.drop_table('placement_step')
    with op.batch_alter_table('placement_run', schema=None) as batch_op:
        batch_op.drop_index('ix_placement_run_congress_id_created_at')

    op.drop_table('placement_run')
