"""The assessment is voluntary ◆: a client may say “not this year”, and take it back (§7)."""

from __future__ import annotations

from sqlalchemy import update

from webapp.assessments import queries
from webapp.assessments.models import OptOut
from webapp.assessments.services.generating import catch_up
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import changed
from webapp.kernel.inserting import insert_new


def opt_out(*, client_id: str, branch_id: str, actor_id: str) -> None:
    """Keep a client's own word that there shall be no assessment this year; said twice, it stands once."""
    year = clock.today().year
    row_id, now = ids.new_id(), clock.now()
    new = insert_new(OptOut, id=row_id, branch_id=branch_id, client_id=client_id, year=year, chosen_at=now)
    if new:
        _note("opted_out", client_id, branch_id, actor_id, year)


def opt_in(*, client_id: str, branch_id: str, actor_id: str) -> None:
    """Take that word back; what has come in meanwhile is worked out now."""
    year = clock.today().year
    standing = update(OptOut).where(
        OptOut.client_id == client_id, OptOut.year == year, OptOut.withdrawn_at.is_(None)
    )
    if not changed(standing.values(withdrawn_at=clock.now())):
        return
    _note("opted_in", client_id, branch_id, actor_id, year)
    case = queries.running_case(client_id=client_id)
    if case is not None:
        catch_up(case)


def _note(what: str, client_id: str, branch_id: str, actor_id: str, year: int) -> None:
    audit.record(
        f"assessments.{what}",
        subject=("client", client_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details={"year": year},
    )
