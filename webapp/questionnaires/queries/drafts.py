"""Questions about drafts: what a client is filling, and how far she is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.kernel import transaction
from webapp.kernel.db import db, rows
from webapp.questionnaires.models import Definition, Draft, Response
from webapp.questionnaires.queries.definitions import parsed
from webapp.questionnaires.rules import definition as reading
from webapp.questionnaires.rules import fillers
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Filling:
    """A draft as pages need it. `answers`: linkId → FHIR values; `typed`: linkId → what could not be read;
    `parked`: linkId → values that a stale save brought from another device, none where it cleared them, and in
    `parked_typed` what could not be read there; `source`: PHONE, or PAPER for what
    staff enter from a paper form; `left`: what an earlier version held and this one does not, as {definition,
    linkId, values}; `hands`: the tokens of phones that wrote before they knew its id; `current_id`: the definition that is published now; `agreed`: the client lets us keep it (A5)."""

    id: str
    branch_id: str
    client_id: str
    definition_id: str
    code: str
    saved_at: datetime
    answers: Mapping[str, list[Any]]
    typed: Mapping[str, list[str]]
    parked: Mapping[str, list[Any]] = field(default_factory=dict)
    parked_typed: Mapping[str, list[str]] = field(default_factory=dict)
    revision: int = 0
    place: int = 1
    written_by: str = ""
    amends_id: str | None = None
    source: str = "PHONE"
    current_id: str | None = None
    agreed: bool = False
    left: Sequence[Mapping[str, Any]] = ()
    hands: Sequence[str] = ()

    @property
    def outdated(self) -> bool:
        """Whether a newer version is published; a correction stays with the version that it corrects (Q6)."""
        return self.current_id not in (None, self.definition_id) and self.amends_id is None

    @property
    def definition(self) -> reading.Definition:
        """The definition that the draft is filled against."""
        return parsed(self.definition_id)


_draft = Draft.__table__.c
_DRAFTS = select(
    _draft.id,
    _draft.branch_id,
    _draft.client_id,
    _draft.definition_id,
    _draft.code,
    _draft.revision,
    _draft.place,
    _draft.written_by,
    _draft.amends_id,
    _draft.saved_at,
    _draft.answers,
    _draft.parked,
    _draft.source,
    select(Definition.id)
    .where(Definition.code == _draft.code, Definition.status == "PUBLISHED")
    .scalar_subquery()
    .label("current_id"),
    clients.agrees(_draft.client_id, Purpose.QUESTIONNAIRE).label("agreed"),
).where(_draft.client_id == bindparam("client_id"))
_DRAFT = _DRAFTS.where(_draft.code == bindparam("code"))
_DRAFT_HELD = _DRAFT.with_for_update()


def draft(*, client_id: str, code: str) -> Filling | None:
    """Give the draft that a client is filling; to who may write, once nobody else is writing it.

    What is read here decides what is written: between the two no other device may slip in (Q1).
    """
    asked = _DRAFT_HELD if transaction.writing() else _DRAFT
    found = rows(asked, {"client_id": client_id, "code": code}).one_or_none()
    return _filling(found) if found is not None else None


def drafts(client_id: str) -> list[Filling]:
    """List all drafts of a client, by code."""
    found = rows(_DRAFTS.order_by(_draft.code), {"client_id": client_id})
    return [_filling(row) for row in found]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a client is with a questionnaire, without opening any answer: for Today's page."""

    definition_id: str | None
    place: int | None
    submitted_at: datetime | None


_PROGRESS = select(
    select(Draft.definition_id)
    .where(Draft.client_id == bindparam("client_id"), Draft.code == bindparam("code"))
    .scalar_subquery(),
    select(Draft.place)
    .where(Draft.client_id == bindparam("client_id"), Draft.code == bindparam("code"))
    .scalar_subquery(),
    select(func.max(Response.filled_at))
    .where(Response.client_id == bindparam("client_id"), Response.code == bindparam("code"))
    .scalar_subquery(),
)


def progress(*, client_id: str, code: str) -> Progress:
    """Give how far a client is: the draft's place and the moment of the last submission."""
    row = rows(_PROGRESS, {"client_id": client_id, "code": code}).one()
    return Progress(*row)


@dataclass(frozen=True, slots=True)
class State:
    """Where a client stands with a published questionnaire."""

    code: str
    title: Bilingual
    begun: datetime | None
    sent: datetime | None


def states(client_id: str) -> list[State]:
    """Give where a client stands with each published questionnaire that is for clients, in the order of their list."""
    of = {"client_id": client_id, "code": Definition.code}
    begun = select(Draft.saved_at).filter_by(**of).scalar_subquery()
    sent = select(func.max(Response.filled_at)).filter_by(**of).scalar_subquery()
    found = db.session.execute(
        select(Definition.code, Definition.title_zh, Definition.title_en, begun, sent).where(
            Definition.status == "PUBLISHED", Definition.code.not_in(sorted(fillers.PRACTITIONERS))
        )
    )
    known = {row[0]: State(row[0], Bilingual(row[1], row[2]), row[3], row[4]) for row in found}
    return [known[code] for code in fillers.in_order(known)]


def _filling(row: Any) -> Filling:
    kept, aside = row.answers, row.parked or {}
    return Filling(
        id=row.id,
        branch_id=row.branch_id,
        client_id=row.client_id,
        definition_id=row.definition_id,
        code=row.code,
        revision=row.revision,
        place=row.place,
        written_by=row.written_by,
        saved_at=row.saved_at,
        answers=kept.get("values", {}),
        typed=kept.get("typed", {}),
        parked=aside.get("values", {}),
        parked_typed=aside.get("typed", {}),
        amends_id=row.amends_id,
        source=row.source,
        current_id=row.current_id,
        agreed=bool(row.agreed),
        left=kept.get("left", ()),
        hands=kept.get("hands", ()),
    )
