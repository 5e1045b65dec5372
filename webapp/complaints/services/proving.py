"""Evidence in words and files (T7): each piece an event, its SHA-256 in the audit chain, its bytes in the sealed store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.complaints import queries
from webapp.complaints.models import Case, Evidence, EvidenceServed, Respondent
from webapp.complaints.rules import evidence
from webapp.complaints.rules.evidence import Visibility
from webapp.complaints.rules.states import Action, Actor
from webapp.complaints.services import acting, engine, telling
from webapp.complaints.services.refusals import TooManyFiles
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.kernel.uploads import Upload
from webapp.organisation import queries as organisation
from webapp.records import services as records

KIND = "COMPLAINT"


@dataclass(frozen=True, slots=True)
class Files:
    """Files that somebody brings, checked and drawn anew, and under which account."""

    uploads: Sequence[Upload] = ()
    account_id: str = ""


NO_FILES = Files()


def add_evidence(
    *,
    case_id: str,
    staff_id: str,
    version: int,
    title: str,
    words: str,
    shared: bool = False,
    files: Files = NO_FILES,
) -> None:
    """Add a piece of evidence (T7), in words or with one file."""
    found, row_id = acting.opened(case_id=case_id, staff_id=staff_id), ids.new_id()
    acting.act(found, Action.ADD_EVIDENCE, Actor.HANDLER, version, subject=row_id)
    visibility = Visibility.SHARED if shared else Visibility.INTERNAL
    keep(found.case, visibility, staff_id=staff_id, title=title, words=words, files=files, row_id=row_id)


def bring_files(*, case_id: str, client_id: str, files: Files) -> None:
    """Add what the client brings while her case is open (T7). Raises `TooManyFiles`."""
    case = queries.case_of_client(case_id=case_id, client_id=client_id)
    keep_of_client(case, files)
    if files.uploads:
        tell_handler(case)


def keep_of_client(case: Case, files: Files) -> None:
    """Keep the complainant's files, an event for each; what is there already is not kept twice.

    Of somebody without a name not even the files' names are kept.
    """
    if not files.uploads:
        return
    there = {one.sha256 for one in queries.files_of_client(case.id) if one.visibility == Visibility.CLIENT}
    new = {one.content.sha256: one for one in files.uploads if one.content.sha256 not in there}
    if evidence.too_many(len(there), len(new)):
        raise TooManyFiles
    uploads = list(new.values())
    if case.client_id is None:
        uploads = [Upload("", one.content) for one in uploads]
    _keep_each(case, Files(uploads, files.account_id), Actor.COMPLAINANT, Visibility.CLIENT)


def bring_own_files(*, respondent_id: str, staff_id: str, files: Files) -> None:
    """Add what a served respondent brings while the matter is looked into (T7). Raises `TooManyFiles`."""
    _one, case = queries.own_part(respondent_id=respondent_id, staff_id=staff_id)
    keep_of_respondent(case, staff_id, files)
    if files.uploads:
        tell_handler(case)


def keep_of_respondent(case: Case, staff_id: str, files: Files) -> None:
    """Keep a respondent's files, an event for each; no other respondent ever opens them."""
    if files.uploads and evidence.too_many(queries.files_of(case.id, staff_id), len(files.uploads)):
        raise TooManyFiles
    _keep_each(case, files, Actor.RESPONDENT, Visibility.REPLY, staff_id)


def _keep_each(
    case: Case, files: Files, actor: Actor, visibility: Visibility, staff_id: str | None = None
) -> None:
    for upload in files.uploads:
        row_id, one = ids.new_id(), Files([upload], files.account_id)
        engine.move(case, action=Action.ADD_EVIDENCE, actor=actor, staff_id=staff_id, subject=row_id)
        keep(case, visibility, staff_id=staff_id, title=upload.title, files=one, row_id=row_id)


def tell_handler(case: Case) -> None:
    """Tell who handles a case that something came."""
    if case.handler_id:
        telling.tell_desk(organisation.positions([case.handler_id]).get(case.handler_id), "answer")


def keep(
    case: Case,
    visibility: Visibility,
    *,
    staff_id: str | None,
    title: str = "",
    words: str = "",
    files: Files = NO_FILES,
    row_id: str = "",
) -> None:
    """Keep one piece of evidence; the audit chain learns its digest."""
    row = Evidence(
        id=row_id or ids.new_id(),
        branch_id=case.branch_id,
        case_id=case.id,
        staff_id=staff_id,
        title=title,
        words=words,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        visibility=visibility.value,
        at=clock.now(),
    )
    for upload in files.uploads[:1]:
        kept = records.keep_file(
            client_id=case.client_id,
            branch_id=case.branch_id,
            kind=KIND,
            upload=upload,
            account_id=files.account_id or None,
        )
        row.file_id, row.size, row.sha256 = kept.id, kept.size, kept.sha256
    db.session.add(row)
    audit.record(
        "complaints.evidence.kept",
        subject=("complaint_case", case.id),
        branch_id=case.branch_id,
        actor_id=staff_id or ((case.client_id or "") if visibility is Visibility.CLIENT else ""),
        details={"evidence": row.id, "sha256": row.sha256},
    )


def serve_files(case: Case, one: Respondent, evidence_ids: Sequence[str]) -> None:
    """Serve files with the summary (T6): from now on this respondent can open them, and no other. Raises `NotYours`."""
    may_go = {row.id for row in queries.evidence(case.id) if may_be_served(row)} if evidence_ids else set()
    for evidence_id in dict.fromkeys(evidence_ids):
        if evidence_id not in may_go:
            raise NotYours
        db.session.add(
            EvidenceServed(branch_id=case.branch_id, respondent_id=one.id, evidence_id=evidence_id)
        )


def may_be_served(row: Evidence) -> bool:
    """Tell whether a piece of evidence is a file that may go to a respondent: never another respondent's."""
    return row.file_id is not None and row.visibility != Visibility.REPLY
