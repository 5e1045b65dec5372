"""The catalogue of headquarters: take a definition in, publish it, retire it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from webapp.kernel import audit, clock, ids, security
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _, say
from webapp.questionnaires import queries
from webapp.questionnaires.models import Definition
from webapp.questionnaires.rules import definition as reading
from webapp.questionnaires.rules import importing, limits, publishing
from webapp.questionnaires.rules.findings import Finding
from webapp.questionnaires.rules.hashing import canonical
from webapp.questionnaires.rules.importing import Imported
from webapp.questionnaires.rules.reading import Unusable, load

_LONE = re.compile("[\ud800-\udfff]")
_ODD = re.compile(r"[^A-Za-z0-9._-]+")


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


class Unreadable(Refusal):
    """A file that holds no questionnaire; the sentence says why."""

    status = 422

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def message(self) -> str:
        return self.sentence


class ChangedMeanwhile(Refusal):
    """Somebody else of headquarters changed the definition since the page was drawn."""

    def message(self) -> str:
        return _("Somebody else has changed this questionnaire meanwhile. Please look at it again.")


def read_file(content: bytes) -> Imported:
    """Read an uploaded file; raises `Unreadable` with one sentence for whatever it is instead of a questionnaire."""
    if len(content) > limits.LARGEST_FILE:
        raise Unreadable(_("The file is larger than %(n)s MB.", n=limits.LARGEST_FILE // 1024**2))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(_("The file is not UTF-8 text, so it cannot be JSON.")) from None
    if not text.strip():
        raise Unreadable(_("The file is empty."))
    try:
        found = load(text)
    except Unusable:
        raise Unreadable(_("The file is not JSON that can be read.")) from None
    if not isinstance(found, dict) or found.get("resourceType") != "Questionnaire":
        raise Unreadable(_("The file holds JSON, but no FHIR R4 Questionnaire."))
    check_limits(found)
    return _imported(text)


def check_limits(resource: Mapping[str, Any]) -> None:
    """Raise `Unreadable`, naming the place, for a questionnaire beyond the limits; its items are not read before."""
    found = limits.exceeded(resource)
    if found:
        raise Unreadable(say(found[0].message))


def _imported(text: str) -> Imported:
    imported = importing.take_in(text)
    about = imported.definition
    if _LONE.search(canonical(imported.resource)) or not security.readable(
        "".join((about.title.zh, about.title.en, about.version, *(item.link_id for item in about.walk())))
    ):
        raise Unreadable(_("The file is not UTF-8 text, so it cannot be JSON."))
    return imported


def take_in(*, imported: Imported, actor_id: str = "") -> Definition:
    """Keep a definition as a draft of the catalogue; the same text again gives the row that is there.

    Raises `Unreadable` beyond the limits, `AlreadyTakenIn`.
    """
    check_limits(imported.resource)
    code = _code(imported.definition.id or imported.definition.url.rpartition("/")[2])
    version = imported.definition.version[:40] or "1"
    known = _known(code, version)
    if known is not None and known.content_hash == imported.content_hash:
        return known
    if known is not None and known.status != "DRAFT":
        raise AlreadyTakenIn
    row = known or Definition(code=code, version=version)
    row.title_zh, row.title_en = imported.definition.title.zh[:200], imported.definition.title.en[:200]
    row.text, row.content_hash = imported.text, imported.content_hash
    db.session.add(row)
    db.session.flush()
    _note("taken_in", row, actor_id)
    return row


def publish(*, definition_id: str, actor_id: str = "", seen: str = "") -> Definition:
    """Publish a draft definition; the one published before is retired.

    `seen` is the content hash that the publisher looked at. Raises `NotPublishable`, `ChangedMeanwhile`.
    """
    row = queries.definition(definition_id)
    if row is None:
        raise NotYours
    if row.status == "PUBLISHED":
        return row
    if row.status == "RETIRED" or (seen and seen != row.content_hash):
        raise ChangedMeanwhile
    found = publishing.blockers(reading.read(load(row.text)))
    if found:
        raise NotPublishable(found)
    same_code = Definition.code == row.code
    db.session.execute(
        update(Definition).where(same_code, Definition.status == "PUBLISHED").values(status="RETIRED")
    )
    done = changed(
        update(Definition)
        .where(
            Definition.id == row.id,
            Definition.status == "DRAFT",
            Definition.content_hash == row.content_hash,
        )
        .values(status="PUBLISHED", published_at=clock.now())
    )
    if done != 1:
        raise ChangedMeanwhile
    _note("published", row, actor_id)
    db.session.refresh(row)
    return row


def retire(*, definition_id: str, actor_id: str) -> Definition:
    """Take a published definition out of use; drafts and responses keep it. Raises `ChangedMeanwhile`."""
    row = queries.definition(definition_id)
    if row is None:
        raise NotYours
    published = update(Definition).where(Definition.id == row.id, Definition.status == "PUBLISHED")
    if changed(published.values(status="RETIRED")) != 1:
        raise ChangedMeanwhile
    _note("retired", row, actor_id)
    db.session.refresh(row)
    return row


def _note(deed: str, row: Definition, actor_id: str) -> None:
    audit.record(
        f"questionnaires.definition.{deed}",
        subject=("definition", row.id),
        branch_id=audit.HEADQUARTERS,
        actor_id=actor_id,
        details={"code": row.code, "version": row.version, "hash": row.content_hash},
    )


def _code(name: str) -> str:
    """Give a name that can stand in an address; an odd one loses its odd letters."""
    return _ODD.sub("-", name).strip("-.")[:64] or ids.new_id()


def _known(code: str, version: str) -> Definition | None:
    return db.session.scalars(
        select(Definition).where(Definition.code == code, Definition.version == version)
    ).one_or_none()
