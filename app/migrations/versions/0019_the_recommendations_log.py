"""the recommendations log."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('addressee',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('link_version', sa.Integer(), nullable=False),
    sa.CheckConstraint("role IN ('carrier', 'funder', 'partner', 'politics', 'administration', 'other')", name=op.f('ck_addressee_role_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_addressee_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_addressee')),
    sa.UniqueConstraint('congress_id', 'key', name=op.f('uq_addressee_congress_id_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_addressee_public_id'))
    )
    op.create_table('recommendation_log',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('head', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_recommendation_log_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_recommendation_log'))
    )
    op.create_table('recommendation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.Column('theme', sa.String(length=80), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('supports', sa.Integer(), nullable=False),
    sa.Column('forum_id', sa.Integer(), nullable=True),
    sa.Column('table_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.CheckConstraint("status IN ('draft', 'discussed', 'adopted', 'handed_over', 'answered', 'in_progress', 'done', 'superseded')", name=op.f('ck_recommendation_status_is_known')),
    sa.CheckConstraint('percent BETWEEN 0 AND 100', name=op.f('ck_recommendation_percent_is_a_share')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_recommendation_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['forum_id'], ['forum.id'], name=op.f('fk_recommendation_forum_id_forum'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['table_id'], ['thematic_table.id'], name=op.f('fk_recommendation_table_id_thematic_table'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recommendation')),
    sa.UniqueConstraint('congress_id', 'number', name=op.f('uq_recommendation_congress_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_recommendation_public_id'))
    )
    with op.batch_alter_table('recommendation', schema=None) as batch_op:
        batch_op.create_index('ix_recommendation_forum_id', ['forum_id'], unique=False)

    op.create_table('recommendation_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('addressee_id', sa.Integer(), nullable=False),
    sa.Column('handed_over_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('verdict', sa.String(length=12), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('commitment', sa.Text(), nullable=False),
    sa.Column('deadline', sa.Date(), nullable=True),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('answered_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('changed_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.CheckConstraint("verdict IN ('accepted', 'in_part', 'declined', '')", name=op.f('ck_recommendation_answer_verdict_is_known')),
    sa.CheckConstraint('percent BETWEEN 0 AND 100', name=op.f('ck_recommendation_answer_percent_is_a_share')),
    sa.ForeignKeyConstraint(['addressee_id'], ['addressee.id'], name=op.f('fk_recommendation_answer_addressee_id_addressee'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_recommendation_answer_recommendation_id_recommendation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recommendation_answer')),
    sa.UniqueConstraint('public_id', name=op.f('uq_recommendation_answer_public_id')),
    sa.UniqueConstraint('recommendation_id', 'addressee_id', name=op.f('uq_recommendation_answer_recommendation_id_addressee_id'))
    )
    with op.batch_alter_table('recommendation_answer', schema=None) as batch_op:
        batch_op.create_index('ix_recommendation_answer_addressee_id', ['addressee_id'], unique=False)

    op.create_table('recommendation_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('action', sa.String(length=30), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_recommendation_entry_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_recommendation_entry_recommendation_id_recommendation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recommendation_entry')),
    sa.UniqueConstraint('congress_id', 'number', name=op.f('uq_recommendation_entry_congress_id_number'))
    )
    with op.batch_alter_table('recommendation_entry', schema=None) as batch_op:
        batch_op.create_index('ix_recommendation_entry_recommendation_id', ['recommendation_id'], unique=False)

    op.create_table('recommendation_tie',
    sa.Column('later_id', sa.Integer(), nullable=False),
    sa.Column('earlier_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.CheckConstraint("kind IN ('follows', 'repeats', 'replaces')", name=op.f('ck_recommendation_tie_kind_is_known')),
    sa.CheckConstraint('later_id <> earlier_id', name=op.f('ck_recommendation_tie_two_of_them')),
    sa.ForeignKeyConstraint(['earlier_id'], ['recommendation.id'], name=op.f('fk_recommendation_tie_earlier_id_recommendation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['later_id'], ['recommendation.id'], name=op.f('fk_recommendation_tie_later_id_recommendation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('later_id', 'earlier_id', name=op.f('pk_recommendation_tie'))
    )
    with op.batch_alter_table('recommendation_tie', schema=None) as batch_op:
        batch_op.create_index('ix_recommendation_tie_earlier_id', ['earlier_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('recommendation_tie', schema=None) as batch_op:
        batch_op.drop_index('ix_recommendation_tie_earlier_id')

    op.drop_table('recommendation_tie')
    with op.batch_alter_table('recommendation_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_recommendation_entry_recommendation_id')

    op.drop_table('recommendation_entry')
    with op.batch_alter_table('recommendation_answer', schema=None) as batch_op:
        batch_op.drop_index('ix_recommendation_answer_addressee_id')

    op.drop_table('recommendation_answer')
    with op.batch_alter_table('recommendation', schema=None) as batch_op:
        batch_op.drop_index('ix_recommendation_forum_id')

    op.drop_table('recommendation')
    op.drop_table('recommendation_log')
    op.drop_table('addressee')
