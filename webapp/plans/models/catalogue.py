"""What is sold: versions of the matrix and of the fees, exam packages."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, ids
from webapp.kernel.db import Id, Model
from webapp.plans import rules
from webapp.toolbox.words import Bilingual


class PlanVersion(Model):
    """One published version of the plan matrix, in force from its day on; never edited in place."""

    __tablename__ = "plan_version"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    matrix: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_by: Mapped[str] = mapped_column(Id, default="")


class FeeSchedule(Model):
    """One published version of the public fee schedule, in force from its day on (P4); never edited in place."""

    __tablename__ = "fee_schedule"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lines: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_by: Mapped[str] = mapped_column(Id, default="")


append_only.forbid(PlanVersion.__table__)  # type: ignore[arg-type]
append_only.forbid(FeeSchedule.__table__)  # type: ignore[arg-type]


class ExamPackage(Model):
    """What is examined: a level and its items."""

    __tablename__ = "exam_package"
    __table_args__ = (
        CheckConstraint("level IN ('ECONOMY','STANDARD','COMPREHENSIVE','DELUXE')", name="level"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    level: Mapped[str] = mapped_column(String(16))
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(80))
    items: Mapped[str] = mapped_column(Text)
    retired_at: Mapped[datetime | None]

    @property
    def name(self) -> Bilingual:
        """The package's name in both scripts."""
        return Bilingual(zh=self.name_zh, en=self.name_en)

    @property
    def lines(self) -> tuple[rules.PackageLine, ...]:
        """What is examined and for whom, in the order of the form."""
        return rules.read_lines(self.items)
