"""The journal keeps what it holds: the database refuses changes, save forgetting who somebody was."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Each of actor, subject_id and details stays or is blanked; nothing else moves; the entry says so itself.
ONLY_FORGETS = """
    {same}
    AND (NEW.actor = OLD.actor OR NEW.actor = 'erased')
    AND (NEW.subject_id IS NULL OR NEW.subject_id = OLD.subject_id)
    AND (CAST(NEW.details AS TEXT) = '{{}}' OR CAST(NEW.details AS TEXT) = CAST(OLD.details AS TEXT))
    AND NEW.is_redacted
"""
KEPT = ("id", "congress_id", "at", "action", "subject_kind")
REFUSAL = "the journal is append-only"
# The journal of a congress goes with it; by then the congress is gone already.
IS_KEPT = "OLD.congress_id IS NULL OR EXISTS (SELECT 1 FROM congress WHERE id = OLD.congress_id)"


def upgrade() -> None:
    op.add_column('journal_entry', sa.Column('is_redacted', sa.Boolean(), server_default=sa.false(), nullable=False))
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgres()


def _guard_sqlite() -> None:
    forgets = ONLY_FORGETS.format(same=" AND ".join(f"NEW.{column} IS OLD.{column}" for column in KEPT))
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    op.execute(f"CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal_entry WHEN NOT ({forgets}) {refuse}")
    op.execute(f"CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal_entry WHEN {IS_KEPT} {refuse}")
    # INSERT OR REPLACE deletes without asking the trigger above.
    op.execute(
        "CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal_entry"
        f" WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id) {refuse}"
    )


def _guard_postgres() -> None:
    forgets = ONLY_FORGETS.format(same=" AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in KEPT))
    op.execute(
        f"""CREATE FUNCTION journal_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' THEN
            IF {forgets} THEN RETURN NEW; END IF;
          ELSIF TG_OP = 'DELETE' THEN
            IF NOT ({IS_KEPT}) THEN RETURN OLD; END IF;
          END IF;
          RAISE EXCEPTION '{REFUSAL}';
        END $$"""
    )
    op.execute(
        "CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON journal_entry"
        " FOR EACH ROW EXECUTE FUNCTION journal_keeps()"
    )
    op.execute(
        "CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal_entry"
        " FOR EACH STATEMENT EXECUTE FUNCTION journal_keeps()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in ("journal_no_update", "journal_no_delete", "journal_no_replace"):
            op.execute(f"DROP TRIGGER {name}")
    else:
        op.execute("DROP TRIGGER journal_no_change ON journal_entry")
        op.execute("DROP TRIGGER journal_no_truncate ON journal_entry")
        op.execute("DROP FUNCTION journal_keeps()")
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.drop_column('is_redacted')
