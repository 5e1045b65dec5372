"""What was sent, and what is worked out from it once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model


class Response(Model):
    """A submitted response: pinned to the exact definition, never changed (Q6, Q8).

    A correction is a further row that says which one it amends and why; each row is amended at most once, so that
    they form a chain. `filled_at` is the moment of the chain's first row. `written_by` is the token of the phone's draft
    that it was finished from, if any: that draft becomes one response, whatever is sent twice (Q2). `hands` are the tokens
    of further phones that wrote into the draft before they knew its id, each between spaces.
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
    hands: Mapped[str] = mapped_column(String(210), default="")
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
