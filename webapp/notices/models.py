"""Tables of the notices room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import clock, ids
from webapp.kernel.db import Id, Model
from webapp.toolbox.words import Bilingual


class Notice(Model):
    """One message to one account, in both languages."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_account_id", "account_id", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id)
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(String(40))
    words_zh: Mapped[str] = mapped_column(String(400))
    words_en: Mapped[str] = mapped_column(String(600))
    link: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]

    @property
    def words(self) -> Bilingual:
        """The message in both languages."""
        return Bilingual(zh=self.words_zh, en=self.words_en)
