"""looks of congresses."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('congress_look',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('colour', sa.String(length=7), nullable=False),
    sa.Column('digest', sa.String(length=16), nullable=False),
    sa.Column('type', sa.String(length=4), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('paper_width', sa.Integer(), nullable=False),
    sa.Column('paper_height', sa.Integer(), nullable=False),
    sa.Column('screen', sa.LargeBinary(), nullable=True),
    sa.Column('paper', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_congress_look_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', name=op.f('pk_congress_look'))
    )


def downgrade() -> None:
    op.drop_table('congress_look')
