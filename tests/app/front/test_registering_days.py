from datetime import UTC, datetime, timedelta

from builders import NOON, make_forum, make_quota

from registration.participants import queries

HOUR = timedelta(hours=1)


def test_guests_choose_days_and_read_which_are_full(
    guest, open_congress, everybody, mails, link_in, organiser_of, writing
):
    congress = open_congress(asks_days=False)
    first, second = congress.starts_on.isoformat(), congress.ends_on.isoformat()
    assert "On which days" not in guest.get("/spring/register").text
    with writing() as session:
        early, late = (
            make_forum(session, congress, number=number, starts_at=at, ends_at=at + HOUR)
            for number, at in enumerate(
                (datetime.combine(day, NOON.time(), UTC) for day in (congress.starts_on, congress.ends_on)), 1
            )
        )
    wish_early, wish_late = f"wish-{early.public_id}", f"wish-{late.public_id}"
    organiser = organiser_of(congress)
    token = organiser.get("/organise/spring/places").text.split('name="csrf_token" value="')[1].split('"')[0]
    organiser.post("/organise/spring/places/days", data={"csrf_token": token, "asks_days": "yes"})
    with writing() as session:
        make_quota(session, congress, 1, day=first)
        make_quota(session, congress, 0, category="press")

    def register(name, *days, **more):
        form = guest.form("/spring/register")
        sent = form | {"name": name, "email": f"{name}@example.org", "language": "en", "days": list(days)} | more
        return guest.send("/spring/register", sent)

    page = guest.get("/spring/register").text
    assert ("On which days do you come?" in page, page.count("(full, waiting list)")) == (True, 1)
    assert register("ada", second, **{wish_late: "1"}).status_code == 303
    assert register("ben").status_code == 303  # on all days, so the first is full now
    assert guest.get("/spring/register").text.count("(full, waiting list)") == 2
    refused = register("cem", first)
    assert (refused.status_code, "All places of this kind are taken" in refused.text) == (409, True)
    assert register("eve", "2001-01-01").status_code == 422
    refused = register("eve", second, **{wish_early: "1", wish_late: "2", "organisation": "Kept"})
    told = refused.text.split('id="wishes-fault"')[1].split("</ol>")[0]
    assert (refused.status_code, 'value="Kept"' in refused.text) == (422, True)
    assert "Forum 1: not on the days on which you come. Please tick that day as well" in told
    assert (told.count("does not count, as you do not come then"), told.count("selected")) == (1, 2)
    assert [person.days for person in everybody(congress)] == [second, ""]

    own = link_in(mails()[0])
    assert second[-2:] in guest.get(own).text.split("Days</dt>")[1].split("</dd>")[0]
    form = guest.form(f"{own}/change")
    full = guest.send(f"{own}/change", form | {"days": [first]})
    assert (full.status_code, "All places of this kind are taken" in full.text) == (409, True)
    assert guest.send(f"{own}/change", form | {"name": "Ada L.", "days": [second]}).status_code == 303
    ada = everybody(congress)[0]
    assert (ada.name, ada.days) == ("Ada L.", second)

    # Wishes of a day on which Ben comes no more stay, and count for nothing; others of it are not offered.
    own = link_in(mails()[1])
    guest.post(f"{own}/wishes", **{wish_early: "1", wish_late: "2"})
    changed = guest.send(f"{own}/change", guest.form(f"{own}/change") | {"days": [second]})
    told = guest.get(changed.location).text
    assert told.count("Does not count, as you do not come on that day: Forum 1") == 2  # once as news
    offered = guest.get(f"{own}/wishes").text
    assert (offered.count("does not count, as you do not come then"), "are not offered" in offered) == (1, True)
    kept = guest.form(f"{own}/wishes")
    assert (kept[wish_late], kept[wish_early]) == ("1", "2")
    assert guest.send(f"{own}/wishes", kept).status_code == 303
    ben = organiser.get(f"/organise/spring/participants/{everybody(congress)[1].public_id}").text
    assert "zählt nicht, kommt an anderen Tagen" in ben
    assert guest.send(f"{own}/wishes", kept | {wish_early: ""}).status_code == 303
    assert wish_early not in guest.form(f"{own}/wishes")
    assert guest.send(f"{own}/wishes", kept).status_code == 422

    shown = organiser.get(f"/organise/spring/participants/{ada.public_id}/change").text
    assert f'value="{second}" checked' in shown
    with writing() as session:
        assert queries.places(session, congress.id).pending == 2
