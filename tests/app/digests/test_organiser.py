from browsing import submit
from builders import make_congress, make_participant

from app import clock


def test_an_organiser_turns_it_on_and_off(organiser_of, writing):
    with writing() as session:
        congress = make_congress(session, slug="bbe")
        make_participant(session, congress, now=clock.now())
    office = organiser_of(congress)
    office.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = "/organise/bbe/digest"

    before = office.get(page).text
    submit(office, page, {}, to=f"{page}/on")
    on = office.get(page).text
    submit(office, page, {}, to=f"{page}/off")

    assert ("You do not get it." in before, "New registrations" in before) == (True, True)
    assert "You get it." in on
    assert "You do not get it." in office.get(page).text
