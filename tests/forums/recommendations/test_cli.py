import pytest
from builders import make_congress, make_recommendation
from sqlalchemy import text

from forums.recommendations import errors
from forums.recommendations.cli import recommendations_group


def test_verify_says_all_is_well_until_somebody_changes_an_entry(app, writing):
    with writing() as session:
        congress = make_congress(session)
        make_recommendation(session, congress)

    def run():
        return app.test_cli_runner().invoke(recommendations_group, ["verify", congress.slug])

    assert run().output.startswith("1 entries, all in order.")
    with writing() as session:
        session.execute(text("UPDATE recommendation_entry SET actor = 'user:9'"))
    with pytest.raises(errors.LogBroken, match="1: the entry was changed after it was written"):
        raise run().exception
