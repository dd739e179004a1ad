from forums.dialogue.changes import Change, Step, steps


def test_each_person_takes_the_step_between_both_places():
    draft = {1: 10, 2: 10, 3: 20, 4: None, 5: None, 6: 10}
    published = {2: 10, 3: 10, 4: 10, 6: 10, 7: 20}

    taken = list(steps(draft, published, present=[1, 2, 3, 4, 5]))

    assert taken == [
        Step(1, Change.NEW, None, 10),
        Step(2, Change.KEPT, 10, 10),
        Step(3, Change.MOVED, 10, 20),
        Step(4, Change.REMOVED, 10, None),
        Step(5, Change.NOWHERE, None, None),
        Step(6, Change.REMOVED, 10, None),  # in the draft, but cancelled since
        Step(7, Change.REMOVED, 20, None),  # not in the draft any more
    ]
