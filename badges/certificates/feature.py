"""What certificates bring to the house; the guests' page and the mail are the guests' door's."""

from app.feature import Feature, MenuEntry, PersonalData
from badges.certificates import organiser
from badges.certificates.words import JOURNAL

CERTIFICATES = Feature(
    name="certificates",
    blueprints=(organiser.bp,),
    menu=(MenuEntry("Certificates", "certificates.terms", "after", 30),),
    personal=(PersonalData(table="certificate", label="Certificates of attendance", secret=frozenset({"public_id"})),),
    journal=JOURNAL,
)
