"""Drafts end: a client deletes her own, and those that nobody touches are deleted after a notice."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, select, update

from webapp.clients import queries as clients
from webapp.kernel import audit, clock, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.questionnaires import queries
from webapp.questionnaires.models import Draft
from webapp.questionnaires.rules import keeping
from webapp.questionnaires.services.attaching import forget_unsent
from webapp.toolbox.words import Bilingual

BATCH = 200


def delete_draft(*, client_id: str, code: str, actor_id: str) -> None:
    """Delete a client's own draft, answers and all. Raises `NotYours` when there is none."""
    draft = queries.draft(client_id=client_id, code=code)
    if draft is None or draft.source != "PHONE":
        raise NotYours
    db.session.execute(delete(Draft).where(Draft.id == draft.id))
    forget_unsent(client_id=client_id, code=code)
    audit.record(
        "questionnaires.draft.deleted",
        subject=("draft", draft.id),
        branch_id=draft.branch_id,
        actor_id=actor_id,
        details={"code": code},
    )


@jobs.recurring("questionnaires.old_drafts", every=timedelta(hours=12))
def sweep_drafts(_task: jobs.Task) -> None:
    """Warn whose drafts will be deleted, delete those that were warned in time; a batch, then another job."""
    done = max(_warn(), _forget())
    if done == BATCH:
        jobs.enqueue("questionnaires.old_drafts", {})


def _warn() -> int:
    now = clock.now()
    old = select(Draft).where(Draft.saved_at < keeping.warn_before(now), Draft.warned_at.is_(None))
    found = list(db.session.scalars(old.order_by(Draft.saved_at).limit(BATCH)))
    words = both("A questionnaire you began will be deleted in 7 days unless you go on with it.")
    for draft in found:
        untouched = (Draft.id == draft.id, Draft.revision == draft.revision, Draft.warned_at.is_(None))
        if changed(update(Draft).where(*untouched).values(warned_at=now)):
            _tell(draft, words, f"/questionnaires/{draft.code}")
    return len(found)


def _forget() -> int:
    touched, told = keeping.forget_before(clock.now())
    old = select(Draft).where(Draft.saved_at < touched, Draft.warned_at < told)
    found = list(db.session.scalars(old.order_by(Draft.saved_at).limit(BATCH)))
    words = both("A questionnaire you began was deleted: it had not been touched for 90 days.")
    for draft in found:
        if changed(delete(Draft).where(Draft.id == draft.id, Draft.revision == draft.revision)):
            forget_unsent(client_id=draft.client_id, code=draft.code)
            _tell(draft, words, "/questionnaires")
            audit.record(
                "questionnaires.draft.expired",
                subject=("draft", draft.id),
                branch_id=draft.branch_id,
                details={"code": draft.code},
            )
    return len(found)


def _tell(draft: Draft, words: Bilingual, link: str) -> None:
    client = clients.client(draft.client_id)
    if client is not None and client.account_id and draft.source == "PHONE":
        notices.tell(
            account_id=client.account_id,
            kind="QUESTIONNAIRE",
            words=words,
            link=link,
            branch_id=draft.branch_id,
        )
