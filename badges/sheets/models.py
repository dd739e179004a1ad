"""Sheets of labels that organisers measured themselves, and how far their printers miss each sheet."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Id, PublicId
from badges.layout import Fold, Sheet


class BadgeSheet(Base):
    """A sheet of a congress's own. Lengths are millimetres, as in ``badges.layout.Sheet``."""

    __tablename__ = "badge_sheet"
    __table_args__ = (
        UniqueConstraint("congress_id", "name"),
        CheckConstraint("columns > 0 AND rows > 0", name="has_labels"),
        CheckConstraint("label_width > 0 AND label_height > 0", name="labels_have_a_size"),
    )
    id: Mapped[Id]
    public_id: Mapped[PublicId]
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    label_width: Mapped[float]
    label_height: Mapped[float]
    columns: Mapped[int]
    rows: Mapped[int]
    left: Mapped[float]
    top: Mapped[float]
    pitch_x: Mapped[float]
    pitch_y: Mapped[float]
    page_width: Mapped[float]
    page_height: Mapped[float]
    is_monochrome: Mapped[bool]
    fold: Mapped[str] = mapped_column(String(10), default=Fold.FLAT)

    @property
    def as_sheet(self) -> Sheet:
        """The figures, as printing takes them; its id is the public one."""
        return Sheet(
            self.public_id,
            self.name,
            self.label_width,
            self.label_height,
            self.columns,
            self.rows,
            self.left,
            self.top,
            self.pitch_x,
            self.pitch_y,
            self.page_width,
            self.page_height,
            is_monochrome=self.is_monochrome,
            fold=Fold(self.fold),
        )


class BadgeShift(Base):
    """How far everything is moved on a sheet, in tenths of a millimetre to the right and down, for the printer of a congress."""

    __tablename__ = "badge_shift"
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    sheet: Mapped[str] = mapped_column(String(40), primary_key=True)  # the id of a shipped sheet, or a public one
    right: Mapped[int] = mapped_column(default=0)
    down: Mapped[int] = mapped_column(default=0)
