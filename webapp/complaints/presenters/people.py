"""In which capacity somebody served."""

from __future__ import annotations

from webapp.clients.rules import Capacity
from webapp.kernel.i18n import lazy

_CAPACITIES = {
    Capacity.HEALTH_MANAGER: lazy("Health manager"),
    Capacity.FAMILY_DOCTOR: lazy("Family doctor"),
    Capacity.NUTRITIONIST: lazy("Nutritionist"),
    Capacity.BOOKING: lazy("Booked for you"),
    Capacity.RESULTS: lazy("Entered your results"),
    Capacity.EXAM_DESK: lazy("At the exam desk"),
    Capacity.REVIEW: lazy("Read your report"),
}


def capacity_words(capacity: str) -> str:
    """Say in which capacity somebody looked after or served a client."""
    known = Capacity.__members__.get(capacity)
    return str(_CAPACITIES[known]) if known in _CAPACITIES else ""
