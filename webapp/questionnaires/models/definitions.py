"""Questionnaires of the catalogue."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.words import Bilingual


class Definition(Model):
    """A questionnaire of the company's catalogue; its text never changes once it is published (Q6)."""

    __tablename__ = "questionnaire_definition"
    __table_args__ = (
        UniqueConstraint("code", "version", name="uq_questionnaire_definition_code_version"),
        CheckConstraint("status IN ('DRAFT','PUBLISHED','RETIRED')", name="status"),
        CheckConstraint("status = 'DRAFT' OR published_at IS NOT NULL", name="published_has_a_day"),
        Index(
            "uq_questionnaire_definition_one_published",
            "code",
            unique=True,
            sqlite_where=text("status = 'PUBLISHED'"),
            postgresql_where=text("status = 'PUBLISHED'"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    code: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(12), default="DRAFT")
    title_zh: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_at: Mapped[datetime | None]

    @property
    def title(self) -> Bilingual:
        """The title in both languages."""
        return Bilingual(zh=self.title_zh, en=self.title_en)


_SAME_WORDS = "NEW.text = OLD.text AND NEW.content_hash = OLD.content_hash AND NEW.version = OLD.version"
append_only.forbid(
    Definition.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless="OLD.status = 'DRAFT' OR "
    f"(OLD.status = 'PUBLISHED' AND NEW.status = 'RETIRED' AND NEW.code = OLD.code AND {_SAME_WORDS})",
)
append_only.forbid(Definition.__table__, "DELETE", unless="OLD.status = 'DRAFT'")  # type: ignore[arg-type]
