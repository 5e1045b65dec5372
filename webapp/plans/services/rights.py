"""Using a right of the service year and giving it back (P6)."""

from __future__ import annotations

from sqlalchemy import bindparam, update

from webapp.kernel.db import changed, db
from webapp.plans.models import Entitlement
from webapp.plans.refusals import EntitlementSpent

_USE = (
    update(Entitlement)
    .where(
        Entitlement.enrolment_id == bindparam("enrolment"),
        Entitlement.item == bindparam("right"),
        Entitlement.used < Entitlement.granted,
    )
    .values(used=Entitlement.used + 1)
    .execution_options(synchronize_session=False)
)


def use(*, enrolment_id: str, item: str) -> None:
    """Take one use of a right; the UPDATE itself refuses the one too many. Raises `EntitlementSpent`."""
    used = db.session.connection().execute(_USE, {"enrolment": enrolment_id, "right": item})
    if not used.rowcount:
        raise EntitlementSpent


def give_back(*, enrolment_id: str, item: str) -> None:
    """Return one use of a right, never below zero."""
    changed(
        update(Entitlement)
        .where(
            Entitlement.enrolment_id == enrolment_id,
            Entitlement.item == item,
            Entitlement.used > 0,
        )
        .values(used=Entitlement.used - 1)
    )
