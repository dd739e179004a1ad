"""votes of the plenary."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('report_back',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_report_back_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_report_back')),
    sa.UniqueConstraint('public_id', name=op.f('uq_report_back_public_id'))
    )
    op.create_table('ballot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.String(length=8), nullable=False),
    sa.Column('in_favour', sa.Integer(), nullable=False),
    sa.Column('against', sa.Integer(), nullable=False),
    sa.Column('abstained', sa.Integer(), nullable=False),
    sa.Column('opened_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('closed_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("way IN ('open', 'secret', 'hands')", name=op.f('ck_ballot_way_is_known')),
    sa.CheckConstraint('in_favour >= 0 AND against >= 0 AND abstained >= 0', name=op.f('ck_ballot_counts_not_negative')),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_ballot_recommendation_id_recommendation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ballot')),
    sa.UniqueConstraint('public_id', name=op.f('uq_ballot_public_id'))
    )
    with op.batch_alter_table('ballot', schema=None) as batch_op:
        batch_op.create_index('ix_ballot_recommendation_id', ['recommendation_id'], unique=False)

    op.create_table('ballot_voice',
    sa.Column('ballot_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('choice', sa.String(length=10), nullable=True),
    sa.CheckConstraint("choice IN ('in_favour', 'against', 'abstained')", name=op.f('ck_ballot_voice_choice_is_known')),
    sa.ForeignKeyConstraint(['ballot_id'], ['ballot.id'], name=op.f('fk_ballot_voice_ballot_id_ballot'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_ballot_voice_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('ballot_id', 'participant_id', name=op.f('pk_ballot_voice'))
    )
    with op.batch_alter_table('ballot_voice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ballot_voice_participant_id'), ['participant_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('ballot_voice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ballot_voice_participant_id'))

    op.drop_table('ballot_voice')
    with op.batch_alter_table('ballot', schema=None) as batch_op:
        batch_op.drop_index('ix_ballot_recommendation_id')

    op.drop_table('ballot')
    op.drop_table('report_back')
