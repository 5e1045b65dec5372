"""Rows of the nutritionist's list come and go with the deeds that make them true."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, update

from webapp.diet_plans.models import DietTask
from webapp.diet_plans.rules.worklist import PUT_OFF, Kind, due_on
from webapp.kernel import clock, ids
from webapp.kernel.db import changed
from webapp.kernel.inserting import insert_new


def open_task(*, client_id: str, branch_id: str, kind: Kind, since: date | None = None) -> bool:
    """Put a client on the list; one that stands there for the same reason keeps its first day."""
    first = since or clock.today()
    return insert_new(
        DietTask,
        id=ids.new_id(),
        branch_id=branch_id,
        client_id=client_id,
        kind=kind.value,
        since=first,
        due_on=due_on(kind, first),
        share=None,
    )


def close_tasks(*, client_id: str, kinds: Iterable[Kind]) -> int:
    """Take a client from the list for some reasons; gives how many she stood there for."""
    wanted = [kind.value for kind in kinds]
    return changed(delete(DietTask).where(DietTask.client_id == client_id, DietTask.kind.in_(wanted)))


def put_off_task(*, client_id: str, kind: Kind) -> bool:
    """Let a matter be due a week from today; tells whether she stood on the list for it."""
    later = clock.today() + PUT_OFF
    where = (DietTask.client_id == client_id, DietTask.kind == kind.value)
    return bool(changed(update(DietTask).where(*where).values(due_on=later)))
