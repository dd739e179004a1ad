"""What the badges hold about participants."""

from app.feature import PersonalData

PERSONAL = (PersonalData(table="badge", label="Badges", secret=frozenset({"code", "code_key"})),)
