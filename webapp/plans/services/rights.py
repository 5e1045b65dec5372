"""Using a right of the service year and giving it back (P6)."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update

from webapp.kernel.db import changed, rows, written
from webapp.plans import rules
from webapp.plans.models import Enrolment, Entitlement
from webapp.plans.queries.years import hold_years
from webapp.plans.refusals import EntitlementSpent, InstitutionMoved

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

_STANDS = select(Enrolment.institution_id, Enrolment.status).where(Enrolment.id == bindparam("enrolment"))


def use(*, enrolment_id: str, item: str) -> None:
    """Take one use of a right; the UPDATE itself refuses the one too many. Raises `EntitlementSpent`."""
    if not written(_USE, {"enrolment": enrolment_id, "right": item}):
        raise EntitlementSpent


def use_at(*, enrolment_id: str, item: str, institution_id: str) -> None:
    """Take one use of a right at the enrolment's institution (P1).

    Raises `EntitlementSpent` (also where another plan took the year's place), and `InstitutionMoved` where
    the institution was changed since it was read: the right's row is ours by then, so a change before it is
    seen here and a later one finds the right used.
    """
    use(enrolment_id=enrolment_id, item=item)
    now = rows(_STANDS, {"enrolment": enrolment_id}).one()
    if now.status == rules.YearStatus.ENDED:
        raise EntitlementSpent
    if now.institution_id != institution_id:
        raise InstitutionMoved


def hold_unused(*, enrolment_id: str, item: str) -> bool:
    """Hold a year and its right that nobody has used until the transaction ends; False where there is none.

    The year first, as who books does: whoever writes both rows takes them in one order.
    """
    hold_years([enrolment_id])
    right = update(Entitlement).where(Entitlement.enrolment_id == enrolment_id, Entitlement.item == item)
    return changed(right.where(Entitlement.used == 0).values(used=0)) == 1


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
