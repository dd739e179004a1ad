"""Who somebody at a kiosk may be: pure."""

from datetime import timedelta

from registration.participants.rules import email_key_of, name_key_of

PRINTS_FOR = timedelta(minutes=10)
"""So long after somebody checked in at a kiosk it prints their badge."""
_SHORTEST = 2


def is_named(name_key: str, typed: str) -> bool:
    """Tell whether *typed* are whole words of a folded name, in any order; initials alone are not enough."""
    words = name_key_of(typed).replace("-", " ").split()
    return any(len(word) >= _SHORTEST for word in words) and set(words) <= set(name_key.replace("-", " ").split())


def address_asked(typed: str) -> tuple[str, bool]:
    """Fold what was typed of an address: the part before the @, or all of it; tell whether it is all."""
    folded = email_key_of("".join(typed.split()))
    local, _, host = folded.partition("@")
    return (folded, True) if host else (local, False)
