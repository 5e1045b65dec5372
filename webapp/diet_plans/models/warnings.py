"""A published plan that holds what its client turned out to be allergic to (D3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.diet_plans.models.checks import one_of
from webapp.diet_plans.rules.allergies import Answer
from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model

_OPEN = text("answer IS NULL")


class AllergyWarning(Model):
    """A warning stands until the version ends or its nutritionist writes why it may stay.

    `allergens` are the new codes, with commas between. Answered once, never deleted.
    """

    __tablename__ = "diet_allergy_warning"
    __table_args__ = (
        CheckConstraint(one_of("answer", Answer), name="answer_known"),
        CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)",
            name="answered_has_a_moment",
        ),
        CheckConstraint(
            "(reason IS NOT NULL) = (answer IS NOT NULL AND answer = 'REASON')", name="reason_is_written"
        ),
        Index(
            "ix_diet_allergy_warning_open",
            "branch_id",
            "raised_at",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_diet_allergy_warning_version_id", "version_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    version_id: Mapped[str] = mapped_column(Id, ForeignKey("diet_plan_version.id"))
    allergens: Mapped[str] = mapped_column(crypto.Secret("diet_allergy_warning.allergens"))
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer: Mapped[str | None] = mapped_column(String(8))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(Id, ForeignKey("staff.id"))
    reason: Mapped[str | None] = mapped_column(crypto.Secret("diet_allergy_warning.reason"))

    @property
    def codes(self) -> frozenset[str]:
        """The new allergens that the version holds."""
        return frozenset(self.allergens.split(","))


append_only.forbid(
    AllergyWarning.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless="OLD.answer IS NULL AND NEW.allergens = OLD.allergens AND NEW.version_id = OLD.version_id",
)
append_only.forbid(AllergyWarning.__table__, "DELETE")  # type: ignore[arg-type]
