"""A PostgreSQL of the tests' own, and one migrated database in it that each test gets empty."""

import os
import shutil
import subprocess
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

TOO_LARGE = 8 << 20  # bytes that tests may leave behind before a fresh copy is cheaper than dead rows
_number = count(1)

# What a migration would change: columns, constraints, indexes and triggers, and which revision they are of.
SCHEMA = """select md5(string_agg(told, ' ' order by told)) from (
    select attrelid::regclass || '.' || attname || ' ' || atttypid::regtype || ' ' || attnotnull as told from pg_attribute
        where attnum > 0 and not attisdropped and attrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace
    union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
    union all select version_num from alembic_version
) as parts"""

END_OTHERS = """select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()"""

# Rows go table by table, and only where there are any: TRUNCATE writes a new file for each index it meets.
# As a replica no foreign key and no trigger asks back, not even the one that refuses changes of the journal.
EMPTY = """do $$
declare name text; has_rows boolean;
begin
    for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version' loop
        execute format('select exists (select from %%I)', name) into has_rows;
        if has_rows then execute format('delete from %%I', name); end if;
    end loop;
    perform setval(format('%%I.%%I', schemaname, sequencename)::regclass, start_value, false)
        from pg_sequences where last_value is not null;
end $$"""


@dataclass
class Postgres:
    """A server on a socket in *folder*; ``template_reihum`` in it is a migrated database to copy."""

    folder: Path
    name: str = ""  # of the database that the tests share one after another
    schema: str = ""
    size: int = 0
    keeper: Connection | None = None  # one that stays: a new one would have to learn all tables anew

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def sql(self, statement: str) -> None:
        with closing(self._connect("postgres")) as connection:
            _value(connection, statement)

    def _connect(self, name: str) -> Connection:
        return create_engine(self.url(name), isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()

    def lend(self) -> str:
        """Give the address of an empty, migrated database; ``take_back`` it before it is lent again."""
        if self.keeper is None:
            self.name = f"test_{next(_number)}"
            self.sql(f"create database {self.name} template template_reihum")
            self.keeper = self._connect(self.name)
            _value(self.keeper, "set session_replication_role = replica")
            self.schema = str(_value(self.keeper, SCHEMA))
            self.size = _size(self.keeper)
        return self.url(self.name)

    def take_back(self) -> None:
        """Empty what was lent. Who changed its tables or left very much has had the last of it."""
        assert self.keeper is not None, "nothing was lent"
        _value(self.keeper, END_OTHERS)
        _value(self.keeper, EMPTY)
        try:
            is_fit = _value(self.keeper, SCHEMA) == self.schema and _size(self.keeper) < self.size + TOO_LARGE
        except ProgrammingError:  # not even the table that names its revision is there
            is_fit = False
        if not is_fit:
            self.close()
            self.sql(f"drop database {self.name} with (force)")

    def close(self) -> None:
        if self.keeper is not None:
            self.keeper.close()
            self.keeper = None


def _size(connection: Connection) -> int:
    return int(str(_value(connection, "select pg_database_size(current_database())")))


def _value(connection: Connection, statement: str) -> object:
    answer = connection.exec_driver_sql(statement)
    return answer.scalar() if answer.returns_rows else None


def binaries() -> Path:
    """Give the folder with the programs of PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.fail(
            "PostgreSQL is missing. Install it: apt-get install postgresql (Debian, Ubuntu) or brew install postgresql"
        )
    return found[-1].parent if found else Path(str(on_path)).parent


def as_postgres(*command: str | Path) -> None:
    """Run a command of PostgreSQL, which refuses to run as root: then as the user that Debian's package brings."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, capture_output=True)
