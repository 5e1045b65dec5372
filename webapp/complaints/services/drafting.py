"""What a client told so far is kept until she sends it, or for three days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from webapp.complaints import queries
from webapp.complaints.models import Draft
from webapp.complaints.rules.telling import KEEP_DRAFT
from webapp.kernel import clock, crypto, ids, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.inserting import insert_new


def keep_draft(*, client_id: str, branch_id: str, **answers: Any) -> None:
    """Keep what she answered in one step beside what she answered before."""
    row = queries.draft_row(client_id) or _begin(client_id, branch_id)
    row.answers = {**queries.answers(row), **answers}
    row.saved_at = clock.now()


def _begin(client_id: str, branch_id: str) -> Draft:
    """Begin a draft; a second device that begins at the same moment finds the same one."""
    row_id = ids.new_id()
    nothing = crypto.for_row({}, row_id)
    new = {"id": row_id, "branch_id": branch_id, "client_id": client_id, "answers": nothing}
    insert_new(Draft, **new, saved_at=clock.now())
    return db.session.scalars(select(Draft).where(Draft.client_id == client_id)).one()


def drop_draft(*, client_id: str) -> None:
    """Forget what was told so far: it was sent."""
    changed(delete(Draft).where(Draft.client_id == client_id))


@jobs.recurring("complaints.drafts", every=timedelta(hours=6))
def run_sweep(_task: jobs.Task) -> None:
    """Sweep away what nobody went on with."""
    forget_old_drafts()


def forget_old_drafts() -> int:
    """Delete drafts past their keeping time; gives how many."""
    return changed(delete(Draft).where(Draft.saved_at < clock.now() - KEEP_DRAFT))
