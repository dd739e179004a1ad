"""Texts to begin with: what organisers write in every congress, to be made their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext

from app.mailings.rules import Audience
from app.mailings.service import Draft

CONFIRMED: Final = ("confirmed",)


@dataclass(frozen=True)
class Starter:
    """A text to begin with, in every language of the house, and whom it is usually for."""

    label: LazyString
    subject: Mapping[str, str]
    body: Mapping[str, str]
    audience: Audience

    def draft(self, languages: list[str]) -> Draft:
        """Make a draft of it in the languages of a congress."""
        return Draft(
            {code: self.subject.get(code, "") for code in languages},
            {code: self.body.get(code, "") for code in languages},
            self.audience,
        )


EMPTY = Starter(lazy_gettext("An empty text"), {}, {}, Audience(status=CONFIRMED))

REMINDER = Starter(
    lazy_gettext("Reminder before the congress"),
    {"de": "{congress}: bald ist es so weit", "en": "{congress}: it is nearly time"},
    {
        "de": """Guten Tag {name},

in wenigen Tagen beginnt *{congress}*. Wir freuen uns auf Sie.

- **Wann:** {days}
- **Wo:** {venue}

Ihre Teilnahmekarte finden Sie auf Ihrer persönlichen Seite. Zeigen Sie den Code am Einlass, auf dem Telefon oder ausgedruckt:

{link}

Können Sie doch nicht kommen? Bitte melden Sie sich auf derselben Seite ab. Ihr Platz geht dann an jemanden von der Warteliste.

Fragen beantworten wir gern: {contact}

Mit freundlichen Grüßen
""",
        "en": """Good day {name},

*{congress}* begins in a few days. We look forward to seeing you.

- **When:** {days}
- **Where:** {venue}

Your ticket is on your own page. Show its code at the door, on your phone or on paper:

{link}

You cannot come after all? Please cancel on the same page, and your place goes to somebody on the waiting list.

We are glad to answer questions: {contact}

Kind regards
""",
    },
    Audience(status=CONFIRMED),
)

NEWS = Starter(
    lazy_gettext("News of the programme"),
    {"de": "{congress}: Neues im Programm", "en": "{congress}: news of the programme"},
    {
        "de": """Guten Tag {name},

im Programm von *{congress}* hat sich etwas geändert:

- …
- …

Das ganze Programm steht auf Ihrer persönlichen Seite. Wer den Kalender abonniert hat, sieht die Änderung dort von selbst.

{link}

Mit freundlichen Grüßen
""",
        "en": """Good day {name},

something in the programme of *{congress}* has changed:

- …
- …

The whole programme is on your own page. If you subscribed to the calendar, it shows the change by itself.

{link}

Kind regards
""",
    },
    Audience(status=CONFIRMED),
)

FORUM = Starter(
    lazy_gettext("Your forum: what to know before"),
    {"de": "Ihr Forum bei {congress}", "en": "Your forum at {congress}"},
    {
        "de": """Guten Tag {name},

Sie sind dabei: **{forum}**

- **Wann:** {time}
- **Raum:** {room}

Zur Vorbereitung bitten wir Sie um einen Gedanken: Was gelingt bei Ihnen vor Ort, und was fehlt? Bringen Sie gern ein Beispiel mit.

{link}

Wir freuen uns auf das Gespräch mit Ihnen.

Mit freundlichen Grüßen
""",
        "en": """Good day {name},

you are in: **{forum}**

- **When:** {time}
- **Room:** {room}

Please bring a thought along: what works well where you are, and what is missing? An example is welcome.

{link}

We look forward to talking with you.

Kind regards
""",
    },
    Audience(status=CONFIRMED),
)

THANKS = Starter(
    lazy_gettext("Thank you, afterwards"),
    {"de": "Danke für Ihr Mitwirken: {congress}", "en": "Thank you for taking part: {congress}"},
    {
        "de": """Guten Tag {name},

danke, dass Sie bei *{congress}* mitgewirkt haben.

Die Ergebnisse und Unterlagen stellen wir auf die Seite des Kongresses. Sobald alles da ist, schreiben wir Ihnen noch einmal.

Was hat Ihnen gefehlt, was sollen wir beibehalten? Antworten Sie einfach auf diese E-Mail.

Mit freundlichen Grüßen
""",
        "en": """Good day {name},

thank you for taking part in *{congress}*.

We put results and documents onto the page of the congress, and write once more when everything is there.

What did you miss, and what should we keep? Just answer this mail.

Kind regards
""",
    },
    Audience(status=CONFIRMED, inside="yes"),
)

STARTERS: Final[Mapping[str, Starter]] = {
    "reminder": REMINDER,
    "news": NEWS,
    "forum": FORUM,
    "thanks": THANKS,
    "empty": EMPTY,
}
