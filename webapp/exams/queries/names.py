"""The names of the people on the exam desks' lists."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.clients import queries as clients
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Bilingual


def client_names(client_ids: Iterable[str]) -> dict[str, Bilingual]:
    """Give names of clients by id; one statement."""
    return {client_id: client.name for client_id, client in clients.named(client_ids).items()}


def institution_names(institution_ids: Iterable[str]) -> dict[str, Bilingual]:
    """Give names of institutions by id; one statement."""
    wanted = set(institution_ids)
    return {one.id: one.name for one in organisation.institutions() if one.id in wanted}


def client_sex(client_id: str) -> str:
    """Give a client's sex, "male" or "female"; "" when unknown."""
    found = clients.client(client_id)
    return found.sex.lower() if found else ""


def staff_names(*staff_ids: str | None) -> dict[str | None, Bilingual]:
    """Give names of staff by id, in one statement; None is nobody."""
    found = organisation.staff_named([staff_id for staff_id in staff_ids if staff_id])
    return {staff_id: person.name for staff_id, person in found.items()}
