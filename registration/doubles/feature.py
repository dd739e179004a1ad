"""What doubles bring to the house."""

from app.feature import Feature, MenuEntry, PersonalData
from registration.doubles import organiser, words

# Who the other one is, is nobody's business.
PERSONAL = (
    PersonalData(table="distinct_pair", column="first_id", label="Told apart", secret=frozenset({"second_id"})),
    PersonalData(table="distinct_pair", column="second_id", label="Told apart", secret=frozenset({"first_id"})),
)
DOUBLES = Feature(
    name="doubles",
    blueprints=(organiser.bp,),
    menu=(MenuEntry("Doubles", "doubles.doubles", "register", 30),),
    personal=PERSONAL,
    journal=words.JOURNAL,
)
