"""A quarter's figures as counted from the log (complaints.md §7)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel.db import Id, Model


class CountedQuarter(Model):
    """One branch's quarter in whole numbers (`rules.statistics.written`): nothing hidden yet, nobody's name.

    Counted from the event log alone; thrown away, it is counted anew.
    """

    __tablename__ = "complaint_counted_quarter"

    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"), primary_key=True)
    quarter: Mapped[str] = mapped_column(String(6), primary_key=True)  # 2026Q4
    figures: Mapped[str] = mapped_column(Text)
    counted_at: Mapped[datetime]
