"""What is known of addresses that take no mail."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.orm import Base, Instant


class AddressFault(Base):
    """Somebody's address took no mail the last time. It goes with the next mail that arrives, and with the person.

    ``address_digest`` tells whether the address has been corrected since, without a copy of it.
    """

    __tablename__ = "address_fault"
    # A string, so that this floor need not know the rooms above it.
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    address_digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[Instant]
    answer: Mapped[str] = mapped_column(
        String(200)
    )  # the code of the server, never its words: they may quote the address
