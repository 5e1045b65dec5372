"""Weeks of meals on paper."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.words import Language


class DietWeekPaper(Model):
    """Seven days of a client's meals as a PDF, from `first_day` on; swept away after `ends_at`.

    It has no file while a worker is at it; there is one such row for a client and language.
    """

    __tablename__ = "diet_week_paper"
    __table_args__ = (
        CheckConstraint("language IN ('zh-Hans','en')", name="language_known"),
        CheckConstraint("(file_id IS NULL) = (made_at IS NULL)", name="made_when"),
        CheckConstraint("(file_id IS NULL) = (pages IS NULL)", name="made_pages"),
        CheckConstraint("pages > 0", name="not_empty"),
        Index(
            "uq_diet_week_paper_being_made",
            "client_id",
            "language",
            unique=True,
            sqlite_where=text("file_id IS NULL"),
            postgresql_where=text("file_id IS NULL"),
        ),
        Index("ix_diet_week_paper_client_id", "client_id", "ends_at"),
        Index("ix_diet_week_paper_ends_at", "ends_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    first_day: Mapped[date]
    language: Mapped[Language] = mapped_column(String(8))
    asked_by: Mapped[str] = mapped_column(Id, ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    file_id: Mapped[str | None] = mapped_column(Id, ForeignKey("stored_file.id"), unique=True)
    pages: Mapped[int | None]
    made_at: Mapped[datetime | None]
    ends_at: Mapped[datetime]
