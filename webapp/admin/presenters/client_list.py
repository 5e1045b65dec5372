"""The lines of the client list, with what stands beside each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from webapp.admin.presenters.words import SEX_WORDS
from webapp.admin.queries import Beside
from webapp.clients.queries import Client
from webapp.clients.rules import age_on
from webapp.kernel.i18n import _, ngettext, say
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


def about(client: Client, day: date) -> str:
    """Say sex and age: "Male, 58"."""
    sex = str(SEX_WORDS[client.sex])
    age = age_on(client.birth_date, day)
    return ngettext("%(sex)s, %(n)s year", "%(sex)s, %(n)s years", age, sex=sex)


def client_rows(found: Sequence[Client], beside: Beside, *, day: date) -> list[ClientRow]:
    """Draw a page of clients."""
    rows = []
    for one in found:
        plan, staff = beside.plans.get(one.id), beside.in_charge.get(one.id)
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
