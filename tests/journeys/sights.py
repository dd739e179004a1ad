"""Every page of the house in the states that it knows: its address, who looks, and what is sent to it first.

An address holds words of journeys.furnished in braces. A page that no sight shows fails tests/journeys/test_pages.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sight:
    """A page as somebody sees it. *sends* is what they send to it by its form first (None: they only look)."""

    who: str
    address: str
    status: int = 200
    sends: Mapping[str, str] | None = field(default=None, hash=False)

    def __str__(self) -> str:
        return f"{self.who} {self.address}{' sent' if self.sends is not None else ''}"


# Addresses that answer something else than a page, and why they are not looked at here.
NO_PAGES = {
    "invoices.pdf": "a PDF",
    "invoices.organiser_pdf": "a PDF",
    "static": "files",
    "front.health": "for monitors",
    "front.robots": "for search engines",
    "personal.ticket": "a PDF",
    "own_data.take_along": "a file to take along",
    "privacy.take_along": "a file to take along",
    "personal.own_file": "a file to take along",
    "organiser_participants.file": "a file to take along",
    "badges.pdf": "a PDF",
    "walk_ins.badge": "a PDF",
    "exports.export_csv": "a table to take along",
    "exports.export_json": "a table to take along",
    "exports.export_xlsx": "a table to take along",
    "assignment_organiser.progress": "for the script of a page",
    "imports.progress": "for the script of a page",
    "table_plans.progress": "for the script of a page",
    "round_clock.state": "for the script of a page",
    "harvest.photo": "a picture",
    "table_harvest.as_markdown": "a file to take along",
    "assignment_organiser.problem": "a file to check the draft with",
    "assignment_organiser.solution": "a file to check the draft with",
    "security.two_factor_rescue": "closed for good",
    "security.tf_select": "there is one second factor, so nothing to choose",
}
NO_PAGE_ROOMS = ("api.", "api-docs.", "calendar.", "checkin_api.")

PUBLIC = (
    "/",
    "/bbe-2027/",
    "/bbe-2027/programme",
    "/bbe-2027/programme/{item}",
    "/bbe-2027/forums",
    "/bbe-2027/forums/{forum}",
    "/bbe-2027/privacy",
    "/bbe-2027/register",
    "/bbe-2027/registered",
    "/bbe-2027/registered?waiting=yes",
    "/bbe-2027/link",
    "/bbe-2027/link/sent",
    "/bbe-2017/",
    "/bbe-2017/programme",
    "/bbe-2017/register",
    "/heute/",
    "/heute/programme",
    "/heute/programme/{today_cancelled}",
    "/heute/forums",
    "/heute/forums/{today_cancelled_forum}",
    "/heute/register",
    "/bald/",
    "/bald/programme",
    "/bald/forums",
    "/bald/privacy",
    "/bald/register",
    "/still/",
    "/still/register",
    "/heute/round-clock/{screen}",
    "/heute/harvest/{today_table}/{host_link}",
    "/zu/register",
    "/account/login",
)
OWN = (
    "/bbe-2017/my/{link_seated}",
    "/bbe-2027/my/{link_wishing}",
    "/bbe-2027/my/{link_owing}",
    "/bbe-2027/my/{link_owing}/invoice",
    "/bbe-2027/my/{link_wishing}/wishes",
    "/bbe-2027/my/{link_wishing}/change",
    "/bbe-2027/my/{link_wishing}/cancel",
    "/bbe-2027/my/{link_wishing}/data",
    "/heute/my/{link_today_asked}/data",
    "/heute/erasures/{today_wish}",
    "/heute/erasures/{today_proof}",
    "/bbe-2027/my/{link_wishing}/substitute",
    "/bbe-2027/substitute/{substitution}",
    "/bbe-2017/my/{link_seated}/wishes",
    "/bbe-2027/my/{link_wishing}/tables",
    "/heute/my/{link_today_arabic}/tables",
    "/heute/my/{link_today_arabic}",
    "/heute/my/{link_today_tigrinya}",
    *(f"/heute/my/{{link_today_{state}}}" for state in ("pending", "late", "offered", "waiting", "left", "lapsed")),
)
ACCOUNTS = {
    "newcomer": ("/organise/", "/gate/", "/account/tf-setup"),
    "organiser": ("/organise/", "/organise/privacy", "/gate/", "/account/", "/account/change", "/account/verify"),
    "factor": ("/account/", "/account/tf-setup", "/account/mf-recovery-codes"),
    "between": ("/account/tf-validate", "/account/mf-recovery"),
    "admin": ("/organise/", "/organise/new"),
}
EVERY_CONGRESS = (
    "",
    "assignment",
    "badges/",
    "badges/check?who=all",
    "basics",
    "deadlines",
    "digest",
    "fees",
    "fees/terms",
    "form",
    "form/lists/access_needs",
    "form/lists/sector",
    "form/new",
    "form/preview",
    "form/questions/email",
    "form/questions/food",
    "figures",
    "forums",
    "forums/new",
    "journal",
    "mailings",
    "imports",
    "organisations",
    "participants/",
    "participants/export",
    "participants/new",
    "people",
    "privacy",
    "places",
    "places/categories/new",
    "places/quotas/new",
    "privacy/controllers",
    "programme",
    "programme/new",
    "publication",
    "rooms",
    "speakers",
    "undelivered",
    "waiting-list",
    "harvest",
    "table-clock",
    "table-plan",
    "table-plan/repair",
    "tables",
    "tables/new",
)
COMING = (
    "fees/{invoice}",
    "fees?state=paid",
    "form/questions/for_how_many_nights",
    "form/questions/what_could_you_show_others",
    "assignment/{draft}/draft",
    "assignment/{draft}/people/{wishing}",
    "assignment/{draft}/publish",
    "journal?about=participant&who=user:&since=2027-01-01",
    "badges/check?who=new",
    "badges/check?who=found&q=e",
    "badges/people/{wishing}",
    "forums/{forum}",
    "forums/{forum}/cancel",
    "mailings/{draft_mailing}",
    "mailings/{draft_mailing}?recipient=1",
    "mailings/{draft_mailing}/change",
    "mailings/{scheduled_mailing}",
    "mailings/{sent_mailing}",
    "mailings/{sent_mailing}?state=dead",
    "mailings/{paused_mailing}",
    "mailings/{stopped_mailing}",
    "mailings/{empty_mailing}",
    "organisations/{organisation}",
    "participants/{unreached}",
    "participants/?sort=-registered&status=confirmed",
    "participants/?q=nobody+is+called+so",
    "participants/{wishing}",
    "participants/{wishing}/change",
    "participants/{wishing}/cancel",
    "privacy/people/{wishing}",
    "places/categories/{category}",
    "places/quotas/{quota}",
    "programme/{item}",
    "rooms/{room}",
    "speakers/{speaker}",
    "table-plan/{tables_draft}",
    "tables/{table}",
    "tables/{table}/remove",
)
PAST = (
    "",
    "assignment",
    "assignment/{published}/draft",
    "assignment/{published}/people/{seated}",
    "badges/people/{seated}",
    "forums",
    "participants/{seated}",
    "publication",
)
NOW = (
    "",
    "assignment",
    *(f"assignment/{{today_{state}}}" for state in ("impossible", "failed", "stopped", "queued")),
    "badges/",
    "badges/people/{today_tigrinya}",
    "badges/people/{today_pending}",
    "forums",
    "forums/{today_cancelled_forum}",
    "doubles",
    "doubles/{today_arabic}/{today_third}",
    "imports",
    "imports/{table_matching}/columns",
    *(f"imports/{{table_{step}}}" for step in ("checking", "checked", "failed", "done")),
    "participants/",
    *(f"participants/{{today_{state}}}" for state in ("arabic", "pending", "offered", "waiting", "left")),
    "privacy",
    "privacy/people/{today_asked}",
    "privacy/erasures/{today_proof}",
    "programme",
    "programme/{today_cancelled}",
    "rooms/{today_room}",
    "speakers",
    "speakers/{today_lonely}",
    "waiting-list",
    "waiting-list/{today_waiting}",
    "waiting-list/{today_left}",
    "harvest",
    "table-clock",
    *(f"table-plan/{{today_tables_{state}}}" for state in ("published", "draft", "impossible", "failed", "queued")),
)
GATE = (
    "/gate/bbe-2027/walk-in",
    "/gate/heute/walk-in/{today_arabic}",
    "/gate/bbe-2027/",
    "/gate/heute/",
    *(
        f"/gate/heute/scans/{{scan_{verdict}}}"
        for verdict in ("welcome", "already", "unknown", "malformed", "cancelled", "elsewhere", "old", "pending")
    ),
)
# Forms that come back with what is wrong beside each field: who sends, where, what.
REFUSED: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("nobody", "/bbe-2027/register", {"name": "", "email": "nobody", "wish-{forum}": "2", "pronouns": "x" * 99}),
    ("nobody", "/bbe-2027/link", {"email": "nobody"}),
    ("nobody", "/account/login", {"email": "nobody@example.org", "password": "wrong"}),
    ("nobody", "/bbe-2027/my/{link_wishing}/change", {"name": ""}),
    ("nobody", "/bbe-2027/my/{link_wishing}/substitute", {"name": "", "email": "nobody"}),
    ("nobody", "/bbe-2027/substitute/{substitution}", {"name": ""}),
    ("nobody", "/bbe-2027/my/{link_wishing}/wishes", {"wish-{forum}": "1", "wish-{other_forum}": "1"}),
    ("between", "/account/tf-validate", {"code": "000000"}),
    ("between", "/account/mf-recovery", {"code": "none"}),
    ("organiser", "/account/change", {"password": "wrong", "new_password": "short"}),
    ("organiser", "/account/verify", {"password": "wrong"}),
    ("admin", "/organise/new", {"slug": "not good"}),
    ("organiser", "/organise/bbe-2027/basics", {"venue": "x" * 999}),
    ("organiser", "/organise/bbe-2027/deadlines", {"capacity": "many"}),
    (
        "organiser",
        "/organise/bbe-2027/mailings/{draft_mailing}/change",
        {"subject_de": "", "body_de": "Hallo {vorname}"},
    ),
    (
        "organiser",
        "/organise/bbe-2027/mailings/{draft_mailing}",
        {"when": "later", "starts_at": "2020-01-01T10:00", "seen": "2020-01-01T10:00Z"},
    ),
    ("organiser", "/organise/bbe-2027/rooms", {"name": ""}),
    ("organiser", "/organise/bbe-2027/form/new", {"kind": "choice", "label_de": "", "kept_days": "soon"}),
    ("organiser", "/organise/bbe-2027/form/questions/for_how_many_nights", {"kind": "number", "least": "many"}),
    ("organiser", "/organise/bbe-2027/form/lists/level", {"option-0-code": "", "option-0_en": "No German"}),
    ("organiser", "/organise/bbe-2027/rooms/{room}", {"name": "", "capacity": "many"}),
    ("organiser", "/organise/bbe-2027/organisations", {"name": ""}),
    ("organiser", "/organise/bbe-2027/organisations/{organisation}", {"name": ""}),
    ("organiser", "/organise/bbe-2027/speakers", {"name": ""}),
    ("organiser", "/organise/bbe-2027/speakers/{speaker}", {"name": ""}),
    ("organiser", "/organise/bbe-2027/programme/new", {}),
    ("organiser", "/organise/bbe-2027/programme/{item}", {}),
    ("organiser", "/organise/bbe-2027/forums/new", {}),
    ("organiser", "/organise/bbe-2027/forums/{forum}", {"maximum": "many"}),
    ("organiser", "/organise/bbe-2027/participants/new", {"email": "nobody"}),
    ("organiser", "/organise/bbe-2027/participants/{wishing}/change", {"email": "nobody"}),
    ("organiser", "/organise/bbe-2027/people", {"email": "nobody"}),
    ("organiser", "/organise/bbe-2027/imports", {}),
    ("gate", "/gate/heute/walk-in", {"name": "", "email": "nobody"}),
    ("organiser", "/organise/heute/imports/{table_matching}/columns", {"column-0": "email", "column-1": "email"}),
    ("organiser", "/organise/bbe-2027/privacy/people/{wishing}", {}),
    ("organiser", "/organise/bbe-2027/places/categories/new", {"capacity": "many"}),
    ("organiser", "/organise/bbe-2027/places/categories/{category}", {"position": "first"}),
    ("organiser", "/organise/bbe-2027/places/quotas/new", {"capacity": "many"}),
    ("organiser", "/organise/bbe-2027/places/quotas/{quota}", {"capacity": "many"}),
    ("organiser", "/organise/heute/waiting-list/{today_waiting}", {"position": "first"}),
    ("organiser", "/organise/bbe-2027/fees/terms", {"iban": "DE00", "price-press": "viel"}),
    ("nobody", "/bbe-2027/my/{link_owing}/invoice", {"address": "x" * 999}),
    ("organiser", "/organise/bbe-2027/privacy", {"months": "many"}),
    ("organiser", "/organise/bbe-2027/privacy/controllers", {"email_1": "nobody"}),
    ("organiser", "/organise/bbe-2027/tables/new", {"topic-de": "", "seats": "many", "host": ""}),
    ("organiser", "/organise/bbe-2027/tables/{table}", {"topic-de": "", "seats": "many"}),
    ("organiser", "/organise/bbe-2027/table-plan", {"repeats": "99"}),
    (
        "organiser",
        "/organise/bbe-2027/assignment",
        {"aim": "fairness", "seconds": "20", "seed": "1", "org_max": "many"},
    ),
)
ERRORS = (
    Sight("organiser", "/gate/heute/walk-in", 409, {"name": "Ada", "role": "participant"}),
    Sight("nobody", "/nothing-here/at-all", 404),
    Sight("nobody", "/bbe-2027/my/nobody", 404),
    Sight("nobody", "/bbe-2027/substitute/nobody", 404),
    Sight("gate", "/organise/bbe-2027/", 403),
    Sight("organiser", "/organise/bbe-2027/participants/nobody", 404),
    Sight("organiser", "/gate/bald/", 403),
    Sight("nobody", "/bbe-2027/link", 400, {"csrf_token": "forged"}),
)


def sights() -> Iterator[Sight]:
    """Walk through the house: guests' pages, accounts, three congresses of the organisers, the gate, what goes wrong."""
    yield from (Sight("nobody", address) for address in (*PUBLIC, *OWN))
    yield from (Sight(who, address) for who, addresses in ACCOUNTS.items() for address in addresses)
    for slug, addresses in {
        "leer": EVERY_CONGRESS,
        "bbe-2027": (*EVERY_CONGRESS, *COMING),
        "bbe-2017": PAST,
        "heute": NOW,
    }.items():
        yield from (Sight("organiser", f"/organise/{slug}/{address}") for address in addresses)
    yield from (Sight("gate", address) for address in GATE)
    yield from (Sight(who, address, 422, sent) for who, address, sent in REFUSED)
    # What is shown once, after a form that is in order.
    yield Sight("factor", "/account/mf-recovery-codes", sends={})
    yield Sight("newcomer", "/account/tf-setup", sends={"setup": "authenticator"})
    yield from ERRORS
