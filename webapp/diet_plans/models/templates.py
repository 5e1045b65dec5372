"""Weeks kept to begin a plan with: a nutritionist's own, a branch's, headquarters' (D5)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import ids
from webapp.kernel.db import Id, Model


class DietTemplate(Model):
    """Menus without any client's data. Without `staff_id` it is the branch's, without `branch_id` too
    headquarters' and so everybody's. It is retired, never deleted; sharing one makes a copy of it.

    It is written in a draft of its own; `content` is what plans begin with: the draft as it was at `kept_revision`.
    Until it is kept for the first time it is offered to nobody."""

    __tablename__ = "diet_template"
    __table_args__ = (
        CheckConstraint("branch_id IS NOT NULL OR staff_id IS NULL", name="own_in_a_branch"),
        CheckConstraint("name_zh <> '' OR name_en <> ''", name="named"),
        CheckConstraint("(kept_at IS NULL) = (kept_revision = 0)", name="kept_at_a_revision"),
        Index("ix_diet_template_shelf", "branch_id", "staff_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str | None] = mapped_column(Id, ForeignKey("branch.id"))
    staff_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    name_zh: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(160))
    content: Mapped[str] = mapped_column(Text)
    kept_revision: Mapped[int] = mapped_column(default=0)
    kept_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]
