from builders import make_quota

from registration.participants import queries


def test_guests_choose_days_and_read_which_are_full(
    guest, open_congress, everybody, mails, link_in, organiser_of, writing
):
    congress = open_congress(asks_days=False)
    first, second = congress.starts_on.isoformat(), congress.ends_on.isoformat()
    assert "On which days" not in guest.get("/spring/register").text
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
    assert register("ada", second).status_code == 303
    assert register("ben").status_code == 303  # on all days, so the first is full now
    assert guest.get("/spring/register").text.count("(full, waiting list)") == 2
    refused = register("cem", first)
    assert (refused.status_code, "All places of this kind are taken" in refused.text) == (409, True)
    assert register("eve", "2001-01-01").status_code == 422
    assert [person.days for person in everybody(congress)] == [second, ""]

    own = link_in(mails()[0])
    assert second[-2:] in guest.get(own).text.split("Days</dt>")[1].split("</dd>")[0]
    form = guest.form(f"{own}/change")
    full = guest.send(f"{own}/change", form | {"days": [first]})
    assert (full.status_code, "All places of this kind are taken" in full.text) == (409, True)
    assert guest.send(f"{own}/change", form | {"name": "Ada L.", "days": [second]}).status_code == 303
    ada = everybody(congress)[0]
    assert (ada.name, ada.days) == ("Ada L.", second)

    shown = organiser.get(f"/organise/spring/participants/{ada.public_id}/change").text
    assert f'value="{second}" checked' in shown
    with writing() as session:
        assert queries.places(session, congress.id).pending == 2
