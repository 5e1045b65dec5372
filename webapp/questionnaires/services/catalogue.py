"""The catalogue of headquarters: take a definition in, publish it."""

from __future__ import annotations

import json

from sqlalchemy import select, update

from webapp.kernel import audit, clock, ids
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.questionnaires import queries
from webapp.questionnaires.models import Definition
from webapp.questionnaires.rules import definition as reading
from webapp.questionnaires.rules import publishing
from webapp.questionnaires.rules.findings import Finding
from webapp.questionnaires.rules.importing import Imported


class NotPublishable(Refusal):
    """Something stands against publishing; `findings` says what."""

    status = 422

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__([found.code for found in findings])
        self.findings = findings

    def message(self) -> str:
        return _("This questionnaire cannot be published yet. Please look at the list.")


class AlreadyTakenIn(Refusal):
    """Another text has this code and version."""

    def message(self) -> str:
        return _("Another questionnaire has this name and version. Please raise the version.")


def take_in(*, imported: Imported, actor_id: str = "") -> Definition:
    """Keep a definition as a draft of the catalogue; the same text again gives the row that is there."""
    code = imported.definition.id or imported.definition.url.rpartition("/")[2]
    version = imported.definition.version or "1"
    known = _known(code, version)
    if known is not None and known.content_hash == imported.content_hash:
        return known
    if known is not None and known.status != "DRAFT":
        raise AlreadyTakenIn
    row = known or Definition(code=code[:64] or ids.new_id(), version=version[:40])
    row.title_zh, row.title_en = imported.definition.title.zh[:200], imported.definition.title.en[:200]
    row.text, row.content_hash = imported.text, imported.content_hash
    db.session.add(row)
    db.session.flush()
    audit.record(
        "questionnaires.definition.taken_in",
        subject=("definition", row.id),
        branch_id=audit.HEADQUARTERS,
        actor_id=actor_id,
        details={"code": row.code, "version": row.version, "hash": row.content_hash},
    )
    return row


def publish(*, definition_id: str, actor_id: str = "") -> Definition:
    """Publish a draft definition; the one published before is retired. Raises `NotPublishable`."""
    row = queries.definition(definition_id)
    if row is None:
        raise NotYours
    if row.status == "PUBLISHED":
        return row
    found = publishing.blockers(reading.read(json.loads(row.text)))
    if found:
        raise NotPublishable(found)
    same_code = Definition.code == row.code
    db.session.execute(
        update(Definition).where(same_code, Definition.status == "PUBLISHED").values(status="RETIRED")
    )
    db.session.execute(
        update(Definition)
        .where(Definition.id == row.id, Definition.status == "DRAFT")
        .values(status="PUBLISHED", published_at=clock.now())
    )
    audit.record(
        "questionnaires.definition.published",
        subject=("definition", row.id),
        branch_id=audit.HEADQUARTERS,
        actor_id=actor_id,
        details={"code": row.code, "version": row.version, "hash": row.content_hash},
    )
    db.session.refresh(row)
    return row


def _known(code: str, version: str) -> Definition | None:
    return db.session.scalars(
        select(Definition).where(Definition.code == code, Definition.version == version)
    ).one_or_none()
