"""How long clocks are, as headquarters set it (complaints.md §4)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.complaints.rules import lengths as rules
from webapp.kernel import append_only, clock
from webapp.kernel.db import Id, Model


class ClockLengths(Model):
    """One version of all lengths, for cases that come in from its day on; never edited in place.

    The first version is the company's own (`rules.lengths.Lengths`), in no row.
    """

    __tablename__ = "complaint_lengths"
    __table_args__ = (CheckConstraint("version >= 2", name="follows_the_first"),)

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lengths: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_by: Mapped[str] = mapped_column(Id, default="")

    @property
    def promised(self) -> rules.Lengths:
        """The lengths themselves."""
        return rules.read(self.lengths)


append_only.forbid(ClockLengths.__table__)  # type: ignore[arg-type]
