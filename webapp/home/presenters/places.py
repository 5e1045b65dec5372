"""The places of the desk's rail, by role."""

from __future__ import annotations

from typing import NamedTuple

from flask import current_app, url_for

from webapp.accounts.rules import Role
from webapp.kernel.access import Visitor
from webapp.kernel.i18n import lazy

R = Role
_PLACES: tuple[tuple[str, str, str, str, str, frozenset[Role]], ...] = (
    (
        "desk",
        "today",
        lazy("Start"),
        lazy("Where the work is"),
        "home.desk",
        frozenset(R) - {R.CLIENT},
    ),
    (
        "arrivals",
        "calendar",
        lazy("Arrivals"),
        lazy("Who comes today, check-in and no-shows"),
        "exams_desk.arrivals",
        frozenset({R.INSTITUTION_DESK}),
    ),
    (
        "results",
        "flask",
        lazy("Results"),
        lazy("Exam results to enter and to verify"),
        "exams_desk.worklist",
        frozenset({R.HEALTH_MANAGER, R.BRANCH_MANAGER}),
    ),
    (
        "assessments",
        "report",
        lazy("Assessments"),
        lazy("Assessments to review and to release"),
        "assessments_desk.worklist",
        frozenset({R.HEALTH_MANAGER, R.FAMILY_DOCTOR}),
    ),
)


class Place(NamedTuple):
    """One place of the rail: `name` for templates, `icon`, short `words`, `href`."""

    name: str
    icon: str
    words: str
    href: str


def places(visitor: Visitor) -> list[Place]:
    """Give the places that `visitor`'s role opens; none for clients and for staff on standby."""
    if not visitor.signed_in or visitor.role == Role.CLIENT or visitor.reach != "FULL":
        return []
    return [
        Place(name, icon, str(words), url_for(endpoint))
        for name, icon, words, _more, endpoint, roles in _PLACES
        if visitor.role in roles and endpoint in current_app.view_functions
    ]
