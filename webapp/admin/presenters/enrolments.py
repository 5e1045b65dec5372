"""The lines of the enrolment list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.admin.queries import Enrolled
from webapp.kernel.i18n import say
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One running plan."""

    client_id: str
    name: Bilingual
    plan: str
    package: str
    institution: str
    starts: date
    ends: date
    changed: int


def enrolment_rows(found: Enrolled) -> list[EnrolmentRow]:
    """Draw running plans with the names beside them."""
    places = {key: say(one.name) for key, one in found.institutions.items()}
    return [
        EnrolmentRow(
            client_id=one.client_id,
            name=found.clients[one.client_id].name,
            plan=say(one.plan_name),
            package=say(one.package.name),
            institution=places.get(one.institution_id, ""),
            starts=one.starts,
            ends=one.ends,
            changed=len(one.item_change.added + one.item_change.left_out),
        )
        for one in found.rows
    ]
