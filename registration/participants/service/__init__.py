"""The verbs of registration: one module a noun."""

from registration.participants.service.answers import change, write_note
from registration.participants.service.links import FEED, LINK, feed_of, link_of, mail_link, renew_links
from registration.participants.service.places import open_places, set_capacity
from registration.participants.service.registrations import Registered, add, cancel, confirm, hand_over, register
from registration.participants.service.waiting_list import lapse_overdue, offer_free_places

__all__ = [
    "FEED",
    "LINK",
    "Registered",
    "add",
    "cancel",
    "change",
    "confirm",
    "feed_of",
    "hand_over",
    "lapse_overdue",
    "link_of",
    "mail_link",
    "offer_free_places",
    "open_places",
    "register",
    "renew_links",
    "set_capacity",
    "write_note",
]
