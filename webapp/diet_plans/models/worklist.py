"""What waits for nutritionists, and clients moved from one to another."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.diet_plans.models.checks import one_of
from webapp.diet_plans.rules.worklist import Kind
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model


class DietTask(Model):
    """One reason to look at a client; the row goes when the reason does. Whose it is, the care team says."""

    __tablename__ = "diet_task"
    __table_args__ = (
        CheckConstraint(one_of("kind", Kind), name="kind_known"),
        CheckConstraint("share BETWEEN 0 AND 100", name="share_in_per_cent"),
        UniqueConstraint("client_id", "kind", name="uq_diet_task_kind"),
        Index("ix_diet_task_branch_id", "branch_id", "due_on", "id"),
        Index("ix_diet_task_branch_kind", "branch_id", "kind", "due_on", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    kind: Mapped[str] = mapped_column(String(12))
    since: Mapped[date]
    due_on: Mapped[date]
    share: Mapped[int | None]


class DietHandOver(Model):
    """Clients moved from one nutritionist (None: nobody) to another by the branch, and why."""

    __tablename__ = "diet_hand_over"
    __table_args__ = (
        CheckConstraint("clients > 0", name="clients_moved"),
        CheckConstraint("from_staff_id <> to_staff_id", name="to_another"),
        Index("ix_diet_hand_over_branch_id", "branch_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    from_staff_id: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    to_staff_id: Mapped[str] = mapped_column(Id, ForeignKey("staff.id"))
    clients: Mapped[int]
    reason: Mapped[str] = mapped_column(crypto.Secret("diet_hand_over.reason"))
    moved_by: Mapped[str] = mapped_column(Id, ForeignKey("account.id"))
    moved_at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(DietHandOver.__table__)  # type: ignore[arg-type]
