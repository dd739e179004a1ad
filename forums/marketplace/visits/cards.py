"""Whose vCard says what: a visitor's for a stand, and a stand's for a visitor."""

from datetime import datetime

from app.congress.models import Congress
from app.orm import in_language
from forums.marketplace.models import Stand
from forums.marketplace.visits.models import StandContact
from forums.marketplace.visits.vcard import Card


def of_person(contact: StandContact) -> Card:
    """What a visitor gives: name, organisation, address of mail."""
    person = contact.participant
    return Card(
        name=person.name,
        uid=f"contact-{contact.public_id}",
        changed_at=contact.given_at,
        organisation=person.organisation,
        email=person.email,
    )


def of_stand(stand: Stand, congress: Congress, *, changed_at: datetime) -> Card:
    """What a stand gives to those who give it their details: whom to reach, and where it stood."""
    return Card(
        name=stand.contact_name or stand.organisation,
        uid=f"stand-{stand.public_id}",
        changed_at=changed_at,
        organisation=stand.organisation,
        email=stand.contact_email,
        phone=stand.contact_phone,
        url=stand.website,
        note=in_language(congress.title, stand.language),
    )
