"""The verbs of the harvest: notes that are never overwritten, and photos of the paper."""

import hmac
import io
from datetime import datetime

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app import tokens
from app.congress import queries as congress_queries
from app.congress.models import Congress
from app.errors import NotFound
from app.journal.service import record
from app.orm import insert_new, new_public_id
from forums.tables import errors, queries
from forums.tables.models import HarvestNote, HarvestPhoto, TableSetting, ThematicTable
from registration.participants.rules import clean_text

LINK = "harvest"
KINDS = ("note", "key", "forward")
LONGEST_NOTE, MOST_NOTES, MOST_PHOTOS = 2000, 500, 20
WIDEST_PHOTO, MOST_PIXELS, QUALITY = 1600, 50_000_000, 80
FORMATS = ("JPEG", "PNG", "WEBP")


def link_of(table: ThematicTable, *, secret: str) -> str:
    """Give the secret that opens the host's page of a table."""
    return tokens.derive(secret, purpose=LINK, subject=table.public_id, version=table.link_version)


def check_link(table: ThematicTable, token: str, *, secret: str) -> None:
    """Let in who has the secret; raises NotFound for everybody else."""
    if not hmac.compare_digest(link_of(table, secret=secret).encode(), token.encode("utf-8", "surrogatepass")):
        raise NotFound


def renew_link(table: ThematicTable) -> None:
    """Make a new secret; the old one is dead at once."""
    table.link_version += 1


def publish(session: Session, congress: Congress, *, actor: str, now: datetime) -> None:
    """Let everybody read the harvest from now on; what hosts write later shows as well."""
    setting = queries.setting(session, congress.id)
    if setting is None:
        setting = TableSetting(congress_id=congress.id, audience={})
        session.add(setting)
    setting.harvest_published_at = now
    session.flush()  # the revision below is an UPDATE past the session
    _note(session, congress, "tables.harvest-published", actor=actor, now=now)


def withdraw(session: Session, congress: Congress, *, actor: str, now: datetime) -> None:
    """Show the harvest to organisers and hosts only."""
    setting = queries.setting(session, congress.id)
    if setting is not None:
        setting.harvest_published_at = None
        session.flush()  # as above
    _note(session, congress, "tables.harvest-withdrawn", actor=actor, now=now)


def freshen(session: Session, table: ThematicTable, *, now: datetime) -> None:
    """Let the public pages be drawn anew, if the harvest is public."""
    if queries.has_public_harvest(session, table.congress_id):
        congress_queries.raise_revision(session, table.congress_id, now=now)


def _note(session: Session, congress: Congress, action: str, *, actor: str, now: datetime) -> None:
    congress_queries.raise_revision(session, congress.id, now=now)
    record(
        session,
        action,
        actor=actor,
        congress_id=congress.id,
        subject_kind="congress",
        subject_id=congress.id,
        now=now,
    )


def add_note(
    session: Session, table: ThematicTable, *, kind: str, text: str, number: int, key: str, now: datetime
) -> None:
    """Write something down. The same *key* writes once, however often a phone sends it. Raises EmptyNote or HarvestFull."""
    text = _cleaned(text)
    if len(queries.notes(session, [table.id])) >= MOST_NOTES:
        raise errors.HarvestFull
    row = {
        "public_id": new_public_id(),
        "table_id": table.id,
        "round_number": number,
        "kind": kind if kind in KINDS else KINDS[0],
        "text": text,
        "version": 1,
        "entry_key": key[:64] or new_public_id(),
        "clash_of": "",
        "changed_at": now,
    }
    session.execute(insert_new(session, HarvestNote).values(row))


def change_note(session: Session, note: HarvestNote, *, text: str, version: int, now: datetime) -> bool:
    """Write *text* over what stood there at *version*. If somebody wrote meanwhile, keep both and return False: nothing is lost."""
    text = _cleaned(text)
    if _written(session, note, text=text, version=version, now=now):
        return True
    session.refresh(note)
    if note.text == text:
        return True
    session.add(
        HarvestNote(
            table_id=note.table_id,
            round_number=note.round_number,
            kind=note.kind,
            text=text,
            version=1,
            entry_key=new_public_id(),
            clash_of=note.public_id,
            changed_at=now,
        )
    )
    return False


def settle(session: Session, clash: HarvestNote, *, keep: str, version: int, now: datetime) -> bool:
    """End a clash: keep "other" (what stood there), "this" (in its place), or both. False if what stood there changed again."""
    other = next((one for one in queries.notes(session, [clash.table_id]) if one.public_id == clash.clash_of), None)
    if keep == "this" and other is not None:
        if not _written(session, other, text=clash.text, version=version, now=now):
            return False
        session.delete(clash)
    elif keep == "other" and other is not None:
        session.delete(clash)
    else:
        clash.clash_of = ""
    return True


def remove_note(session: Session, note: HarvestNote, *, version: int) -> bool:
    """Take a note away, unless somebody changed it since; tell whether it is gone."""
    return (
        session.execute(
            delete(HarvestNote)
            .where(HarvestNote.id == note.id, HarvestNote.version == version)
            .returning(HarvestNote.id)
        ).first()
        is not None
    )


def add_photo(session: Session, table: ThematicTable, content: bytes, *, number: int, now: datetime) -> None:
    """Keep a photo of the paper: decoded, turned upright, made small, and without what the phone hid in it. Raises NoPhoto, HarvestFull."""
    if len(queries.photos(session, [table.id])) >= MOST_PHOTOS:
        raise errors.HarvestFull
    session.add(HarvestPhoto(table_id=table.id, round_number=number, content=_as_jpeg(content), created_at=now))


def _written(session: Session, note: HarvestNote, *, text: str, version: int, now: datetime) -> bool:
    changed = (
        update(HarvestNote)
        .where(HarvestNote.id == note.id, HarvestNote.version == version)
        .values(text=text, version=version + 1, changed_at=now)
        .returning(HarvestNote.id)
        .execution_options(synchronize_session=False)
    )
    return session.execute(changed).first() is not None


def _cleaned(text: str) -> str:
    cleaned = clean_text(text.replace("\r\n", "\n"), field="text", longest=LONGEST_NOTE, lines=True)
    if not cleaned:
        raise errors.EmptyNote(field="text")
    return cleaned


def _as_jpeg(content: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise errors.NoPhoto(field="photo")
            upright = ImageOps.exif_transpose(found).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise errors.NoPhoto(field="photo") from fault
    upright.thumbnail((WIDEST_PHOTO, WIDEST_PHOTO))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
