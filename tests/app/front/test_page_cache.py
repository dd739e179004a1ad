import pytest

from app.front.page_cache import PageCache


def test_a_page_is_drawn_once_for_each_key():
    cache, drawn = PageCache(9, "edition"), []

    def draw(name):
        drawn.append(name)
        return f"page {name}"

    pages = [cache.get(key, lambda key=key: draw(key)).body for key in ("a", "b", "a")]

    assert (pages, drawn) == ([b"page a", b"page b", b"page a"], ["a", "b"])


def test_the_page_asked_for_least_recently_is_forgotten():
    cache = PageCache(2, "edition")

    for key in ("a", "b", "a", "c"):
        cache.get(key, lambda key=key: key)

    drawn = [cache.get(key, lambda: "drawn anew").body for key in ("a", "c", "b")]
    assert drawn == [b"a", b"c", b"drawn anew"]


def test_a_page_that_cannot_be_drawn_is_not_kept():
    cache = PageCache(2, "edition")

    with pytest.raises(LookupError):
        cache.get("a", lambda: {}["nothing"])

    assert cache.get("a", lambda: "now").body == b"now"


def test_an_etag_names_the_state_and_the_edition_of_our_templates():
    one, other = PageCache(2, "edition 1"), PageCache(2, "edition 2")

    assert len({one.etag(("a", 1)), one.etag(("a", 2)), other.etag(("a", 1))}) == 3
    assert one.etag(("a", 1)) == one.etag(("a", 1))
