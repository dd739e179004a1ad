"""Forms, lists and answers of a congress's own; sectors, levels and types of organisation are no longer the house's."""

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# What only the house's own lists allowed.
SECTOR = "sector IN ('', 'civil_society', 'state', 'municipality', 'business', 'academia')"
LEVEL = "level IN ('', 'federal', 'land', 'municipal', 'local')"
TYPE = "role IN ('carrier', 'funder', 'partner', 'host', 'other')"


def upgrade() -> None:
    op.create_table('choice_list',
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=20), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.CheckConstraint("name IN ('sector', 'level', 'organisation_type', 'access_needs')", name=op.f('ck_choice_list_name_is_known')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_choice_list_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('congress_id', 'name', name=op.f('pk_choice_list'))
    )
    op.create_table('form_field',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('is_built_in', sa.Boolean(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('section', sa.String(length=10), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('label', sa.JSON(), nullable=False),
    sa.Column('help', sa.JSON(), nullable=False),
    sa.Column('is_required', sa.Boolean(), nullable=False),
    sa.Column('is_shown', sa.Boolean(), nullable=False),
    sa.Column('at_door', sa.Boolean(), nullable=False),
    sa.Column('seen_by', sa.String(length=20), nullable=False),
    sa.Column('kept_days', sa.Integer(), nullable=True),
    sa.Column('condition', sa.JSON(), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('limits', sa.JSON(), nullable=False),
    sa.Column('removed_at', app.orm.UtcDateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('text', 'long_text', 'number', 'choice', 'choices', 'date', 'country', 'phone', 'file')", name=op.f('ck_form_field_kind_is_known')),
    sa.CheckConstraint("section IN ('you', 'wishes', 'check')", name=op.f('ck_form_field_section_is_known')),
    sa.CheckConstraint('kept_days IS NULL OR kept_days >= 0', name=op.f('ck_form_field_kept_days_not_negative')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_form_field_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_form_field')),
    sa.UniqueConstraint('congress_id', 'key', name=op.f('uq_form_field_congress_id_key'))
    )
    op.create_table('field_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('field_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.JSON(), nullable=False),
    sa.Column('answered_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['field_id'], ['form_field.id'], name=op.f('fk_field_answer_field_id_form_field'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_field_answer_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_field_answer')),
    sa.UniqueConstraint('participant_id', 'field_id', name=op.f('uq_field_answer_participant_id_field_id'))
    )
    with op.batch_alter_table('field_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_field_answer_field_id'), ['field_id'], unique=False)

    op.create_table('upload',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('field_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('type', sa.String(length=10), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('uploaded_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['field_id'], ['form_field.id'], name=op.f('fk_upload_field_id_form_field'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_upload_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload')),
    sa.UniqueConstraint('public_id', name=op.f('uq_upload_public_id'))
    )
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_upload_field_id'), ['field_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_upload_participant_id'), ['participant_id'], unique=False)
        batch_op.create_index('ix_upload_uploaded_at', ['uploaded_at'], unique=False)

    with op.batch_alter_table('organisation') as batch_op:
        batch_op.drop_constraint(op.f('ck_organisation_role_is_known'), type_='check')
        batch_op.alter_column('role', existing_type=sa.String(length=10), type_=sa.String(length=20), existing_nullable=False)
    with op.batch_alter_table('participant') as batch_op:
        batch_op.drop_constraint(op.f('ck_participant_sector_is_known'), type_='check')
        batch_op.drop_constraint(op.f('ck_participant_level_is_known'), type_='check')


def downgrade() -> None:
    # What only the newer lists know has no place in the older ones.
    op.execute(f"UPDATE participant SET sector = '' WHERE NOT ({SECTOR})")
    op.execute(f"UPDATE participant SET level = '' WHERE NOT ({LEVEL})")
    op.execute(f"UPDATE organisation SET role = 'other' WHERE NOT ({TYPE})")
    with op.batch_alter_table('participant') as batch_op:
        batch_op.create_check_constraint(op.f('ck_participant_sector_is_known'), SECTOR)
        batch_op.create_check_constraint(op.f('ck_participant_level_is_known'), LEVEL)
    with op.batch_alter_table('organisation') as batch_op:
        batch_op.alter_column('role', existing_type=sa.String(length=20), type_=sa.String(length=10), existing_nullable=False)
        batch_op.create_check_constraint(op.f('ck_organisation_role_is_known'), TYPE)
    with op.batch_alter_table('upload', schema=None) as batch_op:
        batch_op.drop_index('ix_upload_uploaded_at')
        batch_op.drop_index(batch_op.f('ix_upload_participant_id'))
        batch_op.drop_index(batch_op.f('ix_upload_field_id'))

    op.drop_table('upload')
    with op.batch_alter_table('field_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_field_answer_field_id'))

    op.drop_table('field_answer')
    op.drop_table('form_field')
    op.drop_table('choice_list')

