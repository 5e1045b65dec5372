"""The lines of the client list, with what stands beside each name, in two statements for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp.admin.presenters.words import SEX_WORDS
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity, age_on
from webapp.kernel.i18n import _, say
from webapp.organisation import queries as organisation
from webapp.plans import queries as plans
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One line: words are ready to be shown."""

    id: str
    name: Bilingual
    about: str
    plan: str
    ends: date | None
    in_charge: str
    phone_tail: str


def about(client: clients.Client, day: date) -> str:
    """Say sex and age: "Male, 58"."""
    sex = str(SEX_WORDS[client.sex])
    return _("%(sex)s, %(age)s years", sex=sex, age=age_on(client.birth_date, day))


def client_rows(found: Sequence[clients.Client], *, day: date) -> list[ClientRow]:
    """Draw a page of clients."""
    keys = [one.id for one in found]
    enrolled = plans.live_enrolments(client_ids=keys, day=day)
    acting = clients.acting_for(client_ids=keys, capacity=Capacity.HEALTH_MANAGER)
    names = organisation.staff_named(list(acting.values()))
    rows = []
    for one in found:
        plan, staff = enrolled.get(one.id), names.get(acting.get(one.id, ""))
        rows.append(
            ClientRow(
                id=one.id,
                name=one.name,
                about=about(one, day),
                plan=say(plan.plan_name) if plan else _("No running plan"),
                ends=plan.ends if plan else None,
                in_charge=say(staff.name) if staff else _("Nobody yet"),
                phone_tail=one.phone_tail,
            )
        )
    return rows
