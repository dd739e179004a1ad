"""The markets of the examples: every stand placed and published, by a stored placement that stands up to the check."""

import pytest

from app.congress.queries import by_slug
from app.demo.stage import public_id
from forums.marketplace.placing import queries
from forums.marketplace.placing.problems import market_of
from forums.marketplace.placing.rules import Settings
from forums.marketplace.plan import queries as plan_of
from forums.marketplace.plan.rules import faults_of
from forums.marketplace.plan.service.halls import layout_of
from forums.placement.check import examine
from forums.placement.solution import Solution


@pytest.mark.parametrize(("slug", "stands", "pitches"), [("niedersachsen-2017", 72, 90), ("bbe-2017", 3, 5)])
def test_all_stands_of_an_example_are_placed_as_every_rule_wants_it(examples, slug, stands, pitches):
    congress = by_slug(examples, slug)
    run = queries.published_run(examples, congress.id)
    market = market_of(examples, congress, Settings(**run.settings))
    places = {place.stand.public_id: place.pitch.public_id for place in queries.places(examples, congress.id)}
    told = Solution(run.result["status"], places, (), run.result["objective"], run.result["bound"])

    assert run.public_id == public_id(slug, "placement", 1)
    assert (len(market.stands), len(plan_of.pitches(examples, congress.id)), len(places)) == (stands, pitches, stands)
    assert not any(faults_of(layout_of(hall)) for hall in plan_of.halls(examples, congress.id))
    assert examine(market.problem, told).faults == ()
