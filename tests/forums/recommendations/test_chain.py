"""The chain of the log, without a database."""

from dataclasses import replace
from datetime import UTC, datetime

from forums.recommendations.chain import START, Fault, Link, faults, seal

AT = datetime(2017, 11, 10, 15, 0, tzinfo=UTC)


def chain(length: int) -> list[Link]:
    links, head = [], START
    for number in range(1, length + 1):
        link = Link(number, AT, "user:1", "worded", "abc", {"now": {"title": {"de": f"Fassung {number}"}}})
        head = seal(head, link)
        links.append(replace(link, hash=head))
    return links


def test_whatever_is_changed_removed_or_moved_is_found():
    links = chain(5)
    whole = {"length": 5, "head": links[-1].hash}
    swapped = [links[0], replace(links[2], number=2), replace(links[1], number=3), *links[3:]]
    rewritten = [*links[:3], replace(links[3], data={"now": {}}), links[4]]

    assert faults(links, **whole) == []
    assert faults(links, **whole, expected=links[2].hash) == []
    assert faults(links, **whole, expected="0" * 64) == [Fault(5, "expected")]
    assert faults([*links[:2], *links[3:]], **whole) == [Fault(3, "missing")]
    assert faults(links[:4], **whole) == [Fault(5, "end")]
    assert Fault(2, "changed") in faults(swapped, **whole)
    assert faults(rewritten, **whole) == [Fault(4, "changed")]
    for name, other in {"actor": "user:2", "action": "created", "subject": "xyz", "at": AT.replace(hour=3)}.items():
        assert faults([replace(links[0], **{name: other}), *links[1:]], **whole) == [Fault(1, "changed")]


def test_who_writes_a_new_chain_is_told_by_the_hash_on_paper():
    printed = chain(5)[-1].hash
    forged = chain(4)

    assert faults(forged, length=4, head=forged[-1].hash) == []
    assert faults(forged, length=4, head=forged[-1].hash, expected=printed) == [Fault(4, "expected")]
