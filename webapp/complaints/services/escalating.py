"""Who hears that a promise is missed or about to be: one level after the other (T17)."""

from __future__ import annotations

from webapp.complaints import queries
from webapp.complaints.models import Case
from webapp.complaints.rules import eligibility
from webapp.complaints.services import routing, telling
from webapp.organisation import queries as organisation

LEVELS = (("BRANCH_MANAGER",), ("HQ_ADMIN", "INDEPENDENT_REVIEWER"))


def tell_level(case: Case, what: str, *, level: int) -> None:
    """Tell a level (0 is the branch's), skipping conflicted people; one without anybody is skipped too."""
    view = routing.view_of(case)
    for roles in LEVELS[min(level, len(LEVELS) - 1) :]:
        people = organisation.line_of(branch_id=case.branch_id, roles=roles)
        told = [one for one in people if not eligibility.conflicted(queries.person(one), view)]
        for one in told:
            telling.tell_desk(one, what)
        if told:
            return
