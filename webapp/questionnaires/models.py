"""Tables of the questionnaires room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, crypto, ids
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


class Draft(Model):
    """The answers of a questionnaire that a client is filling; `revision` guards against stale saves."""

    __tablename__ = "questionnaire_draft"
    __table_args__ = (
        UniqueConstraint("client_id", "code", name="uq_questionnaire_draft_client_id_code"),
        CheckConstraint("revision >= 0", name="revision"),
        Index("ix_questionnaire_draft_saved_at", "saved_at"),
        CheckConstraint("source IN ('PHONE','PAPER')", name="source"),
        CheckConstraint("(source = 'PAPER') = (entered_by <> '')", name="paper_has_a_hand"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    definition_id: Mapped[str] = mapped_column(Id, ForeignKey("questionnaire_definition.id"))
    code: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=0)
    place: Mapped[int] = mapped_column(default=1)
    answers: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("questionnaire_draft.answers"))
    parked: Mapped[dict[str, Any] | None] = mapped_column(crypto.SecretJson("questionnaire_draft.parked"))
    written_by: Mapped[str] = mapped_column(String(24), default="")
    amends_id: Mapped[str | None] = mapped_column(Id, ForeignKey("questionnaire_response.id"))
    source: Mapped[str] = mapped_column(String(8), default="PHONE")
    entered_by: Mapped[str] = mapped_column(Id, default="")
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)
    warned_at: Mapped[datetime | None]


class Response(Model):
    """A submitted response: pinned to the exact definition, never changed (Q6, Q8).

    A correction is a further row that says which one it amends and why; each row is amended at most once, so that
    they form a chain. `filled_at` is the moment of the chain's first row. `written_by` is the token of the phone's draft
    that it was finished from, if any: that draft becomes one response, whatever is sent twice (Q2).
    `phone_at` is the moment at which that phone finished it, by its own clock; `phone_clock` is what that is worth.
    """

    __tablename__ = "questionnaire_response"
    __table_args__ = (
        UniqueConstraint("draft_id", name="uq_questionnaire_response_draft_id"),
        UniqueConstraint("number", name="uq_questionnaire_response_number"),
        CheckConstraint("signer IN ('OWN','PROXY','STAFF')", name="signer"),
        CheckConstraint("source IN ('PHONE','PAPER')", name="source"),
        CheckConstraint("(amends_id IS NULL) = (amend_reason IS NULL)", name="amended_with_a_reason"),
        CheckConstraint("amends_id <> id", name="amends_another"),
        CheckConstraint("filled_at <= submitted_at", name="filled_before_sent"),
        CheckConstraint("phone_clock IN ('RIGHT','AHEAD','BEHIND')", name="phone_clock"),
        CheckConstraint("(phone_at IS NULL) = (phone_clock IS NULL)", name="phones_moment_is_judged"),
        UniqueConstraint("amends_id", name="uq_questionnaire_response_amends_id"),
        UniqueConstraint("client_id", "code", "written_by", name="uq_questionnaire_response_written_by"),
        Index("ix_questionnaire_response_client_id", "client_id", "code", "filled_at", "submitted_at"),
        Index("ix_questionnaire_response_definition_id", "definition_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    draft_id: Mapped[str] = mapped_column(Id)
    definition_id: Mapped[str] = mapped_column(Id, ForeignKey("questionnaire_definition.id"))
    code: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(40))
    content_hash: Mapped[str] = mapped_column(String(64))
    number: Mapped[str] = mapped_column(String(24))
    response: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("questionnaire_response.response"))
    response_hash: Mapped[str] = mapped_column(String(64))
    certified_name: Mapped[str] = mapped_column(crypto.Secret("questionnaire_response.certified_name"))
    signer: Mapped[str] = mapped_column(String(8))
    signature: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("questionnaire_response.signature"))
    source: Mapped[str] = mapped_column(String(8), default="PHONE")
    actor_id: Mapped[str] = mapped_column(Id)
    amends_id: Mapped[str | None] = mapped_column(Id, ForeignKey("questionnaire_response.id"))
    amend_reason: Mapped[str | None] = mapped_column(crypto.Secret("questionnaire_response.amend_reason"))
    written_by: Mapped[str | None] = mapped_column(String(24))
    phone_at: Mapped[datetime | None]
    phone_clock: Mapped[str | None] = mapped_column(String(8))
    filled_at: Mapped[datetime]
    submitted_at: Mapped[datetime]


append_only.forbid(Response.__table__)  # type: ignore[arg-type]


class Score(Model):
    """The score of a submitted response with its trace, worked out once (Q7); `result` is `Scored.as_json`."""

    __tablename__ = "questionnaire_score"
    __table_args__ = (
        UniqueConstraint("response_id", "name", name="uq_questionnaire_score_response_id_name"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    response_id: Mapped[str] = mapped_column(Id, ForeignKey("questionnaire_response.id"))
    name: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(40))
    result: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("questionnaire_score.result"))
    scored_at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(Score.__table__)  # type: ignore[arg-type]


class ScreeningDecision(Model):
    """What a person decided about the assessment where a screening knew too little; never changed (§7)."""

    __tablename__ = "questionnaire_screening_decision"
    __table_args__ = (
        UniqueConstraint("response_id", name="uq_questionnaire_screening_decision_response_id"),
        CheckConstraint("decision IN ('INVITED','NOT_NEEDED')", name="decision"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    response_id: Mapped[str] = mapped_column(Id, ForeignKey("questionnaire_response.id"))
    decision: Mapped[str] = mapped_column(String(12))
    decided_at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(ScreeningDecision.__table__)  # type: ignore[arg-type]


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
