"""An organiser brings a table of people into the list, by keyboard alone, and looks at it before anything is written."""

import io

import pytest
from browsing import PASSWORD
from builders import make_congress
from journeys.by_keyboard import choose, fill, press, reach
from openpyxl import Workbook

from app.accounts.models import Part


def table(tmp_path):
    """30 people, of whom three have a fault."""
    book, file = Workbook(), io.BytesIO()
    book.active.append(["Vorname", "Nachname", "Kontakt", "Sektor"])
    for number in range(1, 31):
        address = "keine Adresse" if number == 7 else f"gast{number}@example.org"
        book.active.append(["Gast", f"Nr. {number}", address, "Verein" if number in {9, 20} else "Wirtschaft"])
    book.save(file)
    path = tmp_path / "Anmeldungen.xlsx"
    path.write_bytes(file.getvalue())
    return path


def heading(page):
    return page.get_by_role("heading", level=1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # what matters here is the browser
def test_a_table_is_imported_by_keyboard(house, someone, accessible, account_of, writing, tmp_path):
    with writing() as session:
        congress = make_congress(session, slug="bbe", capacity=50)
    office = someone(width=1280, language="de")
    office.goto("/organise/bbe/imports")
    fill(office, "E-Mail", account_of(congress, Part.ORGANISER))
    fill(office, "Passwort", PASSWORD)
    press(office, "Anmelden")
    heading(office).get_by_text("Teilnehmende importieren").wait_for()
    accessible(office)

    reach(office, "Tabelle")
    with office.expect_file_chooser() as chooser:
        office.keyboard.press("Enter")
    chooser.value.set_files(table(tmp_path))
    press(office, "Hochladen")
    heading(office).get_by_text("Spalten zuordnen").wait_for()
    accessible(office)
    guessed = [office.locator("select").nth(n).input_value() for n in range(4)]
    reach(office, "Zum Inhalt springen")
    office.keyboard.press("Enter")
    choose(office, "Kontakt", "E-Mail")
    reach(office, "sind sofort bestätigt und erfahren es per E-Mail")
    for _ in range(2):
        office.keyboard.press("ArrowDown")
    press(office, "Zeilen prüfen")

    heading(office).get_by_text("Was geschehen würde").wait_for()
    accessible(office)
    complaints = office.locator("section.chapter").first.locator("tbody tr").all_inner_texts()
    press(office, "27 fehlerfreie Zeilen importieren")
    heading(office).get_by_text("Importiert", exact=True).wait_for()
    accessible(office)
    press(office, "Zu den Teilnehmenden")
    heading(office).get_by_text("27 Teilnehmende").wait_for()

    assert guessed == ["first_name", "last_name", "", "sector"]
    assert [line.split()[0] for line in complaints] == ["8", "10", "21"]
    assert "keine Adresse" in complaints[0]
    assert "Zivilgesellschaft" in complaints[1]
    assert house.post.mails_to("gast1@example.org") == []
