"""What staff doubt and ask about sent answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model


class QualityRemark(Model):
    """A doubt about one answer that the rules of data quality found; a person closes it."""

    __tablename__ = "questionnaire_remark"
    __table_args__ = (
        UniqueConstraint("response_id", "link_id", "rule", name="uq_questionnaire_remark_response_id"),
        CheckConstraint("status IN ('OPEN','CLOSED')", name="status"),
        CheckConstraint("(status = 'CLOSED') = (closed_at IS NOT NULL)", name="closed_has_a_moment"),
        Index("ix_questionnaire_remark_branch_id", "branch_id", "status", "found_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    response_id: Mapped[str] = mapped_column(Id, ForeignKey("questionnaire_response.id"))
    link_id: Mapped[str] = mapped_column(String(255))
    rule: Mapped[str] = mapped_column(String(24))
    figures: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("questionnaire_remark.figures"))
    status: Mapped[str] = mapped_column(String(8), default="OPEN")
    found_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(Id, default="")


class FieldQuery(Model):
    """A question of staff about one answer: open, answered by the client, closed by staff."""

    __tablename__ = "questionnaire_query"
    __table_args__ = (
        CheckConstraint("status IN ('OPEN','ANSWERED','CLOSED')", name="status"),
        CheckConstraint("status <> 'ANSWERED' OR answered_at IS NOT NULL", name="answered_has_a_moment"),
        CheckConstraint("(status = 'CLOSED') = (closed_at IS NOT NULL)", name="closed_has_a_moment"),
        Index(
            "uq_questionnaire_query_one_live",
            "response_id",
            "link_id",
            unique=True,
            sqlite_where=text("status <> 'CLOSED'"),
            postgresql_where=text("status <> 'CLOSED'"),
        ),
        Index("ix_questionnaire_query_client_id", "client_id", "status"),
        Index("ix_questionnaire_query_branch_id", "branch_id", "status", "asked_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    response_id: Mapped[str] = mapped_column(Id, ForeignKey("questionnaire_response.id"))
    link_id: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(8), default="OPEN")
    asked_by: Mapped[str] = mapped_column(Id)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class QueryMessage(Model):
    """One sentence of a field query's talk; never changed."""

    __tablename__ = "questionnaire_query_message"
    __table_args__ = (
        CheckConstraint("author IN ('STAFF','CLIENT')", name="author"),
        Index("ix_questionnaire_query_message_query_id", "query_id", "said_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    query_id: Mapped[str] = mapped_column(Id, ForeignKey("questionnaire_query.id"))
    author: Mapped[str] = mapped_column(String(8))
    actor_id: Mapped[str] = mapped_column(Id)
    words: Mapped[str] = mapped_column(crypto.Secret("questionnaire_query_message.words"))
    said_at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(QueryMessage.__table__)  # type: ignore[arg-type]
