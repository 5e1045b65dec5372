"""What a client has told so far, before she sends it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import clock, crypto, ids
from webapp.kernel.db import Id, Model


class Draft(Model):
    """The answers to the steps so far, sealed; one per client, swept away when it grows old.

    Whom and what it is about never stand in an address: addresses stay in histories and logs.
    """

    __tablename__ = "complaint_draft"
    __table_args__ = (UniqueConstraint("client_id", name="uq_complaint_draft_one_per_client"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("complaint_draft.answers"))
    saved_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
