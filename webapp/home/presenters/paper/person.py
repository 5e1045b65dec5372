"""The client, and what she agreed to (A5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from webapp.clients.queries import Client, Consent
from webapp.clients.rules import CONSENT_WORDS, OCCUPATIONS, Purpose
from webapp.home.presenters.paper.blocks import NOTHING, Block, Chapter
from webapp.kernel.i18n import _, day, lazy, moment, say

_SEX = {"MALE": lazy("Male"), "FEMALE": lazy("Female")}


def about(client: Client) -> Chapter:
    """Say who the client is; what nobody told is left open."""
    pairs = (
        (_("Name"), " / ".join(filter(None, (client.name_zh, client.name_en)))),
        (_("Sex"), str(_SEX[client.sex])),
        (_("Date of birth"), day(client.birth_date, "date")),
        (_("Occupation"), say(OCCUPATIONS[client.occupation]) if client.occupation else NOTHING),
        (_("Phone"), client.phone),
        (_("ID number"), client.id_number or NOTHING),
        (_("Address"), client.address or NOTHING),
        (_("Number in this house"), client.id),
    )
    return Chapter(_("About me"), [Block(pairs=pairs)])


def consents(given: Sequence[Consent]) -> Chapter:
    """List every consent that was ever given, with its end where it was withdrawn."""
    head = (_("What for"), _("Given"), _("Withdrawn"))
    rows = list(_consent_rows(given))
    return Chapter(_("My consents"), [Block(head=head, rows=rows, widths=(3, 2, 2))] if rows else [])


def _consent_rows(given: Iterable[Consent]) -> Iterable[tuple[str, ...]]:
    for one in given:
        words, _without = CONSENT_WORDS[Purpose(one.purpose)]
        ended = moment(one.withdrawn_at) if one.withdrawn_at else NOTHING
        yield say(words), moment(one.given_at), ended
