"""Questions about definitions: what is published, what each one asks, how often each was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func, select

from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.questionnaires.models import Definition, Response
from webapp.questionnaires.rules import definition as reading
from webapp.questionnaires.rules.reading import load
from webapp.questionnaires.rules.repeating import rolled_out
from webapp.toolbox.words import Bilingual


@lru_cache(maxsize=64)
def parsed(definition_id: str) -> reading.Definition:
    """Give the reading of a definition; kept, because a definition that is in use never changes."""
    text = db.session.scalars(select(Definition.text).where(Definition.id == definition_id)).one()
    return rolled_out(reading.read(load(text)))


@lru_cache(maxsize=64)
def parsed_as(content_hash: str) -> reading.Definition:
    """Give the reading of the version that has this hash: the one that something was pinned to (Q6)."""
    of = select(Definition.text).where(Definition.content_hash == content_hash).order_by(Definition.id)
    return rolled_out(reading.read(load(db.session.scalars(of.limit(1)).one())))


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
