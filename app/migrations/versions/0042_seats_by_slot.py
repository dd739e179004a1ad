"""A seat, a pin, a turn and wishes for each slot; forums that repeat others."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

# Tables with one row a person so far, and their keys from now on (without the slot: the key so far).
KEYED = {
    "draft_seat": ["run_id", "participant_id"],
    "pin": ["participant_id"],
    "seat": ["participant_id"],
    "forum_turn": ["participant_id"],
}
PLAIN = {"preference": "rank", "swap_offer": ""}


def upgrade() -> None:
    with op.batch_alter_table("forum") as batch_op:
        batch_op.add_column(sa.Column("slot", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("repeats_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_forum_repeats_id_forum"), "forum", ["repeats_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_check_constraint(batch_op.f("ck_forum_slot_is_positive"), "slot > 0")
    for table, key in KEYED.items():
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(
                sa.Column("slot", sa.Integer(), server_default="1", autoincrement=False, nullable=False)
            )
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"pk_{table}"), type_="primary")
            batch_op.create_primary_key(batch_op.f(f"pk_{table}"), [*key, "slot"])
    op.drop_table("pin_change")  # what could be undone so far; the line of steps holds more from now on
    _make_line()
    for table, rank in PLAIN.items():
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("slot", sa.Integer(), server_default="1", nullable=False))
            batch_op.drop_constraint(batch_op.f(_unique(table, "participant_id", rank)), type_="unique")
            columns = ["participant_id", "slot", *filter(None, [rank])]
            batch_op.create_unique_constraint(batch_op.f(_unique(table, *columns)), columns)


def downgrade() -> None:
    for table in (*KEYED, *PLAIN):
        op.execute(sa.delete(sa.table(table, sa.column("slot"))).where(sa.column("slot") > 1))
    for table, rank in PLAIN.items():
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(batch_op.f(_unique(table, "participant_id", "slot", rank)), type_="unique")
            columns = ["participant_id", *filter(None, [rank])]
            batch_op.create_unique_constraint(batch_op.f(_unique(table, *columns)), columns)
            batch_op.drop_column("slot")
    for table in ("pair_change", "pin_change", "workbench_step"):
        op.drop_table(table)
    _make_former_line()
    for table, key in KEYED.items():
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"pk_{table}"), type_="primary")
            batch_op.create_primary_key(batch_op.f(f"pk_{table}"), key)
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("slot")
    with op.batch_alter_table("forum") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_forum_slot_is_positive"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_forum_repeats_id_forum"), type_="foreignkey")
        batch_op.drop_column("repeats_id")
        batch_op.drop_column("slot")


def _make_line() -> None:
    op.create_table(
        "workbench_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("is_undone", sa.Boolean(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        *_refers("workbench_step", congress_id="congress", run_id="assignment_run"),
    )
    op.create_index("ix_workbench_step_congress_id", "workbench_step", ["congress_id"])
    op.create_table(
        "pin_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("after_id", sa.Integer(), nullable=True),
        *_refers(
            "pin_change", step_id="workbench_step", participant_id="participant", before_id="forum", after_id="forum"
        ),
    )
    op.create_table(
        "pair_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Boolean(), nullable=True),
        sa.Column("after", sa.Boolean(), nullable=True),
        *_refers("pair_change", step_id="workbench_step", first_id="participant", second_id="participant"),
    )
    for table, column in (
        ("pin_change", "step_id"),
        ("pin_change", "participant_id"),
        ("pair_change", "step_id"),
        ("pair_change", "first_id"),
        ("pair_change", "second_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _make_former_line() -> None:
    op.create_table(
        "pin_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("before_id", sa.Integer(), nullable=True),
        *_refers("pin_change", congress_id="congress", participant_id="participant", before_id="forum"),
    )
    op.create_index("ix_pin_change_congress_id_step", "pin_change", ["congress_id", "step"])
    op.create_index("ix_pin_change_participant_id", "pin_change", ["participant_id"])


def _refers(table: str, **referred: str) -> list[sa.Constraint]:
    """Name the key of a table, and what goes with the rows that it refers to."""
    keys = [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="CASCADE")
        for column, to in referred.items()
    ]
    return [*keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))]


def _unique(table: str, *columns: str) -> str:
    return "_".join(["uq", table, *filter(None, columns)])
