"""A client's card: who they are, the plan and what is left of it, the team, consents, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app, url_for

from webapp.admin.presenters.catalogue import item_names
from webapp.admin.presenters.client_list import about
from webapp.admin.presenters.entries import entries
from webapp.admin.presenters.words import CAPACITY_WORDS, COUNTED_ITEMS, KIND_WORDS
from webapp.admin.queries import ClientFile, Year
from webapp.clients.queries import Client
from webapp.clients.rules import (
    ALLERGEN_NAMES,
    ASKED,
    CARE_CAPACITIES,
    CONSENT_WORDS,
    OCCUPATIONS,
    phone_in_groups,
)
from webapp.kernel import access
from webapp.kernel.i18n import _, day, say
from webapp.plans.queries import Enrolment, person_on
from webapp.plans.rules import items_waiting
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class Card:
    """What the card shows; lists are (name, value) or ready rows of components."""

    client: Client
    facts: str
    tags: list[tuple[str, str]]
    plan: list[tuple[str, str]]
    enrolled: bool
    team: list[tuple[str, str, str]]
    consents: list[tuple[str, bool]]
    contact: list[tuple[str, str]]
    entries: list[dict[str, Any]]
    after: str
    links: list[dict[str, str]]


def card(file: ClientFile, *, day: date) -> Card:
    """Draw a client's card."""
    client, year = file.client, file.year
    enrolment = year.enrolment if year else None
    return Card(
        client=client,
        facts=_facts(client, enrolment, day),
        tags=_tags(client, enrolment),
        plan=_plan(year, client) if year else [],
        enrolled=enrolment is not None,
        team=_team(file),
        consents=[(say(CONSENT_WORDS[purpose][0]), purpose in file.purposes) for purpose in ASKED],
        contact=_contact(client),
        entries=entries(file.timeline, client.id),
        after=file.timeline.after,
        links=_links(client.id),
    )


def _facts(client: Client, enrolment: Enrolment | None, day: date) -> str:
    if enrolment is None:
        return about(client, day)
    year = _("year %(n)s", n=enrolment.year_number)
    return f"{about(client, day)} · {say(enrolment.plan_name)} · {year}"


def _tags(client: Client, enrolment: Enrolment | None) -> list[tuple[str, str]]:
    """Allergies first, then what is missing."""
    names = [say(ALLERGEN_NAMES[one]) for one in client.allergens]
    found = [(_("Allergic to %(names)s", names=_(", ").join(names)), "a")] if names else []
    return found if enrolment else [*found, (_("No running plan"), "w")]


def _plan(year: Year, client: Client) -> list[tuple[str, str]]:
    enrolment, institution = year.enrolment, year.institution
    pairs = [
        (_("Plan"), f"{say(enrolment.plan_name)} · {KIND_WORDS[enrolment.kind]}"),
        (_("Service year"), f"{day(enrolment.starts)} – {day(enrolment.ends)}"),
        (_("Exam package"), say(enrolment.package.name)),
        (_("Exam institution"), say(institution.name) if institution else ""),
    ]
    changed = enrolment.item_change
    pairs += [(_("Taken in"), _(", ").join(item_names(changed.added)))] if changed.added else []
    pairs += [(_("Left out"), _(", ").join(item_names(changed.left_out)))] if changed.left_out else []
    waiting = items_waiting(enrolment.package.lines, person_on(client, enrolment.starts))
    pairs += [(_("Waits for the occupation"), _(", ").join(item_names(waiting)))] if waiting else []
    for right in year.rights:
        if right.item in COUNTED_ITEMS:
            left = _("%(used)s of %(granted)s used", used=right.used, granted=right.granted)
            pairs.append((say(year.names.get(right.item, Bilingual(right.item, right.item))), left))
    return pairs


def _team(file: ClientFile) -> list[tuple[str, str, str]]:
    """Each capacity with who acts and, when somebody stands in, for whom."""
    names = {key: say(one.name) for key, one in file.staff.items()}
    lines = []
    for capacity in CARE_CAPACITIES:
        member = file.team.get(capacity)
        acting = names.get(member.acting_id, "") if member else _("Nobody yet")
        stands_in = member is not None and member.substitute_id is not None
        note = (
            _("stands in for %(name)s", name=names.get(member.staff_id, "")) if stands_in and member else ""
        )
        lines.append((str(CAPACITY_WORDS[capacity]), acting, note))
    return lines


def _contact(client: Client) -> list[tuple[str, str]]:
    pairs = [
        (_("Phone"), phone_in_groups(client.phone)),
        (_("Born"), day(client.birth_date)),
        (_("Occupation"), say(OCCUPATIONS[client.occupation]) if client.occupation else _("Not told")),
    ]
    return pairs + ([(_("Address"), client.address)] if client.address else [])


_DOORS = (
    ("questionnaires_desk.client_responses", "form", "Questionnaires"),
    ("exams_desk.choose_for_client", "calendar", "Exam appointment"),
    ("exams_desk.client_figures", "flask", "Figures over the years"),
    ("assessments_desk.alerts", "bell", "Critical values"),
    ("diet_plans_desk.editor", "bowl", "Diet plans"),
    ("complaints_desk.ask_enter", "chat", "A complaint by word of mouth"),
)


def _links(client_id: str) -> list[dict[str, str]]:
    """Doors into other rooms, as far as this role may open them and the room is there."""
    who, doors = access.visitor(), access.doors(current_app)
    words = {
        "Questionnaires": _("Questionnaires"),
        "Exam appointment": _("Exam appointment"),
        "Figures over the years": _("Figures over the years"),
        "Critical values": _("Critical values"),
        "Diet plans": _("Diet plans"),
        "A complaint by word of mouth": _("A complaint by word of mouth"),
    }
    return [
        {"icon": icon, "title": words[name], "href": url_for(endpoint, client_id=client_id)}
        for endpoint, icon, name in _DOORS
        if endpoint in doors and doors[endpoint].opens_for(who)
    ]
