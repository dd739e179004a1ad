"""The verbs of registration: one module a noun."""

from registration.participants.service.answers import change, write_note
from registration.participants.service.applications import admit, turn_down
from registration.participants.service.categories import add_category, change_category, remove_category
from registration.participants.service.links import FEED, LINK, feed_of, link_of, mail_link, renew_links
from registration.participants.service.parties import (
    MOST_IN_PARTY,
    Contact,
    PartyRegistered,
    extend_party,
    party_link_of,
    register_party,
    tell_contact,
)
from registration.participants.service.places import open_places, set_capacity
from registration.participants.service.quotas import (
    add_quota,
    add_quotas_for_all,
    limit_category,
    recount,
    remove_quota,
    set_quota,
)
from registration.participants.service.registrations import (
    Manner,
    Registered,
    add,
    cancel,
    confirm,
    hand_over,
    register,
)
from registration.participants.service.waiting_list import lapse_overdue, move_on_waiting_list, offer_free_places

__all__ = [
    "FEED",
    "LINK",
    "MOST_IN_PARTY",
    "Contact",
    "Manner",
    "PartyRegistered",
    "Registered",
    "add",
    "add_category",
    "add_quota",
    "add_quotas_for_all",
    "admit",
    "cancel",
    "change",
    "change_category",
    "confirm",
    "extend_party",
    "feed_of",
    "hand_over",
    "lapse_overdue",
    "limit_category",
    "link_of",
    "mail_link",
    "move_on_waiting_list",
    "offer_free_places",
    "open_places",
    "party_link_of",
    "recount",
    "register",
    "register_party",
    "remove_category",
    "remove_quota",
    "renew_links",
    "set_capacity",
    "set_quota",
    "tell_contact",
    "turn_down",
    "write_note",
]
