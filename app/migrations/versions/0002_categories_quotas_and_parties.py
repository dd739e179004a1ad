"""categories quotas and parties."""

import secrets

import sqlalchemy as sa
from alembic import op

import app.orm

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LIVING = "uq_participant_living_address"
# What a congress had until now for everybody, in order.
CATEGORIES = {
    "participant": {"de": "Teilnehmende Person", "en": "Participant"},
    "speaker": {"de": "Vortragende Person", "en": "Speaker"},
    "moderator": {"de": "Moderation eines Forums", "en": "Forum moderator"},
    "stand_staff": {"de": "Standbetreuung", "en": "Staff of a stand"},
    "press": {"de": "Presse", "en": "Press"},
    "volunteer": {"de": "Helfende Person beim Kongress", "en": "Volunteer of the congress"},
}


def upgrade() -> None:
    op.create_table('category',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('label', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('joins_forums', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_category_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_category')),
    sa.UniqueConstraint('congress_id', 'code', name=op.f('uq_category_congress_id_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_category_public_id'))
    )
    op.create_table('party',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('contact_name', sa.String(length=200), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('is_whole', sa.Boolean(), nullable=False),
    sa.Column('created_at', app.orm.UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_party_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_party')),
    sa.UniqueConstraint('public_id', name=op.f('uq_party_public_id'))
    )
    with op.batch_alter_table('party', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_party_congress_id'), ['congress_id'], unique=False)

    op.create_table('quota',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('organisation_key', sa.String(length=200), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('held', sa.Integer(), nullable=False),
    sa.CheckConstraint("category <> '' OR day <> '' OR organisation_key <> ''", name=op.f('ck_quota_covers_less_than_everyone')),
    sa.CheckConstraint('capacity >= 0', name=op.f('ck_quota_capacity_not_negative')),
    sa.CheckConstraint('held >= 0', name=op.f('ck_quota_held_not_negative')),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_quota_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quota')),
    sa.UniqueConstraint('congress_id', 'category', 'day', 'organisation_key', name=op.f('uq_quota_congress_id_category_day_organisation_key')),
    sa.UniqueConstraint('public_id', name=op.f('uq_quota_public_id'))
    )
    _add_default_categories()
    with op.batch_alter_table("participant") as batch_op:
        batch_op.add_column(sa.Column("days", sa.String(length=700), server_default="", nullable=False))
        batch_op.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("party_id", sa.Integer(), nullable=True))
        batch_op.drop_index(LIVING)
        batch_op.drop_constraint(batch_op.f("ck_participant_role_is_known"), type_="check")
        batch_op.create_foreign_key(
            batch_op.f("fk_participant_party_id_party"), "party", ["party_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_participant_congress_id_role_category"),
            "category",
            ["congress_id", "role"],
            ["congress_id", "code"],
        )
    for column in ("turn", "party_id"):
        where = sa.text(f"{column} IS NOT NULL")
        columns = [column] if column == "party_id" else ["congress_id", column]
        name = f"ix_participant_{'_'.join(columns)}"
        op.create_index(name, "participant", columns, sqlite_where=where, postgresql_where=where)
    _index_living("status NOT IN ('cancelled', 'lapsed') AND email_key <> ''")
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.add_column(sa.Column('quotas', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('turns', sa.Integer(), server_default='0', nullable=False))
    _give_turns()


def downgrade() -> None:
    roles = ", ".join(map(repr, CATEGORIES))
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.drop_column('turns')
        batch_op.drop_column('quotas')

    op.execute(f"UPDATE participant SET role = 'participant' WHERE role NOT IN ({roles})")
    op.execute("UPDATE participant SET email_key = public_id WHERE email_key = ''")
    op.drop_index("ix_participant_party_id", "participant")
    op.drop_index("ix_participant_congress_id_turn", "participant")
    with op.batch_alter_table("participant") as batch_op:
        batch_op.drop_index(LIVING)
        batch_op.drop_constraint(batch_op.f("fk_participant_congress_id_role_category"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_participant_party_id_party"), type_="foreignkey")
        batch_op.drop_column("party_id")
        batch_op.drop_column("turn")
        batch_op.drop_column("days")
        batch_op.create_check_constraint(batch_op.f("ck_participant_role_is_known"), f"role IN ({roles})")
    _index_living("status NOT IN ('cancelled', 'lapsed')")
    op.drop_table('quota')
    with op.batch_alter_table('party', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_party_congress_id'))

    op.drop_table('party')
    op.drop_table('category')


def _add_default_categories() -> None:
    table = sa.table(
        "category",
        *(sa.column(name) for name in ("public_id", "congress_id", "code", "position", "is_open", "joins_forums")),
        sa.column("label", sa.JSON),
    )
    congresses = op.get_bind().execute(sa.text("SELECT id FROM congress")).scalars().all()
    rows = [
        {
            "public_id": secrets.token_hex(8),
            "congress_id": congress,
            "code": code,
            "label": label,
            "position": position,
            "is_open": True,
            "joins_forums": code == "participant",
        }
        for congress in congresses
        for position, (code, label) in enumerate(CATEGORIES.items())
    ]
    if rows:
        op.bulk_insert(table, rows)


def _index_living(condition: str) -> None:
    where = sa.text(condition)
    columns = ["congress_id", "email_key"]
    op.create_index(LIVING, "participant", columns, unique=True, sqlite_where=where, postgresql_where=where)


def _give_turns() -> None:
    """Number those who wait by the order in which they came."""
    earlier = (
        "SELECT count(*) FROM participant AS other WHERE other.congress_id = participant.congress_id AND other.status = 'waiting'"
        " AND (other.registered_at < participant.registered_at"
        " OR (other.registered_at = participant.registered_at AND other.id <= participant.id))"
    )
    op.execute(f"UPDATE participant SET turn = ({earlier}) WHERE status = 'waiting'")
    op.execute("UPDATE places SET turns = waiting")
