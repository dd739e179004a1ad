"""What people type, in normal form and free of traps: for forms, rules and imports alike."""

import unicodedata

# Zero-width joiners are letters' business in Persian and Sorani; every other invisible character is a trap.
KEPT_INVISIBLE = frozenset("\u200c\u200d\n\t")
REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def normal(text: str) -> str:
    """Bring a text into normal form (NFC) with one kind of line end."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def has_traps(text: str) -> bool:
    """Tell whether a text in normal form holds invisible or unassigned characters."""
    # Most of what people type is printable, and one look says so for the whole.
    return not text.isprintable() and any(
        unicodedata.category(letter) in REFUSED_CATEGORIES and letter not in KEPT_INVISIBLE for letter in text
    )
