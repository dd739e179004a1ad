"""Proofs of erasure as pages read them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import gettext

from app.feature import PersonalData
from registration.privacy.models import Erasure

ANSWER_WITHIN = timedelta(days=30)  # GDPR, art. 12 (3): one month


def held() -> Sequence[PersonalData]:
    """List what the rooms hold about participants."""
    found: Sequence[PersonalData] = current_app.extensions["reihum_personal"]
    return found


def kinds(proof: Erasure) -> list[tuple[str, int]]:
    """Name what was erased, and how much of it, in the order of the rooms; a table that has gone since by its name."""
    labels = {data.table: str(gettext(data.label)) for data in held()}
    order = [*labels, *(table for table in proof.counts if table not in labels)]
    return [(labels.get(table, table), proof.counts[table]) for table in order if table in proof.counts]


def due(asked_at: datetime) -> datetime:
    """Until when a wish to be erased has to be answered."""
    return asked_at + ANSWER_WITHIN
