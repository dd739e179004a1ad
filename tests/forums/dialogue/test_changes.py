from forums.dialogue.changes import Change, Step, steps


def test_each_person_takes_the_step_between_both_places():
    draft = {(1, 1): 10, (1, 2): 30, (2, 1): 10, (3, 1): 20, (4, 1): None, (5, 1): None, (6, 1): 10}
    published = {(1, 2): 30, (2, 1): 10, (3, 1): 10, (4, 1): 10, (6, 1): 10, (7, 1): 20}

    taken = list(steps(draft, published, present=[1, 2, 3, 4, 5]))

    assert taken == [
        Step(1, 1, Change.NEW, None, 10),
        Step(1, 2, Change.KEPT, 30, 30),  # in the other slot
        Step(2, 1, Change.KEPT, 10, 10),
        Step(3, 1, Change.MOVED, 10, 20),
        Step(4, 1, Change.REMOVED, 10, None),
        Step(5, 1, Change.NOWHERE, None, None),
        Step(6, 1, Change.REMOVED, 10, None),  # in the draft, but cancelled since
        Step(7, 1, Change.REMOVED, 20, None),  # not in the draft any more
    ]
