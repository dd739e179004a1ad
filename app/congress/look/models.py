"""The logo and the colour of a congress."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base


class CongressLook(Base):
    """How the papers of a congress look; without a row as the house has them.

    The logo is kept twice, as we drew it anew: small for screens (PNG or JPEG), and for paper (JPEG on white).
    """

    __tablename__ = "congress_look"
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True)
    colour: Mapped[str] = mapped_column(String(7), default="")  # #rrggbb that can be read on white; "": the house's
    digest: Mapped[str] = mapped_column(String(16), default="")  # of the logo: its address changes with it; "": none
    type: Mapped[str] = mapped_column(String(4), default="")  # of the logo for screens: png or jpeg
    width: Mapped[int] = mapped_column(default=0)  # of it, in pixels
    height: Mapped[int] = mapped_column(default=0)
    paper_width: Mapped[int] = mapped_column(default=0)
    paper_height: Mapped[int] = mapped_column(default=0)
    screen: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    paper: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
