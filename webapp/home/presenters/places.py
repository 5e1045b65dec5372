"""The places of the desk's rail, by role."""

from __future__ import annotations

from typing import NamedTuple

from webapp.accounts.rules import STAFF_ROLES, Role
from webapp.kernel.access import Visitor
from webapp.kernel.i18n import lazy
from webapp.kernel.pages import link

R = Role
_PLACES: tuple[tuple[str, str, str, str, str, frozenset[Role]], ...] = (
    (
        "desk",
        "today",
        lazy("Home"),
        lazy("Where the work is"),
        "home.desk",
        frozenset(R) - {R.CLIENT},
    ),
    (
        "clients",
        "people",
        lazy("Clients"),
        lazy("Clients, their plans and who looks after them"),
        "admin_desk.clients",
        frozenset({R.HEALTH_MANAGER, R.BRANCH_MANAGER, R.FAMILY_DOCTOR, R.NUTRITIONIST}),
    ),
    (
        "admin",
        "home",
        lazy("Company"),
        lazy("Branches, staff, institutions, packages, fees, calendar"),
        "admin_desk.overview",
        frozenset({R.HQ_ADMIN}),
    ),
    (
        "enrolments",
        "list",
        lazy("Enrolments"),
        lazy("Running plans, those that end first on top"),
        "admin_desk.enrolments",
        frozenset({R.BRANCH_MANAGER}),
    ),
    (
        "bookings",
        "calendar",
        lazy("Bookings"),
        lazy("Requests to decide, clients to call, the month's calendar"),
        "exams_desk.requests",
        frozenset({R.HEALTH_MANAGER, R.BRANCH_MANAGER}),
    ),
    (
        "applications",
        "wallet",
        lazy("Plans"),
        lazy("Plans applied for, and wishes for another institution"),
        "admin_desk.applications",
        frozenset({R.HEALTH_MANAGER, R.BRANCH_MANAGER}),
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
        lazy("Reports"),
        lazy("Assessments to review and to release"),
        "assessments_desk.worklist",
        frozenset({R.HEALTH_MANAGER, R.FAMILY_DOCTOR}),
    ),
    (
        "tcm",
        "health",
        lazy("TCM"),
        lazy("The yearly record of people of 65 and older"),
        "tcm_desk.worklist",
        frozenset({R.HEALTH_MANAGER, R.FAMILY_DOCTOR, R.BRANCH_MANAGER}),
    ),
    (
        "remarks",
        "eye",
        lazy("Doubts"),
        lazy("Answers in questionnaires that need a second look"),
        "questionnaires_desk.remarks",
        frozenset({R.HEALTH_MANAGER, R.BRANCH_MANAGER}),
    ),
    (
        "diet",
        "bowl",
        lazy("Diet"),
        lazy("Diet plans to write, publish and follow"),
        "diet_plans_desk.worklist",
        frozenset({R.NUTRITIONIST}),
    ),
    (
        "diet",
        "bowl",
        lazy("Diet"),
        lazy("Who writes diet plans for whom, and what waits"),
        "diet_plans_desk.load",
        frozenset({R.BRANCH_MANAGER}),
    ),
    (
        "diet_templates",
        "copy",
        lazy("Menus"),
        lazy("Templates of menus that diet plans begin with"),
        "diet_plans_desk.shared_templates",
        frozenset({R.NUTRITIONIST, R.BRANCH_MANAGER, R.HQ_ADMIN}),
    ),
    (
        "foods",
        "basket",
        lazy("Foods"),
        lazy("The food table that diet plans are made of"),
        "diet_plans_desk.food_table",
        frozenset({R.NUTRITIONIST, R.HQ_ADMIN}),
    ),
    (
        "groups",
        "building",
        lazy("Groups"),
        lazy("Companies, their members and the yearly group report"),
        "groups_desk.groups",
        frozenset({R.HEALTH_MANAGER, R.BRANCH_MANAGER, R.HQ_ADMIN}),
    ),
    (
        "our_group",
        "report",
        lazy("Our group"),
        lazy("Your company's members and the yearly group report"),
        "groups_desk.our_group",
        frozenset({R.GROUP_CONTACT}),
    ),
    (
        "complaints",
        "chat",
        lazy("Cases"),
        lazy("Cases by time left"),
        "complaints_desk.queue",
        frozenset({R.COMPLAINT_HANDLER, R.BRANCH_MANAGER, R.HQ_ADMIN, R.INDEPENDENT_REVIEWER}),
    ),
)


_OWN_CASE = (
    (
        "my_case",
        "shield",
        lazy("My case"),
        lazy("What standby means for you, and your reply"),
        "complaints_desk.my_case",
        STAFF_ROLES,
    ),
)


_AT_THE_END = (
    (
        "inbox",
        "mail",
        lazy("Messages"),
        lazy("What the system and colleagues tell you"),
        "home.inbox",
        frozenset(R) - {R.CLIENT},
    ),
    (
        "me",
        "me",
        lazy("Account"),
        lazy("Devices, password, how you like to read, sign out"),
        "home.my_desk",
        frozenset(R) - {R.CLIENT},
    ),
)


class Place(NamedTuple):
    """One place of the rail: `name` for templates, `icon`, short `words`, `more` of them, `href`."""

    name: str
    icon: str
    words: str
    more: str
    href: str


def places(visitor: Visitor) -> list[Place]:
    """Give the places that `visitor`'s role opens; staff on standby keep messages and account (A2)."""
    if not visitor.signed_in or visitor.role == Role.CLIENT:
        return []
    rooms = _PLACES if visitor.reach == "FULL" else _OWN_CASE
    return [
        Place(name, icon, str(words), str(more), link(endpoint))
        for name, icon, words, more, endpoint, roles in (*rooms, *_AT_THE_END)
        if visitor.role in roles
    ]


_ROLES = {
    R.HEALTH_MANAGER: lazy("Health manager"),
    R.FAMILY_DOCTOR: lazy("Family doctor"),
    R.NUTRITIONIST: lazy("Nutritionist"),
    R.COMPLAINT_HANDLER: lazy("Complaint handler"),
    R.INSTITUTION_DESK: lazy("Institution desk"),
    R.INDEPENDENT_REVIEWER: lazy("Independent reviewer"),
    R.BRANCH_MANAGER: lazy("Branch manager"),
    R.HQ_ADMIN: lazy("Headquarters"),
    R.PRIVACY_OFFICER: lazy("Privacy officer"),
    R.GROUP_CONTACT: lazy("Group contact"),
}


def role_words(role: str) -> str:
    """Say what a staff role is called."""
    return str(_ROLES[Role(role)])
