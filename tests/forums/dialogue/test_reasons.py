import pytest

from forums.assignment.problem import Forum as ProblemForum
from forums.assignment.problem import Participant, Problem
from forums.assignment.reasons import reasons
from forums.assignment.solver import solve
from forums.dialogue.models import Forum
from forums.dialogue.reasons import sentences

FORUMS = [Forum(public_id="x", number=4), Forum(public_id="y", number=5), Forum(public_id="z", number=6)]


@pytest.fixture(autouse=True)
def _english(speaking):
    with speaking("en"):
        yield


def reason(**values):
    return {"forum": "y", "rank": 2, "pinned": False, "has_wishes": True, "dearer": []} | values


def missed(**values):
    return {"forum": "x", "rank": 1, "why": "full", "seated": 32, "as_dear": 32} | values


def test_a_full_first_wish_is_told_with_those_who_sit_there():
    assert sentences(reason(dearer=[missed()]), FORUMS) == [
        "Your 2nd wish.",
        "Your 1st wish, Forum 4, was full; all 32 people there had it as their 1st wish, too.",
    ]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"seated": 1, "as_dear": 1},
            "Your 1st wish, Forum 4, was full; the one person there had it as their 1st wish, too.",
        ),
        ({"rank": 2}, "Your 2nd wish, Forum 4, was full; all 32 people there wished for it at least as much."),
        (
            {"as_dear": 30},
            (
                "Your 1st wish, Forum 4, was full; 30 of the 32 people there wished for it at least as much, and freeing a place "
                "would have left somebody worse off or broken a rule."
            ),
        ),
        ({"why": "cancelled"}, "Your 1st wish, Forum 4, does not take place."),
        ({"why": "sector"}, "In your 1st wish, Forum 4, the places for your sector were taken."),
        (
            {"why": "organisation"},
            "In your 1st wish, Forum 4, there are as many people of your organisation as may sit together.",
        ),
        ({"why": "others"}, "A place in your 1st wish, Forum 4, would have left somebody worse off or broken a rule."),
        (
            {"why": "something new"},
            "A place in your 1st wish, Forum 4, would have left somebody worse off or broken a rule.",
        ),
    ],
)
def test_each_cause_has_its_sentence(facts, sentence):
    assert sentences(reason(dearer=[missed(**facts)]), FORUMS)[1:] == [sentence]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"rank": 1}, ["Your 1st wish."]),
        ({"rank": None}, ["None of your wishes could be fulfilled."]),
        ({"rank": None, "has_wishes": False}, ["You wished for no forum; here a place was free."]),
        ({"rank": None, "forum": None}, ["There was no place for you in any forum."]),
        ({"pinned": True, "dearer": [missed()]}, ["The organisers gave you this place.", "It is your 2nd wish."]),
        ({"pinned": True, "rank": None}, ["The organisers gave you this place."]),
        ({"dearer": [missed(forum="deleted")]}, ["Your 2nd wish."]),
    ],
)
def test_the_place_itself_is_told_first(facts, told):
    assert sentences(reason(**facts), FORUMS) == told


def test_a_seat_without_facts_is_told_nothing():
    assert sentences({}, FORUMS) == []


def test_the_facts_of_the_solver_become_sentences_whatever_happens():
    problem = Problem(
        participants=(
            Participant("a", prefs=("x", "y"), sector="state", org="acme"),
            Participant("b", prefs=("x", "y"), sector="state", org="acme"),
            Participant("c", prefs=("y", "x")),
            Participant("d", fixed={0: "x"}),
            Participant("e", prefs=("z", "x")),
            Participant("f"),
        ),
        forums=(
            ProblemForum("x", capacity={0: (0, 2)}, sector_quota={"state": (0, 1)}),
            ProblemForum("y", capacity={0: (0, 3)}),
            ProblemForum("z"),
        ),
        org_max=1,
        soft=("org_max",),
    )

    facts = reasons(problem, solve(problem, seed=1, seconds=5))

    told = {person: sentences(reason.as_json(), FORUMS) for person, reason in facts.items()}
    assert told["d"] == ["The organisers gave you this place."]
    assert "Your 1st wish, Forum 6, does not take place." in told["e"]
    assert all(told.values())


@pytest.mark.parametrize(
    ("people", "harm", "told"),
    [
        (
            1,
            "lot",
            "one other person would have had to change places; it would have been equally good for all together",
        ),
        (3, "unplaced", "3 other people would have had to change places, and one more person would have had no place"),
        (0, "soft", "nobody else would have had to change places, and a rule for a good mix would have been broken."),
        (2, "rank3", "2 other people would have had to change places, and the wishes of all together would have been"),
    ],
)
def test_how_many_would_have_had_to_give_way_is_told_without_names(people, harm, told):
    missed = {"forum": "x", "rank": 1, "why": "full", "seated": 2, "as_dear": 2, "giving_way": people, "harm": harm}
    facts = {"forum": None, "rank": None, "pinned": False, "has_wishes": True, "dearer": [missed]}

    *_, last = sentences(facts, FORUMS)

    assert last.startswith(f"For you to sit there, {told}")


def test_which_rule_nobody_could_move_for_is_told_and_that_other_times_stay():
    one = missed(barrier="sector_quota")
    assert sentences(reason(dearer=[one]), FORUMS)[-1].endswith("the shares of the sectors would not have held.")
    assert "several rules" in sentences(reason(dearer=[one | {"barrier": "new"}]), FORUMS)[-1]
    counted = missed(giving_way=2, harm="lot")
    assert (
        "2 other people would have had to change places at that time"
        in sentences(reason(dearer=[counted], of_several=True), FORUMS)[-1]
    )


def test_what_is_not_known_of_others_is_not_told():
    missed = {"forum": "x", "rank": 1, "why": "full", "seated": 2, "as_dear": 2}
    facts = {"forum": None, "rank": None, "pinned": False, "has_wishes": True, "dearer": [missed]}

    assert not any("For you" in sentence for sentence in sentences(facts, FORUMS))
