"""Once a week each signed score is worked out anew from its answers; of one that differs the branch is told (Q7)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from webapp.accounts.rules import Role
from webapp.kernel import clock, ids, jobs
from webapp.kernel.db import db
from webapp.kernel.inserting import insert_new
from webapp.notices import services as notices
from webapp.organisation import queries as organisation
from webapp.tcm.models import TcmDoubt, TcmRecord
from webapp.tcm.rules.content import differs
from webapp.tcm.rules.record import Status
from webapp.toolbox.packaged import bilingual, data

BATCH = 200


@jobs.recurring("tcm.scores", every=timedelta(days=7))
def recheck_scores(task: jobs.Task) -> None:
    """Look at a batch of signed records after the one that `payload` names, then at the next."""
    found = _batch(str(task.payload.get("after", "")))
    for row in found:
        if row.content is not None and differs(row.content):
            _keep(row)
    if len(found) == BATCH:
        jobs.enqueue("tcm.scores", {"after": found[-1].id})


def _batch(after: str) -> list[TcmRecord]:
    signed = select(TcmRecord).where(TcmRecord.id > after, TcmRecord.status != Status.DRAFT.value)
    return list(db.session.scalars(signed.order_by(TcmRecord.id).limit(BATCH)))


def _keep(row: TcmRecord) -> None:
    """Keep the doubt and tell who answers for the branch, the first time that it is found."""
    about = {"branch_id": row.branch_id, "record_id": row.id, "found_at": clock.now()}
    if not insert_new(TcmDoubt, id=ids.new_id(), **about):
        return
    for manager in organisation.staff_of(branch_id=row.branch_id, role=Role.BRANCH_MANAGER):
        notices.tell(
            account_id=manager.account_id,
            branch_id=row.branch_id,
            kind="TCM",
            words=bilingual(data("tcm", "words")["notices"]["score_differs"]),
            link=f"/desk/tcm/{row.id}",
        )
