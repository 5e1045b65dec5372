"""Whose names and contacts are covered, and by what, where the words of a case are shown to others."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.clients.queries import Client
from webapp.complaints.rules import redaction
from webapp.toolbox.words import Bilingual


def cover_client(client: Client | None) -> dict[str, str]:
    """Cover everything by which a complainant is known; nothing of one without a name."""
    if client is None:
        return {}
    secrets = [*_names(client.name), client.phone, client.address or "", client.id_number or ""]
    return {one: redaction.COVER for one in secrets if one}


def cover_employee(name: Bilingual, by: str = redaction.COVER) -> dict[str, str]:
    """Cover the name of an employee."""
    return dict.fromkeys(_names(name), by)


def cover_around(client: Client | None, others: Iterable[Bilingual]) -> dict[str, str]:
    """Cover, for an employee, the complainant and everybody else who is named."""
    hidden = cover_client(client)
    for name in others:
        hidden |= cover_employee(name)
    return hidden


def _names(name: Bilingual) -> list[str]:
    return [*redaction.parts_of(name.zh), *redaction.parts_of(name.en)]
