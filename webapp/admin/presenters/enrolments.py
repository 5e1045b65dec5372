"""The lines of the enrolment list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp.clients import queries as clients
from webapp.kernel.i18n import say
from webapp.organisation import queries as organisation
from webapp.plans import queries as plans
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


def enrolment_rows(found: Sequence[plans.Enrolment]) -> list[EnrolmentRow]:
    """Draw running plans with the names beside them, in two statements for all."""
    names = clients.named(one.client_id for one in found)
    places = {one.id: say(one.name) for one in organisation.institutions()} if found else {}
    return [
        EnrolmentRow(
            client_id=one.client_id,
            name=names[one.client_id].name,
            plan=say(one.plan_name),
            package=say(one.package.name),
            institution=places.get(one.institution_id, ""),
            starts=one.starts,
            ends=one.ends,
        )
        for one in found
    ]
