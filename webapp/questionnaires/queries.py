"""Questions about questionnaires: what is published, what is being filled, what was submitted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from webapp.kernel import paging
from webapp.kernel.db import db, rows
from webapp.questionnaires.models import (
    Definition,
    Draft,
    FieldQuery,
    QualityRemark,
    QueryMessage,
    Response,
    Score,
)
from webapp.questionnaires.rules import definition as reading
from webapp.questionnaires.rules.reading import load
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Filling:
    """A draft as pages need it. `answers`: linkId → FHIR values; `typed`: linkId → what could not be read;
    `parked`: linkId → values that a stale save brought from another device, none where it cleared them, and in
    `parked_typed` what could not be read there; `source`: PHONE, or PAPER for what
    staff enter from a paper form; `left`: what an earlier version held and this one does not, as {definition,
    linkId, values}; `current_id`: the definition that is published now."""

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
    left: Sequence[Mapping[str, Any]] = ()

    @property
    def outdated(self) -> bool:
        """Whether a newer version is published; a correction stays with the version that it corrects (Q6)."""
        return self.current_id not in (None, self.definition_id) and self.amends_id is None

    @property
    def definition(self) -> reading.Definition:
        """The definition that the draft is filled against."""
        return parsed(self.definition_id)


@lru_cache(maxsize=64)
def parsed(definition_id: str) -> reading.Definition:
    """Give the reading of a definition; kept, because a definition that is in use never changes."""
    text = db.session.scalars(select(Definition.text).where(Definition.id == definition_id)).one()
    return reading.read(load(text))


@lru_cache(maxsize=64)
def pin(definition_id: str) -> tuple[str, str]:
    """Give version and content hash of a definition in use: what a response is pinned to."""
    found = db.session.execute(
        select(Definition.version, Definition.content_hash).where(Definition.id == definition_id)
    ).one()
    return found.version, found.content_hash


def current_definition(code: str) -> Definition | None:
    """Give the published definition with this code."""
    return db.session.scalars(
        select(Definition).where(Definition.code == code, Definition.status == "PUBLISHED")
    ).one_or_none()


def current_id(code: str) -> str | None:
    """Give the id of the published definition with this code."""
    return db.session.scalars(
        select(Definition.id).where(Definition.code == code, Definition.status == "PUBLISHED")
    ).one_or_none()


def current_ids(codes: Sequence[str]) -> dict[str, str]:
    """Give the ids of the published definitions with these codes, in one statement."""
    found = db.session.execute(
        select(Definition.code, Definition.id).where(
            Definition.code.in_(codes), Definition.status == "PUBLISHED"
        )
    )
    return {row.code: row.id for row in found}


def published() -> list[Definition]:
    """List what can be filled now, by code."""
    return list(
        db.session.scalars(select(Definition).where(Definition.status == "PUBLISHED").order_by("code"))
    )


def titles() -> list[tuple[str, Bilingual]]:
    """List code and title of what can be filled now, by code."""
    of = Definition
    found = db.session.execute(
        select(of.code, of.title_zh, of.title_en).where(of.status == "PUBLISHED").order_by(of.code)
    )
    return [(code, Bilingual(zh, en)) for code, zh, en in found]


def definition(definition_id: str) -> Definition | None:
    """Give a definition by its id."""
    return db.session.get(Definition, definition_id)


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
).where(_draft.client_id == bindparam("client_id"))
_DRAFT = _DRAFTS.where(_draft.code == bindparam("code"))


def draft(*, client_id: str, code: str) -> Filling | None:
    """Give the draft that a client is filling."""
    found = rows(_DRAFT, {"client_id": client_id, "code": code}).one_or_none()
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


def latest_response(*, client_id: str, code: str) -> Response | None:
    """Give the newest response of a client to a questionnaire: of the last filling, its last correction."""
    return db.session.scalars(
        select(Response)
        .where(Response.client_id == client_id, Response.code == code)
        .order_by(Response.filled_at.desc(), Response.submitted_at.desc(), Response.id.desc())
        .limit(1)
    ).one_or_none()


def responses_of(client_id: str) -> list[Response]:
    """List the submitted responses of a client, newest first (a handful a year)."""
    return list(
        db.session.scalars(
            select(Response)
            .where(Response.client_id == client_id)
            .order_by(Response.submitted_at.desc(), Response.id.desc())
            .limit(100)
        )
    )


def response(response_id: str) -> Response | None:
    """Give a submitted response by its id."""
    return db.session.get(Response, response_id)


def score_of(response_id: str) -> Mapping[str, Any] | None:
    """Give the score kept with a response: the six keys of a result and `inputs`."""
    return db.session.scalars(select(Score.result).where(Score.response_id == response_id)).first()


@dataclass(frozen=True, slots=True)
class State:
    """Where a client stands with a published questionnaire."""

    code: str
    title: Bilingual
    begun: datetime | None
    sent: datetime | None


def states(client_id: str, codes: Sequence[str]) -> list[State]:
    """Give where a client stands with each of these questionnaires that is published, in their order."""
    of = {"client_id": client_id, "code": Definition.code}
    begun = select(Draft.saved_at).filter_by(**of).scalar_subquery()
    sent = select(func.max(Response.filled_at)).filter_by(**of).scalar_subquery()
    found = db.session.execute(
        select(Definition.code, Definition.title_zh, Definition.title_en, begun, sent).where(
            Definition.status == "PUBLISHED", Definition.code.in_(codes)
        )
    )
    known = {row[0]: State(row[0], Bilingual(row[1], row[2]), row[3], row[4]) for row in found}
    return [known[code] for code in codes if code in known]


def amended_by(response_id: str) -> Response | None:
    """Give the correction of a response."""
    return db.session.scalars(select(Response).where(Response.amends_id == response_id)).one_or_none()


def numbered(name: str) -> Response | None:
    """Give a response by its id or receipt number."""
    return response(name) or db.session.scalars(select(Response).where(Response.number == name)).one_or_none()


def text_of(name: str) -> str | None:
    """Give the JSON of a definition (by id or code) or of a response (by id or receipt number), for export."""
    found = definition(name) or current_definition(name)
    if found is not None:
        return found.text
    row = numbered(name)
    return json.dumps(row.response, ensure_ascii=False, indent=1) if row is not None else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A definition of the catalogue without its text, and how many responses were given to it."""

    id: str
    code: str
    version: str
    status: str
    title: Bilingual
    content_hash: str
    published_at: datetime | None
    answers: int


