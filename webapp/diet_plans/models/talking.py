"""What a client and her nutritionists say to each other about the plan."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.diet_plans.models.checks import one_of
from webapp.diet_plans.rules.content import Meal
from webapp.diet_plans.rules.talking import Author
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model

_UNREAD = text("read_at IS NULL")
_SAID = ("id", "branch_id", "client_id", "author", "words", "at")


class DietMessage(Model):
    """One message of a client's thread. It is never changed: only `read_at` is filled, once, when the other
    side has opened it. `version_id` is the plan of the day whose meal is quoted, `quoted` what the meal was (zh, en)."""

    __tablename__ = "diet_message"
    __table_args__ = (
        CheckConstraint(one_of("author", Author), name="author_known"),
        CheckConstraint(one_of("meal", Meal), name="meal_known"),
        CheckConstraint("(author = 'NUTRITIONIST') = (staff_id IS NOT NULL)", name="staff_signs"),
        CheckConstraint(
            "(version_id IS NULL) = (meal IS NULL) AND (day IS NULL) = (meal IS NULL)", name="quote_whole"
        ),
        Index("ix_diet_message_client_id", "client_id", "id"),
        Index(
            "ix_diet_message_unread",
            "client_id",
            "author",
            sqlite_where=_UNREAD,
            postgresql_where=_UNREAD,
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    author: Mapped[str] = mapped_column(String(12))
    staff_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    words: Mapped[str] = mapped_column(crypto.Secret("diet_message.words"))
    version_id: Mapped[str | None] = mapped_column(Id, ForeignKey("diet_plan_version.id"))
    day: Mapped[date | None]
    meal: Mapped[str | None] = mapped_column(String(20))
    quoted: Mapped[dict[str, str] | None] = mapped_column(crypto.SecretJson("diet_message.quoted"))
    file_id: Mapped[str | None] = mapped_column(Id, ForeignKey("stored_file.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]


append_only.forbid(
    DietMessage.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless=" AND ".join((*(f"NEW.{name} = OLD.{name}" for name in _SAID), "OLD.read_at IS NULL")),
)
append_only.forbid(DietMessage.__table__, "DELETE")  # type: ignore[arg-type]
