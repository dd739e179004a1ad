"""Whom a backup must not bring back: digests of public ids, in a file beside the database that outlives it."""

import fcntl
import hashlib
from collections.abc import Collection
from pathlib import Path

FILE = "erased"
PURPOSE = b"erased:"


def digest_of(public_id: str) -> str:
    """Name somebody without telling who: the SHA-256 of a random id of 64 bits, which nobody can try out."""
    return hashlib.sha256(PURPOSE + public_id.encode()).hexdigest()


def known(folder: Path) -> frozenset[str]:
    """Read the digests kept in the instance folder; none where nobody was erased."""
    file = folder / FILE
    return frozenset(file.read_text().split()) if file.exists() else frozenset()


def keep(folder: Path, digests: Collection[str]) -> None:
    """Add digests to the file; those that it has stay as they are."""
    if not digests:
        return
    with (folder / FILE).open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        there = set(file.read().split())
        file.writelines(f"{digest}\n" for digest in sorted(set(digests) - there))
