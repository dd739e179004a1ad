"""the marketplace."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('market_juror',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('link_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_market_juror_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_market_juror_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_market_juror')),
    sa.UniqueConstraint('congress_id', 'account_id', name=op.f('uq_market_juror_congress_id_account_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_market_juror_public_id'))
    )
    with op.batch_alter_table('market_juror', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_market_juror_account_id'), ['account_id'], unique=False)

    op.create_table('market_topic',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('letter', sa.String(length=2), nullable=False),
    sa.Column('colour', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('quota', sa.Integer(), nullable=True),
    sa.CheckConstraint('colour BETWEEN 1 AND 8', name=op.f('ck_market_topic_colour_is_known')),
    sa.CheckConstraint('quota IS NULL OR quota >= 0', name=op.f('ck_market_topic_quota_not_negative')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_market_topic_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_market_topic')),
    sa.UniqueConstraint('congress_id', 'letter', name=op.f('uq_market_topic_congress_id_letter')),
    sa.UniqueConstraint('public_id', name=op.f('uq_market_topic_public_id'))
    )
    op.create_table('marketplace',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('applications_from', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('applications_until', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('call', sa.JSON(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('votes_needed', sa.Integer(), nullable=False),
    sa.Column('confirm_days', sa.Integer(), nullable=False),
    sa.Column('most_staff', sa.Integer(), nullable=False),
    sa.Column('questions', sa.JSON(), nullable=False),
    sa.Column('published_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('plan_published_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint('capacity IS NULL OR capacity >= 0', name=op.f('ck_marketplace_capacity_not_negative')),
    sa.CheckConstraint('most_staff >= 0 AND confirm_days > 0 AND votes_needed >= 0', name=op.f('ck_marketplace_counts_are_sound')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_marketplace_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_marketplace'))
    )
    op.create_table('stand',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('organisation_key', sa.String(length=200), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('website', sa.String(length=300), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('description', sa.JSON(), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('offers', sa.Text(), nullable=False),
    sa.Column('requests', sa.Text(), nullable=False),
    sa.Column('contact_name', sa.String(length=200), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('contact_email_key', sa.String(length=254), nullable=False),
    sa.Column('contact_phone', sa.String(length=60), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('press_name', sa.String(length=200), nullable=False),
    sa.Column('press_email', sa.String(length=254), nullable=False),
    sa.Column('press_phone', sa.String(length=60), nullable=False),
    sa.Column('is_press_public', sa.Boolean(), nullable=False),
    sa.Column('area', sa.Double(), nullable=False),
    sa.Column('tables', sa.Integer(), nullable=False),
    sa.Column('chairs', sa.Integer(), nullable=False),
    sa.Column('power', sa.Integer(), nullable=False),
    sa.Column('needs_wall', sa.Boolean(), nullable=False),
    sa.Column('is_loud', sa.Boolean(), nullable=False),
    sa.Column('needs_light', sa.Boolean(), nullable=False),
    sa.Column('access_needs', sa.Text(), nullable=False),
    sa.Column('remarks', sa.Text(), nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('applied_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('address_confirmed_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('decided_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('waits_since', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('confirm_until', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('link_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state IN ('applied', 'shortlisted', 'accepted', 'confirmed', 'waiting', 'declined', 'withdrawn')", name=op.f('ck_stand_state_is_known')),
    sa.CheckConstraint('area >= 0 AND tables >= 0 AND chairs >= 0 AND priority >= 0', name=op.f('ck_stand_needs_not_negative')),
    sa.CheckConstraint('power BETWEEN 0 AND 2', name=op.f('ck_stand_power_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_stand_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_stand_organisation_id_organisation'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['topic_id'], ['market_topic.id'], name=op.f('fk_stand_topic_id_market_topic'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stand')),
    sa.UniqueConstraint('public_id', name=op.f('uq_stand_public_id'))
    )
    with op.batch_alter_table('stand', schema=None) as batch_op:
        batch_op.create_index('ix_stand_congress_id_contact_email_key', ['congress_id', 'contact_email_key'], unique=False)
        batch_op.create_index('ix_stand_congress_id_state', ['congress_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_stand_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_stand_topic_id'), ['topic_id'], unique=False)

    op.create_table('stand_logo',
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('type', sa.String(length=4), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=16), nullable=False),
    sa.Column('alt', sa.String(length=300), nullable=False),
    sa.Column('rights', sa.String(length=300), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_logo_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('stand_id', name=op.f('pk_stand_logo'))
    )
    op.create_table('stand_staff',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('added_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_stand_staff_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_staff_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stand_staff')),
    sa.UniqueConstraint('public_id', name=op.f('uq_stand_staff_public_id'))
    )
    with op.batch_alter_table('stand_staff', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stand_staff_participant_id'), ['participant_id'], unique=True)
        batch_op.create_index(batch_op.f('ix_stand_staff_stand_id'), ['stand_id'], unique=False)

    op.create_table('stand_topic',
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_topic_stand_id_stand'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['topic_id'], ['market_topic.id'], name=op.f('fk_stand_topic_topic_id_market_topic'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('stand_id', 'topic_id', name=op.f('pk_stand_topic'))
    )
    with op.batch_alter_table('stand_topic', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stand_topic_topic_id'), ['topic_id'], unique=False)

    op.create_table('stand_vote',
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('juror_id', sa.Integer(), nullable=False),
    sa.Column('voice', sa.String(length=8), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("voice IN ('yes', 'perhaps', 'no')", name=op.f('ck_stand_vote_voice_is_known')),
    sa.ForeignKeyConstraint(['juror_id'], ['market_juror.id'], name=op.f('fk_stand_vote_juror_id_market_juror'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_vote_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('stand_id', 'juror_id', name=op.f('pk_stand_vote'))
    )
    with op.batch_alter_table('stand_vote', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stand_vote_juror_id'), ['juror_id'], unique=False)

    op.create_table('stand_wish',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('nearness', sa.String(length=4), nullable=False),
    sa.Column('named', sa.String(length=200), nullable=False),
    sa.Column('named_key', sa.String(length=200), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=True),
    sa.Column('metres', sa.Integer(), nullable=False),
    sa.CheckConstraint("nearness IN ('near', 'far')", name=op.f('ck_stand_wish_nearness_is_known')),
    sa.CheckConstraint('metres > 0', name=op.f('ck_stand_wish_metres_are_positive')),
    sa.CheckConstraint('stand_id <> other_id', name=op.f('ck_stand_wish_two_of_them')),
    sa.ForeignKeyConstraint(['other_id'], ['stand.id'], name=op.f('fk_stand_wish_other_id_stand'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_wish_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stand_wish'))
    )
    with op.batch_alter_table('stand_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stand_wish_other_id'), ['other_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_stand_wish_stand_id'), ['stand_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('stand_wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stand_wish_stand_id'))
        batch_op.drop_index(batch_op.f('ix_stand_wish_other_id'))

    op.drop_table('stand_wish')
    with op.batch_alter_table('stand_vote', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stand_vote_juror_id'))

    op.drop_table('stand_vote')
    with op.batch_alter_table('stand_topic', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stand_topic_topic_id'))

    op.drop_table('stand_topic')
    with op.batch_alter_table('stand_staff', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stand_staff_stand_id'))
        batch_op.drop_index(batch_op.f('ix_stand_staff_participant_id'))

    op.drop_table('stand_staff')
    op.drop_table('stand_logo')
    with op.batch_alter_table('stand', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stand_topic_id'))
        batch_op.drop_index(batch_op.f('ix_stand_organisation_id'))
        batch_op.drop_index('ix_stand_congress_id_state')
        batch_op.drop_index('ix_stand_congress_id_contact_email_key')

    op.drop_table('stand')
    op.drop_table('marketplace')
    op.drop_table('market_topic')
    with op.batch_alter_table('market_juror', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_market_juror_account_id'))

    op.drop_table('market_juror')
