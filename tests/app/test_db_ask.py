import pytest
from builders import make_congress
from sqlalchemy import bindparam, func, select

from app.congress.models import Congress
from app.db import ask, db
from app.orm import table_of

CONGRESS = table_of(Congress).c
REVISION = select(CONGRESS.id, CONGRESS.revision).where(CONGRESS.is_public, CONGRESS.slug == bindparam("slug"))


@pytest.fixture
def spring(writing):
    with writing() as session:
        return make_congress(session, slug="spring", revision=4)


def test_a_quick_question_is_answered_with_one_row_or_none(app, spring):
    with app.app_context():
        assert (ask(REVISION, slug="spring"), ask(REVISION, slug="o'); drop table congress; --")) == (
            (spring.id, 4),
            None,
        )


def test_a_quick_question_leaves_no_connection_and_no_transaction_behind(app, spring):
    with app.app_context():
        ask(REVISION, slug="spring")
        assert db.engine.pool.checkedout() == 0


def test_a_quick_question_sees_what_was_just_kept(app, spring, writing):
    with app.app_context():
        ask(REVISION, slug="spring")
    with writing() as session:
        session.get_one(Congress, spring.id).revision = 5

    with app.app_context():
        assert ask(REVISION, slug="spring") == (spring.id, 5)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_the_server_has_ended_is_not_used_again(app, spring):
    with app.app_context(), db.engine.connect() as other:
        with db.engine.connect() as ended:
            process = ended.scalar(select(func.pg_backend_pid()))
        other.scalar(select(func.pg_terminate_backend(process, 5000)))  # waits until it has ended

        assert ask(REVISION, slug="spring") == (spring.id, 4)
