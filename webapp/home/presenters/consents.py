"""Consents in words: what for, given since when, what stops without it (A5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from webapp.clients.queries import Consent
from webapp.clients.rules import ASKED, CONSENT_WORDS
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """One purpose on the consents page; `since` is None while it is not given."""

    purpose: str
    title: Bilingual
    without: Bilingual
    since: datetime | None


def consents(given: Iterable[Consent]) -> list[ConsentCard]:
    """Give one card for every purpose that is asked for, in the order of the product page."""
    live = {row.purpose: row.given_at for row in given if row.withdrawn_at is None}
    return [ConsentCard(purpose, *CONSENT_WORDS[purpose], since=live.get(purpose.value)) for purpose in ASKED]
