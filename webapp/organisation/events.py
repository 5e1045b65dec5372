"""What happens to staff. Published inside the transaction that makes it true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class StaffPutOnStandby:
    """A standby order was opened and the person no longer serves (S1)."""

    staff_id: str
    branch_id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class StaffReinstated:
    """The last open order ended; the person serves again (S2)."""

    staff_id: str
    branch_id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class SeparationProposed:
    """Separation was proposed and signed by a reviewer (S3)."""

    staff_id: str
    branch_id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class StaffLeft:
    """Somebody no longer works here in `role`: left the company or took another role."""

    staff_id: str
    branch_id: str
    role: str


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """Days of the working calendar changed: what is counted in working days may move."""

    first: date
    last: date
