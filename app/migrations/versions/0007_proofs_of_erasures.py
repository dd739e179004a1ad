"""proofs of erasures."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('erased_count',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('value', sa.String(length=60), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_erased_count_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', 'kind', 'value', name=op.f('pk_erased_count'))
    )
    op.create_table('erasure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.String(length=10), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('asked_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.Column('at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.CheckConstraint("reason IN ('guest', 'organiser', 'retention', 'restored')", name=op.f('ck_erasure_reason_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_erasure_congress_id_congress'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure')),
    sa.UniqueConstraint('public_id', name=op.f('uq_erasure_public_id'))
    )
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.create_index('ix_erasure_congress_id_at', ['congress_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_erasure_digest'), ['digest'], unique=False)

    op.create_table('erasure_request',
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('asked_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_erasure_request_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_erasure_request_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('participant_id', name=op.f('pk_erasure_request')),
    sa.UniqueConstraint('public_id', name=op.f('uq_erasure_request_public_id'))
    )
    with op.batch_alter_table('erasure_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_request_congress_id'), ['congress_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('erasure_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_erasure_request_congress_id'))

    op.drop_table('erasure_request')
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_erasure_digest'))
        batch_op.drop_index('ix_erasure_congress_id_at')

    op.drop_table('erasure')
    op.drop_table('erased_count')
