"""An institution's own reference ranges (X1)."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import delete

from webapp.exams.models import InstitutionRange
from webapp.exams.rules.catalogue import lab_items
from webapp.kernel import audit
from webapp.kernel.db import db
from webapp.kernel.errors import BadInput


def set_own_range(
    *,
    institution_id: str,
    branch_id: str,
    code: str,
    sex: str = "",
    low: Decimal | None,
    high: Decimal | None,
    actor_id: str,
) -> None:
    """Keep the range an institution prints for a lab item, in the item's own unit; replaces an earlier one.

    Raises BadInput naming `code`, or `low` when both ends are missing or crossed.
    """
    if code not in lab_items():
        raise BadInput("code")
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        raise BadInput("low")
    whose = {"institution_id": institution_id, "code": code, "sex": sex}
    db.session.execute(delete(InstitutionRange).filter_by(**whose))
    db.session.add(InstitutionRange(branch_id=branch_id, low=low, high=high, **whose))
    audit.record(
        "exams.range.set",
        subject=("institution", institution_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details={"code": code, "low": low, "high": high, "sex": sex},
    )
