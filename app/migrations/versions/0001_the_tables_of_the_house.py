"""The tables of the house."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('password', sa.String(length=255), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('tf_primary_method', sa.String(length=64), nullable=True),
    sa.Column('tf_totp_secret', sa.String(length=255), nullable=True),
    sa.Column('mf_recovery_codes', sa.UnicodeText(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email', name=op.f('uq_account_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_account_fs_uniquifier'))
    )
    op.create_table('congress',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('series', sa.String(length=60), nullable=False),
    sa.Column('is_public', sa.Boolean(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('summary', sa.JSON(), nullable=False),
    sa.Column('description', sa.JSON(), nullable=False),
    sa.Column('privacy', sa.JSON(), nullable=False),
    sa.Column('hosts', sa.JSON(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('venue', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('contact_name', sa.String(length=200), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('registration_opens_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('registration_closes_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('preferences_until', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirm_hours', sa.Integer(), nullable=False),
    sa.Column('offer_hours', sa.Integer(), nullable=False),
    sa.Column('wishes', sa.Integer(), nullable=False),
    sa.Column('assignment_published_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('confirm_hours > 0 AND offer_hours > 0', name=op.f('ck_congress_deadlines_are_positive')),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_congress_ends_after_start')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_congress')),
    sa.UniqueConstraint('slug', name=op.f('uq_congress_slug'))
    )
    op.create_table('role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('description', sa.String(length=255), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role')),
    sa.UniqueConstraint('name', name=op.f('uq_role_name'))
    )
    op.create_table('account_role',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_account_role_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['role_id'], ['role.id'], name=op.f('fk_account_role_role_id_role'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('account_id', 'role_id', name=op.f('pk_account_role'))
    )
    op.create_table('api_key',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=10), nullable=False),
    sa.Column('label', sa.String(length=100), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("part IN ('organiser', 'gate')", name=op.f('ck_api_key_part_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_api_key_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_key')),
    sa.UniqueConstraint('digest', name=op.f('uq_api_key_digest')),
    sa.UniqueConstraint('public_id', name=op.f('uq_api_key_public_id'))
    )
    with op.batch_alter_table('api_key', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_api_key_congress_id'), ['congress_id'], unique=False)

    op.create_table('assignment_run',
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
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('finished_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('published_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("status IN ('queued', 'running', 'draft', 'infeasible', 'failed', 'cancelled', 'published')", name=op.f('ck_assignment_run_status_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_assignment_run_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_run')),
    sa.UniqueConstraint('public_id', name=op.f('uq_assignment_run_public_id'))
    )
    with op.batch_alter_table('assignment_run', schema=None) as batch_op:
        batch_op.create_index('ix_assignment_run_congress_id_created_at', ['congress_id', 'created_at'], unique=False)

    op.create_table('attendance',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('present', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('present >= 0', name=op.f('ck_attendance_present_not_negative')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_attendance_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_attendance'))
    )
    op.create_table('journal_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=True),
    sa.Column('at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('subject_kind', sa.String(length=30), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_journal_entry_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal_entry'))
    )
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.create_index('ix_journal_entry_congress_id_at', ['congress_id', 'at'], unique=False)
        batch_op.create_index('ix_journal_entry_subject', ['subject_kind', 'subject_id'], unique=False)

    op.create_table('membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=10), nullable=False),
    sa.CheckConstraint("part IN ('organiser', 'gate')", name=op.f('ck_membership_part_is_known')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_membership_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_membership_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
    sa.UniqueConstraint('account_id', 'congress_id', name=op.f('uq_membership_account_id_congress_id'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_congress_id'), ['congress_id'], unique=False)

    op.create_table('organisation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('role', sa.String(length=10), nullable=False),
    sa.Column('sector', sa.String(length=20), nullable=False),
    sa.Column('website', sa.String(length=300), nullable=False),
    sa.CheckConstraint("role IN ('carrier', 'funder', 'partner', 'host', 'other')", name=op.f('ck_organisation_role_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_organisation_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation')),
    sa.UniqueConstraint('congress_id', 'key', name=op.f('uq_organisation_congress_id_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_organisation_public_id'))
    )
    op.create_table('participant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('idempotency_key', sa.String(length=64), nullable=True),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_key', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('email_key', sa.String(length=254), nullable=False),
    sa.Column('pronouns', sa.String(length=40), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('organisation_key', sa.String(length=200), nullable=False),
    sa.Column('sector', sa.String(length=20), nullable=False),
    sa.Column('level', sa.String(length=20), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('access_needs', sa.Text(), nullable=False),
    sa.Column('interpreting', sa.String(length=100), nullable=False),
    sa.Column('food', sa.String(length=200), nullable=False),
    sa.Column('photo_consent_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('registered_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('confirmed_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('cancelled_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('deadline', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('link_digest', sa.String(length=64), nullable=False),
    sa.Column('link_version', sa.Integer(), nullable=False),
    sa.Column('feed_digest', sa.String(length=64), nullable=False),
    sa.Column('feed_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("level IN ('', 'federal', 'land', 'municipal', 'local')", name=op.f('ck_participant_level_is_known')),
    sa.CheckConstraint("role IN ('participant', 'speaker', 'moderator', 'stand_staff', 'press', 'volunteer')", name=op.f('ck_participant_role_is_known')),
    sa.CheckConstraint("sector IN ('', 'civil_society', 'state', 'municipality', 'business', 'academia')", name=op.f('ck_participant_sector_is_known')),
    sa.CheckConstraint("status IN ('pending', 'confirmed', 'waiting', 'offered', 'cancelled', 'lapsed')", name=op.f('ck_participant_status_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_participant_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participant')),
    sa.UniqueConstraint('congress_id', 'idempotency_key', name=op.f('uq_participant_congress_id_idempotency_key')),
    sa.UniqueConstraint('feed_digest', name=op.f('uq_participant_feed_digest')),
    sa.UniqueConstraint('link_digest', name=op.f('uq_participant_link_digest')),
    sa.UniqueConstraint('public_id', name=op.f('uq_participant_public_id'))
    )
    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.create_index('ix_participant_congress_id_name_key', ['congress_id', 'name_key', 'id'], unique=False)
        batch_op.create_index('ix_participant_congress_id_organisation_key', ['congress_id', 'organisation_key'], unique=False)
        batch_op.create_index('ix_participant_congress_id_registered_at', ['congress_id', 'registered_at', 'id'], unique=False)
        batch_op.create_index('ix_participant_congress_id_status_deadline', ['congress_id', 'status', 'deadline'], unique=False)
        batch_op.create_index('uq_participant_living_address', ['congress_id', 'email_key'], unique=True, sqlite_where=sa.text("status NOT IN ('cancelled', 'lapsed')"), postgresql_where=sa.text("status NOT IN ('cancelled', 'lapsed')"))

    op.create_table('places',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('pending', sa.Integer(), nullable=False),
    sa.Column('confirmed', sa.Integer(), nullable=False),
    sa.Column('offered', sa.Integer(), nullable=False),
    sa.Column('waiting', sa.Integer(), nullable=False),
    sa.Column('cancelled', sa.Integer(), nullable=False),
    sa.Column('lapsed', sa.Integer(), nullable=False),
    sa.CheckConstraint('capacity >= 0', name=op.f('ck_places_capacity_not_negative')),
    sa.CheckConstraint('pending >= 0 AND confirmed >= 0 AND offered >= 0 AND waiting >= 0 AND cancelled >= 0 AND lapsed >= 0', name=op.f('ck_places_counts_not_negative')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_places_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_places'))
    )
    op.create_table('room',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('building', sa.String(length=100), nullable=False),
    sa.Column('floor', sa.String(length=60), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('hint', sa.Text(), nullable=False),
    sa.CheckConstraint('capacity IS NULL OR capacity > 0', name=op.f('ck_room_capacity_is_positive')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_room_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room')),
    sa.UniqueConstraint('congress_id', 'name', name=op.f('uq_room_congress_id_name')),
    sa.UniqueConstraint('public_id', name=op.f('uq_room_public_id'))
    )
    op.create_table('speaker',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('position', sa.JSON(), nullable=False),
    sa.Column('biography', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_speaker_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_speaker')),
    sa.UniqueConstraint('public_id', name=op.f('uq_speaker_public_id'))
    )
    with op.batch_alter_table('speaker', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_speaker_congress_id'), ['congress_id'], unique=False)

    op.create_table('badge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('issue', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=28), nullable=False),
    sa.Column('code_key', sa.String(length=32), nullable=False),
    sa.Column('issued_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('printed_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_badge_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_badge')),
    sa.UniqueConstraint('code', name=op.f('uq_badge_code')),
    sa.UniqueConstraint('code_key', name=op.f('uq_badge_code_key'))
    )
    with op.batch_alter_table('badge', schema=None) as batch_op:
        batch_op.create_index('uq_badge_living', ['participant_id'], unique=True, sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))

    op.create_table('forum',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('description', sa.JSON(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('starts_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ends_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('minimum', sa.Integer(), nullable=False),
    sa.Column('maximum', sa.Integer(), nullable=False),
    sa.Column('quotas', sa.JSON(), nullable=False),
    sa.Column('cancelled_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_forum_ends_after_start')),
    sa.CheckConstraint('minimum >= 0 AND maximum >= minimum AND maximum > 0', name=op.f('ck_forum_seats_make_sense')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_forum_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_forum_room_id_room'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum')),
    sa.UniqueConstraint('congress_id', 'number', name=op.f('uq_forum_congress_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_forum_public_id'))
    )
    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('dedup_key', sa.String(length=200), nullable=True),
    sa.Column('congress_id', sa.Integer(), nullable=True),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('due_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('progress_done', sa.Integer(), nullable=False),
    sa.Column('progress_total', sa.Integer(), nullable=False),
    sa.Column('cancel_asked', sa.Boolean(), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('finished_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("status IN ('waiting', 'done', 'dead', 'cancelled')", name=op.f('ck_job_status_is_known')),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_job_attempts_not_negative')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_job_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_job_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('dedup_key', name=op.f('uq_job_dedup_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_job_public_id'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index('ix_job_congress_id_status', ['congress_id', 'status'], unique=False)
        batch_op.create_index('ix_job_participant_id', ['participant_id'], unique=False)
        batch_op.create_index('ix_job_status_due_at', ['status', 'due_at'], unique=False)

    op.create_table('scan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('device', sa.String(length=40), nullable=False),
    sa.Column('scan_id', sa.String(length=36), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('gate', sa.String(length=60), nullable=False),
    sa.Column('code_key', sa.String(length=32), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('scanned_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('clock_offset_ms', sa.Integer(), nullable=False),
    sa.Column('effective_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('received_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('verdict', sa.String(length=20), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('undone_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('sequence >= 0', name=op.f('ck_scan_sequence_not_negative')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_scan_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_scan_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scan')),
    sa.UniqueConstraint('device', 'scan_id', name=op.f('uq_scan_device_scan_id'))
    )
    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.create_index('ix_scan_congress_id_id', ['congress_id', 'id'], unique=False)
        batch_op.create_index('ix_scan_participant_id_effective_at', ['participant_id', 'effective_at'], unique=False)

    op.create_table('session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('abstract', sa.JSON(), nullable=False),
    sa.Column('room_id', sa.Integer(), nullable=True),
    sa.Column('starts_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('ends_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('cancelled_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('opening', 'welcome', 'lecture', 'panel', 'plenary', 'workshop', 'forums', 'tables', 'marketplace', 'break', 'social', 'closing')", name=op.f('ck_session_kind_is_known')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_session_ends_after_start')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_session_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name=op.f('fk_session_room_id_room'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session')),
    sa.UniqueConstraint('public_id', name=op.f('uq_session_public_id'))
    )
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.create_index('ix_session_congress_id_starts_at', ['congress_id', 'starts_at'], unique=False)

    op.create_table('appearance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('speaker_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=10), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint("part IN ('speaker', 'panelist', 'moderator', 'host')", name=op.f('ck_appearance_part_is_known')),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_appearance_session_id_session'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['speaker_id'], ['speaker.id'], name=op.f('fk_appearance_speaker_id_speaker'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appearance')),
    sa.UniqueConstraint('session_id', 'speaker_id', 'part', name=op.f('uq_appearance_session_id_speaker_id_part'))
    )
    op.create_table('draft_seat',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_draft_seat_forum_id_forum'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_draft_seat_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['assignment_run.id'], name=op.f('fk_draft_seat_run_id_assignment_run'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('run_id', 'participant_id', name=op.f('pk_draft_seat'))
    )
    with op.batch_alter_table('draft_seat', schema=None) as batch_op:
        batch_op.create_index('ix_draft_seat_run_id_forum_id', ['run_id', 'forum_id'], unique=False)

    op.create_table('forum_moderator',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_forum_moderator_forum_id_forum'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_forum_moderator'))
    )
    with op.batch_alter_table('forum_moderator', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_forum_moderator_forum_id'), ['forum_id'], unique=False)

    op.create_table('pin',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('pinned_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_pin_forum_id_forum'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_pin_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_pin'))
    )
    with op.batch_alter_table('pin', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pin_forum_id'), ['forum_id'], unique=False)

    op.create_table('preference',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.CheckConstraint('rank > 0', name=op.f('ck_preference_rank_is_positive')),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_preference_forum_id_forum'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_preference_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_preference')),
    sa.UniqueConstraint('participant_id', 'forum_id', name=op.f('uq_preference_participant_id_forum_id')),
    sa.UniqueConstraint('participant_id', 'rank', name=op.f('uq_preference_participant_id_rank'))
    )
    with op.batch_alter_table('preference', schema=None) as batch_op:
        batch_op.create_index('ix_preference_forum_id_rank', ['forum_id', 'rank'], unique=False)

    op.create_table('presence',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('scan_pk', sa.Integer(), nullable=False),
    sa.Column('at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('gate', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_presence_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_presence_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['scan_pk'], ['scan.id'], name=op.f('fk_presence_scan_pk_scan'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_presence'))
    )
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_presence_congress_id'), ['congress_id'], unique=False)

    op.create_table('seat',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.JSON(), nullable=False),
    sa.Column('assigned_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_seat_forum_id_forum'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_seat_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['run_id'], ['assignment_run.id'], name=op.f('fk_seat_run_id_assignment_run'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_seat'))
    )
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index('ix_seat_forum_id', ['forum_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_index('ix_seat_forum_id')

    op.drop_table('seat')
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_presence_congress_id'))

    op.drop_table('presence')
    with op.batch_alter_table('preference', schema=None) as batch_op:
        batch_op.drop_index('ix_preference_forum_id_rank')

    op.drop_table('preference')
    with op.batch_alter_table('pin', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pin_forum_id'))

    op.drop_table('pin')
    with op.batch_alter_table('forum_moderator', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_forum_moderator_forum_id'))

    op.drop_table('forum_moderator')
    with op.batch_alter_table('draft_seat', schema=None) as batch_op:
        batch_op.drop_index('ix_draft_seat_run_id_forum_id')

    op.drop_table('draft_seat')
    op.drop_table('appearance')
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.drop_index('ix_session_congress_id_starts_at')

    op.drop_table('session')
    with op.batch_alter_table('scan', schema=None) as batch_op:
        batch_op.drop_index('ix_scan_participant_id_effective_at')
        batch_op.drop_index('ix_scan_congress_id_id')

    op.drop_table('scan')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index('ix_job_status_due_at')
        batch_op.drop_index('ix_job_participant_id')
        batch_op.drop_index('ix_job_congress_id_status')

    op.drop_table('job')
    op.drop_table('forum')
    with op.batch_alter_table('badge', schema=None) as batch_op:
        batch_op.drop_index('uq_badge_living', sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))

    op.drop_table('badge')
    with op.batch_alter_table('speaker', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_speaker_congress_id'))

    op.drop_table('speaker')
    op.drop_table('room')
    op.drop_table('places')
    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.drop_index('uq_participant_living_address', sqlite_where=sa.text("status NOT IN ('cancelled', 'lapsed')"), postgresql_where=sa.text("status NOT IN ('cancelled', 'lapsed')"))
        batch_op.drop_index('ix_participant_congress_id_status_deadline')
        batch_op.drop_index('ix_participant_congress_id_registered_at')
        batch_op.drop_index('ix_participant_congress_id_organisation_key')
        batch_op.drop_index('ix_participant_congress_id_name_key')

    op.drop_table('participant')
    op.drop_table('organisation')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membership_congress_id'))

    op.drop_table('membership')
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_journal_entry_subject')
        batch_op.drop_index('ix_journal_entry_congress_id_at')

    op.drop_table('journal_entry')
    op.drop_table('attendance')
    with op.batch_alter_table('assignment_run', schema=None) as batch_op:
        batch_op.drop_index('ix_assignment_run_congress_id_created_at')

    op.drop_table('assignment_run')
    with op.batch_alter_table('api_key', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_api_key_congress_id'))

    op.drop_table('api_key')
    op.drop_table('account_role')
    op.drop_table('role')
    op.drop_table('congress')
    op.drop_table('account')
