"""capture in forums."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('capture_setting',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('prompts', sa.JSON(), nullable=False),
    sa.Column('lets_propose', sa.Boolean(), nullable=False),
    sa.Column('lets_support', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_capture_setting_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_capture_setting'))
    )
    op.create_table('capture_desk',
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('link_version', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_capture_desk_forum_id_forum'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('forum_id', name=op.f('pk_capture_desk'))
    )
    op.create_table('capture_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('entry_key', sa.String(length=64), nullable=False),
    sa.Column('clash_of', sa.String(length=16), nullable=False),
    sa.Column('is_proposal', sa.Boolean(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('recommendation_id', sa.Integer(), nullable=True),
    sa.Column('removed_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("kind IN ('impression', 'need', 'challenge', 'example', 'recommendation')", name=op.f('ck_capture_note_kind_is_known')),
    sa.ForeignKeyConstraint(['author_id'], ['participant.id'], name=op.f('fk_capture_note_author_id_participant'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_capture_note_forum_id_forum'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_capture_note_recommendation_id_recommendation'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_capture_note')),
    sa.UniqueConstraint('forum_id', 'entry_key', name=op.f('uq_capture_note_forum_id_entry_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_capture_note_public_id'))
    )
    with op.batch_alter_table('capture_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_capture_note_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_capture_note_recommendation_id'), ['recommendation_id'], unique=False)

    op.create_table('capture_support',
    sa.Column('note_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['note_id'], ['capture_note.id'], name=op.f('fk_capture_support_note_id_capture_note'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_capture_support_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('note_id', 'participant_id', name=op.f('pk_capture_support'))
    )
    with op.batch_alter_table('capture_support', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_capture_support_participant_id'), ['participant_id'], unique=False)

    op.create_table('capture_wording',
    sa.Column('note_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['note_id'], ['capture_note.id'], name=op.f('fk_capture_wording_note_id_capture_note'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('note_id', 'version', name=op.f('pk_capture_wording'))
    )


def downgrade() -> None:
    op.drop_table('capture_wording')
    with op.batch_alter_table('capture_support', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_capture_support_participant_id'))

    op.drop_table('capture_support')
    with op.batch_alter_table('capture_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_capture_note_recommendation_id'))
        batch_op.drop_index(batch_op.f('ix_capture_note_author_id'))

    op.drop_table('capture_note')
    op.drop_table('capture_desk')
    op.drop_table('capture_setting')