def catalogue(*, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """List all definitions by code, the newest version first, as `Listed`; two statements."""
    of: Any = Definition
    listed: Select[Any] = select(
        of.id, of.code, of.version, of.status, of.title_zh, of.title_en, of.content_hash, of.published_at
    )
    found = paging.page(listed, [of.code, of.created_at.desc(), of.id], after, size)
    counts = answers_given([row[0] for row in found.rows])
    definitions = [
        Listed(one, code, version, status, Bilingual(zh, en), mark, published, counts.get(one, 0))
        for one, code, version, status, zh, en, mark, published in found.rows
    ]
    return paging.Page(definitions, found.after)


def answers_given(definition_ids: Sequence[str]) -> dict[str, int]:
    """Count the responses given to each of these definitions."""
    of = Response.definition_id
    found = db.session.execute(select(of, func.count()).where(of.in_(definition_ids)).group_by(of))
    return {str(one): int(count) for one, count in found}


def open_remarks(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """List (remark, definition id of its response) of what a branch has not looked at, the oldest first."""
    remark: Any = QualityRemark
    waiting: Select[Any] = (
        select(remark, Response.definition_id)
        .join(Response, Response.id == QualityRemark.response_id)
        .where(QualityRemark.branch_id == branch_id, QualityRemark.status == "OPEN")
    )
    return paging.page(waiting, [QualityRemark.found_at, QualityRemark.id], after, size)


def remarks_on(response_id: str) -> list[QualityRemark]:
    """List the open remarks on one response."""
    of = select(QualityRemark).where(QualityRemark.response_id == response_id)
    return list(db.session.scalars(of.where(QualityRemark.status == "OPEN").order_by(QualityRemark.id)))


def field_query(query_id: str) -> FieldQuery | None:
    """Give a question about an answer."""
    return db.session.get(FieldQuery, query_id)


def field_queries_on(response_id: str) -> list[FieldQuery]:
    """List the questions asked about one response, the newest first."""
    of = select(FieldQuery).where(FieldQuery.response_id == response_id)
    return list(db.session.scalars(of.order_by(FieldQuery.asked_at.desc(), FieldQuery.id)))


def open_field_queries(client_id: str) -> list[FieldQuery]:
    """List the questions that wait for a client's answer."""
    of = select(FieldQuery).where(FieldQuery.client_id == client_id, FieldQuery.status == "OPEN")
    return list(db.session.scalars(of.order_by(FieldQuery.asked_at, FieldQuery.id)))


def talk(query_id: str) -> list[QueryMessage]:
    """List what was said about a question, in order."""
    of = select(QueryMessage).where(QueryMessage.query_id == query_id)
    return list(db.session.scalars(of.order_by(QueryMessage.said_at, QueryMessage.id)))


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
        left=kept.get("left", ()),
    )
