"""What is agreed to with an application, one purpose by one (A5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.clients.queries import Consent
from webapp.clients.rules import CONSENT_WORDS, Purpose
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """One purpose: what for, what stops without it, ticked here before, or given already."""

    purpose: str
    title: Bilingual
    without: Bilingual
    ticked: bool
    given: bool


def consent_cards(
    asked: Iterable[Purpose], ticked: str | None, consents: Iterable[Consent]
) -> list[ConsentCard]:
    """Draw one card for each purpose; only what she herself ticked before is ticked (A5)."""
    live = {one.purpose for one in consents if one.withdrawn_at is None}
    before = (ticked or "").split()
    return [
        ConsentCard(one.value, *CONSENT_WORDS[one], ticked=one.value in before, given=one.value in live)
        for one in asked
    ]
