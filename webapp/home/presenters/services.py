"""What a client can do and who helps: the doors of the Services place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from webapp.clients.rules import Capacity
from webapp.complaints.queries import Lengths
from webapp.home.presenters.doors import Door, door_rows
from webapp.kernel.i18n import _, lazy, say
from webapp.toolbox.words import Bilingual

_DOORS = (
    Door("wallet", lazy("My plan"), lazy("Apply, renew, go up, change the institution"), "plans.plan"),
    Door(
        "form",
        lazy("Questionnaires"),
        lazy("Fill one in, or read what you answered"),
        "questionnaires.listing",
    ),
    Door("calendar", lazy("Yearly exam"), lazy("Book, change or cancel"), "exams.choose_slot"),
    Door("report", lazy("My reports"), lazy("Reviewed by a person, in plain words"), "assessments.reports"),
    Door("bowl", lazy("My diet plan"), lazy("Today's meals and the whole week"), "diet_plans.today"),
)
_CARE = {
    Capacity.HEALTH_MANAGER.value: lazy("Health manager"),
    Capacity.FAMILY_DOCTOR.value: lazy("Family doctor"),
    Capacity.NUTRITIONIST.value: lazy("Nutritionist"),
}


class Member(Protocol):
    """A live place of the care team."""

    capacity: str

    @property
    def acting_id(self) -> str: ...


class Named(Protocol):
    """A staff member with a name in both scripts."""

    @property
    def name(self) -> Bilingual: ...


def service_doors(limits: Lengths) -> list[dict[str, str]]:
    """Give the rows of what a client can do; a result is promised by the time limits of today."""
    soon = _("Result within %(n)s or %(more)s working days", n=limits.result, more=limits.complex)
    return door_rows([*_DOORS, Door("chat", _("Complaint or suggestion"), soon, "complaints.cases")])


def care_rows(team: Iterable[Member], staff: Mapping[str, Named]) -> list[dict[str, str]]:
    """Give one row for each person who looks after the client now."""
    return [
        {"icon": "me", "title": say(staff[one.acting_id].name), "note": str(_CARE[one.capacity])}
        for one in team
        if one.capacity in _CARE and one.acting_id in staff
    ]


class Near(Protocol):
    """A branch with its address."""

    id: Any
    address_zh: Any
    address_en: Any

    @property
    def name(self) -> Bilingual: ...


def branches(found: Iterable[Near]) -> list[tuple[str, str, str]]:
    """Draw branches as options with their addresses."""
    return [(one.id, say(one.name), say(Bilingual(zh=one.address_zh, en=one.address_en))) for one in found]
