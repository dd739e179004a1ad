"""The form of a congress, its lists, and the answers to its own questions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.orm import Base, Id, Instant, Json, Localized, PublicId, UtcDateTime
from registration.fields.rules import NAMES_OF_LISTS, Kind, Section


def _one_of(column: str, values: list[str]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class FormField(Base):
    """One question in the form of a congress, built-in ones too. A congress without rows has the usual form."""

    __tablename__ = "form_field"
    __table_args__ = (
        UniqueConstraint("congress_id", "key"),
        CheckConstraint(_one_of("kind", [kind.value for kind in Kind]), name="kind_is_known"),
        CheckConstraint(_one_of("section", [section.value for section in Section]), name="section_is_known"),
        CheckConstraint("kept_days IS NULL OR kept_days >= 0", name="kept_days_not_negative"),
    )
    id: Mapped[Id]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    is_built_in: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(10))
    section: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    label: Mapped[Localized]
    help: Mapped[Localized]
    is_required: Mapped[bool] = mapped_column(default=False)
    is_shown: Mapped[bool] = mapped_column(default=True)
    at_door: Mapped[bool] = mapped_column(default=False)
    seen_by: Mapped[str] = mapped_column(String(20), default="organiser")
    kept_days: Mapped[int | None]
    condition: Mapped[Json]  # None, or {"source": key, "values": [code, …]}
    options: Mapped[Json]  # [{"code": …, "label": {language: …}, "retired": bool}, …]
    limits: Mapped[Json]  # the fields of rules.Limits
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # asked no more; the answers given stay


class ChoiceList(Base):
    """What a congress lets people choose from, such as its sectors. A congress without a row has the usual list."""

    __tablename__ = "choice_list"
    __table_args__ = (CheckConstraint(_one_of("name", list(NAMES_OF_LISTS)), name="name_is_known"),)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    options: Mapped[Json]  # as FormField.options


class FieldAnswer(Base):
    """What somebody answered to a question of the congress's own; of the built-in ones only the access needs ticked."""

    __tablename__ = "field_answer"
    __table_args__ = (UniqueConstraint("participant_id", "field_id"),)
    id: Mapped[Id]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    field_id: Mapped[int] = mapped_column(ForeignKey("form_field.id", ondelete="CASCADE"), index=True)
    value: Mapped[Json]  # as rules.Kind says
    answered_at: Mapped[Instant]

    field: Mapped[FormField] = relationship(lazy="raise_on_sql")


class Upload(Base):
    """A file that somebody sent. Without participant it waits for the rest of a form to be put right, for a day at most."""

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_uploaded_at", "uploaded_at"),)
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    field_id: Mapped[int] = mapped_column(ForeignKey("form_field.id", ondelete="CASCADE"), index=True)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    type: Mapped[str] = mapped_column(String(10))  # one of rules.FILE_TYPES
    size: Mapped[int]
    uploaded_at: Mapped[Instant]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
