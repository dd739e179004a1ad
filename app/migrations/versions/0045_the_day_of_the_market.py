"""the day of the market."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('contact_consent',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('given_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_contact_consent_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_contact_consent'))
    )
    op.create_table('stand_arrival',
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state IN ('here', 'missing')", name=op.f('ck_stand_arrival_state_is_known')),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_arrival_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('stand_id', name=op.f('pk_stand_arrival'))
    )
    op.create_table('stand_contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('given_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_stand_contact_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_contact_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stand_contact')),
    sa.UniqueConstraint('public_id', name=op.f('uq_stand_contact_public_id')),
    sa.UniqueConstraint('stand_id', 'participant_id', name=op.f('uq_stand_contact_stand_id_participant_id'))
    )
    with op.batch_alter_table('stand_contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stand_contact_participant_id'), ['participant_id'], unique=False)

    op.create_table('stand_document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('filename', sa.String(length=120), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('added_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_document_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stand_document')),
    sa.UniqueConstraint('public_id', name=op.f('uq_stand_document_public_id'))
    )
    with op.batch_alter_table('stand_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stand_document_stand_id'), ['stand_id'], unique=False)

    op.create_table('stand_feedback',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_feedback_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stand_feedback')),
    sa.UniqueConstraint('public_id', name=op.f('uq_stand_feedback_public_id'))
    )
    with op.batch_alter_table('stand_feedback', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stand_feedback_stand_id'), ['stand_id'], unique=False)

    op.create_table('stand_visits',
    sa.Column('stand_id', sa.Integer(), nullable=False),
    sa.Column('hour', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('visits', sa.Integer(), nullable=False),
    sa.CheckConstraint('visits > 0', name=op.f('ck_stand_visits_visits_are_some')),
    sa.ForeignKeyConstraint(['stand_id'], ['stand.id'], name=op.f('fk_stand_visits_stand_id_stand'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('stand_id', 'hour', name=op.f('pk_stand_visits'))
    )


def downgrade() -> None:
    op.drop_table('stand_visits')
    with op.batch_alter_table('stand_feedback', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stand_feedback_stand_id'))

    op.drop_table('stand_feedback')
    with op.batch_alter_table('stand_document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stand_document_stand_id'))

    op.drop_table('stand_document')
    with op.batch_alter_table('stand_contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stand_contact_participant_id'))

    op.drop_table('stand_contact')
    op.drop_table('stand_arrival')
    op.drop_table('contact_consent')
