"""What a quota is called, for people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app import i18n
from app.orm import in_language
from registration.places.models import Category, Quota


@dataclass(frozen=True)
class QuotaName:
    """What a quota covers, in words of any language: 'Presse, Do., 9. November 2017'."""

    label: Mapping[str, str]  # of its category, if it has one
    day: str
    organisation: str

    def in_language(self, language: str) -> str:
        label = in_language(dict(self.label), language)
        day = i18n.long_day(date.fromisoformat(self.day), language) if self.day else ""
        return ", ".join(part for part in (self.organisation, label, day) if part)


def name_of(quota: Quota, categories: Iterable[Category]) -> QuotaName:
    """Name a quota by what it covers."""
    label = next((category.label for category in categories if category.code == quota.category), {})
    return QuotaName(label or {"en": quota.category}, quota.day, quota.organisation)
