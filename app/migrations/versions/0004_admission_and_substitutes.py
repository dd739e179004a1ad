"""Who may register, and places on their way to a colleague."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('substitution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('passes_wishes', sa.Boolean(), nullable=False),
    sa.Column('asked_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('deadline', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('link_digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_substitution_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_substitution')),
    sa.UniqueConstraint('link_digest', name=op.f('uq_substitution_link_digest')),
    sa.UniqueConstraint('participant_id', name=op.f('uq_substitution_participant_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_substitution_public_id'))
    )
    with op.batch_alter_table('substitution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_substitution_deadline'), ['deadline'], unique=False)

    with op.batch_alter_table('congress', schema=None) as batch_op:
        batch_op.add_column(sa.Column('admission', sa.String(length=12), server_default='open', nullable=False))
        batch_op.add_column(sa.Column('applications_hold', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('allows_substitutes', sa.Boolean(), server_default=sa.true(), nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('congress', schema=None) as batch_op:
        batch_op.drop_column('allows_substitutes')
        batch_op.drop_column('applications_hold')
        batch_op.drop_column('admission')

    with op.batch_alter_table('substitution', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_substitution_deadline'))

    op.drop_table('substitution')
