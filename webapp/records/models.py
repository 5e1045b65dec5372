"""Tables of the records room."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.words import Bilingual


class TimelineEntry(Model):
    """One line of a person's timeline (R2); rooms file it, the record never assembles their tables."""

    __tablename__ = "timeline_entry"
    __table_args__ = (Index("ix_timeline_entry_client_id", "client_id", "at", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    kind: Mapped[str] = mapped_column(String(30))
    title_zh: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    ref: Mapped[str] = mapped_column(String(80), default="")

    @property
    def title(self) -> Bilingual:
        """The line's words."""
        return Bilingual(zh=self.title_zh, en=self.title_en)


class Measurement(Model):
    """One measured figure with its unit, time and source (R3)."""

    __tablename__ = "measurement"
    __table_args__ = (Index("ix_measurement_client_id", "client_id", "code", "taken_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    code: Mapped[str] = mapped_column(String(30))
    value: Mapped[Decimal]
    unit: Mapped[str] = mapped_column(String(20))
    taken_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(40))


class AccessEntry(Model):
    """Who saw, changed or printed a client's health data, and why (A6). Append-only."""

    __tablename__ = "access_entry"
    __table_args__ = (Index("ix_access_entry_client_id", "client_id", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id"))
    what: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str | None] = mapped_column(crypto.Secret("access_entry.purpose"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(AccessEntry.__table__)  # type: ignore[arg-type]
