"""Invitations by code, address and organisation; applications that wait for a decision."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('label', sa.String(length=200), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('email_key', sa.String(length=254), nullable=False),
    sa.Column('most_uses', sa.Integer(), nullable=False),
    sa.Column('expires_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('declined_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('contact_digest', sa.String(length=64), nullable=True),
    sa.CheckConstraint("kind IN ('code', 'address', 'organisation')", name=op.f('ck_invitation_kind_is_known')),
    sa.CheckConstraint('most_uses > 0', name=op.f('ck_invitation_has_uses')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_invitation_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('contact_digest', name=op.f('uq_invitation_contact_digest')),
    sa.UniqueConstraint('digest', name=op.f('uq_invitation_digest')),
    sa.UniqueConstraint('public_id', name=op.f('uq_invitation_public_id'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index('ix_invitation_congress_id_kind', ['congress_id', 'kind', 'id'], unique=False)
        batch_op.create_index('uq_invitation_address', ['congress_id', 'email_key'], unique=True, sqlite_where=sa.text("kind = 'address'"), postgresql_where=sa.text("kind = 'address'"))

    op.create_table('decision',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('decided_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_decision_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_decision'))
    )
    op.create_table('invitation_use',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('used_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_invitation_use_invitation_id_invitation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_invitation_use_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_invitation_use'))
    )
    with op.batch_alter_table('invitation_use', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_use_invitation_id'), ['invitation_id'], unique=False)

    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.add_column(sa.Column('applied', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('reserved', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('declined', sa.Integer(), server_default='0', nullable=False))
        batch_op.create_check_constraint('applications_not_negative', 'applied >= 0 AND reserved >= 0 AND declined >= 0')
    _know_states("'pending', 'confirmed', 'waiting', 'offered', 'cancelled', 'lapsed', 'applied', 'reserved', 'declined'", dead="'cancelled', 'lapsed', 'declined'")


def downgrade() -> None:
    # What older rules do not know: applications are withdrawn, and the places held for them go back.
    op.execute("UPDATE participant SET status = 'cancelled' WHERE status IN ('applied', 'reserved', 'declined')")
    op.execute("UPDATE places SET cancelled = cancelled + applied + reserved + declined")
    _know_states("'pending', 'confirmed', 'waiting', 'offered', 'cancelled', 'lapsed'", dead="'cancelled', 'lapsed'")
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.drop_constraint('applications_not_negative', type_='check')
        batch_op.drop_column('declined')
        batch_op.drop_column('reserved')
        batch_op.drop_column('applied')

    with op.batch_alter_table('invitation_use', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_use_invitation_id'))

    op.drop_table('invitation_use')
    op.drop_table('decision')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index('uq_invitation_address', sqlite_where=sa.text("kind = 'address'"), postgresql_where=sa.text("kind = 'address'"))
        batch_op.drop_index('ix_invitation_congress_id_kind')

    op.drop_table('invitation')


def _know_states(known: str, *, dead: str) -> None:
    """Let participants be in the *known* states, and have an address of their own in all that are not *dead*."""
    is_living = sa.text(f"status NOT IN ({dead}) AND email_key <> ''")
    with op.batch_alter_table('participant') as batch_op:
        batch_op.drop_index('uq_participant_living_address')
        batch_op.drop_constraint('status_is_known', type_='check')
        batch_op.create_check_constraint('status_is_known', f"status IN ({known})")
    op.create_index('uq_participant_living_address', 'participant', ['congress_id', 'email_key'], unique=True, sqlite_where=is_living, postgresql_where=is_living)
