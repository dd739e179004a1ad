"""Who wants to be told daily."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Instant


class Digest(Base):
    """An organiser wants a daily summary of a congress; ``told_until`` is the instant up to which they know."""

    __tablename__ = "digest"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    told_until: Mapped[Instant]
