from registration.fields import queries


def test_the_coming_congress_asks_questions_of_its_own_and_guests_have_answered(examples):
    from app.congress.queries import by_slug

    congress = by_slug(examples, "bbe-2027")
    plan = queries.plan(examples, congress.id)
    numbers = queries.numbers_of_answers(examples, congress.id)

    assert [question.key for question in plan.own] == [
        "do_you_need_a_place_to_stay",
        "for_how_many_nights",
        "what_could_you_show_others",
    ]
    assert numbers["for_how_many_nights"] < numbers["do_you_need_a_place_to_stay"]
    for question in (*plan.own, *(option for options in plan.lists.values() for option in options if option.label)):
        assert set(question.label) == {"de", "en"}


def test_no_guest_of_an_example_has_an_answer_that_its_lists_do_not_know(examples):
    from app.congress.queries import all_congresses

    for congress in all_congresses(examples):
        lists = queries.plan(examples, congress.id).lists
        for name in ("sector", "level", "organisation_type"):
            used = queries.codes_of_list_in_use(examples, congress.id, name)
            assert set(used) <= {option.code for option in lists[name]}, (congress.slug, name)
