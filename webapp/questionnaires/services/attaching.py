"""Files that come with answers: each is kept once, under the id that its sender made (Q1, Q2)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, select, update

from webapp.kernel import clock, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.kernel.inserting import insert_new
from webapp.kernel.uploads import Upload
from webapp.questionnaires import queries
from webapp.questionnaires.models import AttachedFile, Draft
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules import attachments
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.entry import first_issue, shown
from webapp.records import services as records

Values = Mapping[str, Sequence[Any]]
Typed = Mapping[str, Sequence[str]]
KIND = "ANSWER"
_UNSENT = timedelta(days=97)
"""Longer than a draft that nobody touches is kept."""
_BATCH = 200


class OtherContent(Refusal):
    """A file's id came again with another file."""

    status = 422

    def message(self) -> str:
        return _("Another file came under the same mark. Please choose the file again.")


def keep_files(*, files: Mapping[str, Upload], draft: Filling, account_id: str) -> None:
    """Keep what came with a form; `files` are by id. Raises as `take_file` does."""
    for file_id, upload in files.items():
        take_file(
            file_id=file_id,
            client_id=draft.client_id,
            branch_id=draft.branch_id,
            code=draft.code,
            upload=upload,
            account_id=account_id,
            source=draft.source,
        )


def take_file(
    *, file_id: str, client_id: str, branch_id: str, code: str, upload: Upload, account_id: str, source: str
) -> dict[str, Any]:
    """Keep a checked file; the same again changes nothing. Gives its FHIR R4 Attachment.

    Raises `NotYours` where the id is somebody else's, `OtherContent`.
    """
    known = queries.attached_file(file_id)
    if known is None:
        stored = records.keep_file(
            client_id=client_id, branch_id=branch_id, kind=KIND, upload=upload, account_id=account_id
        )
        claim = {"id": file_id, "client_id": client_id, "branch_id": branch_id, "stored_id": stored.id}
        about = {"code": code, "source": source, "sha1": _sha1(upload.content.data), "kept_at": clock.now()}
        if not insert_new(AttachedFile, **claim, **about):
            records.discard_file(file_id=stored.id)
        known = queries.attached_file(file_id)
    if known is None or known[0].client_id != client_id:
        raise NotYours
    if known[1].sha256 != upload.content.sha256:
        raise OtherContent
    return queries.attachment(*known)


def settled(
    form: Definition, *, client_id: str, values: Values, typed: Typed
) -> tuple[dict[str, Sequence[Any]], dict[str, Sequence[str]]]:
    """Put what the house holds of files in the place of what their sender said of them.

    A file that is not here, or not what its question takes, is no answer: the lines stay as they were typed.
    """
    wanted = attachments.named(values)
    after, unread = dict(values), dict(typed)
    here = queries.attachments(client_id=client_id, file_ids=wanted) if wanted else {}
    for link_id, held in values.items() if wanted else ():
        if not attachments.named({link_id: held}) or form.index[link_id].read_only:
            continue
        found = [here.get(attachments.id_of(one), one) for one in held]
        strange = any(attachments.id_of(one) not in here for one in held)
        after[link_id] = found
        if strange or first_issue(form, form.index[link_id], found):
            after[link_id], unread[link_id] = [], list(shown(found))
    return after, unread


def hand_over(*, client_id: str, answers: Values) -> bool:
    """Mark the files of a sent response: staff read them from now on. False where one of them is gone."""
    wanted = attachments.named(answers)
    if not wanted:
        return True
    mine = AttachedFile.client_id == client_id, AttachedFile.id.in_(wanted)
    now = func.coalesce(AttachedFile.sent_at, clock.now())
    return changed(update(AttachedFile).where(*mine).values(sent_at=now)) == len(wanted)


def forget_unsent(*, client_id: str, code: str) -> None:
    """Delete the files of a draft that ended, but for those that were sent."""
    _forget(AttachedFile.client_id == client_id, AttachedFile.code == code)


@jobs.recurring("questionnaires.left_files", every=timedelta(hours=24))
def sweep_files(_task: jobs.Task) -> None:
    """Delete files that belong to no draft any more and were never sent; a batch, then another job."""
    draft = exists().where(Draft.client_id == AttachedFile.client_id, Draft.code == AttachedFile.code)
    if _forget(AttachedFile.kept_at < clock.now() - _UNSENT, ~draft) == _BATCH:
        jobs.enqueue("questionnaires.left_files", {})


def _forget(*which: ColumnElement[bool]) -> int:
    unsent = select(AttachedFile).where(AttachedFile.sent_at.is_(None), *which)
    found = list(db.session.scalars(unsent.order_by(AttachedFile.kept_at).limit(_BATCH)))
    db.session.execute(delete(AttachedFile).where(AttachedFile.id.in_([row.id for row in found])))
    for row in found:
        records.discard_file(file_id=row.stored_id)
    return len(found)


def _sha1(data: bytes) -> str:
    """Give the fingerprint that FHIR R4 asks for; it tells copies apart and proves nothing."""
    return base64.b64encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode("ascii")
