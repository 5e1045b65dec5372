"""What a client is told of a booking, in words that may be read over a shoulder (M2)."""

from __future__ import annotations

from datetime import datetime

from webapp.exams.rules.reminding import Told
from webapp.kernel.i18n import lazy, moment, speaking
from webapp.toolbox.words import Bilingual, Language

_WORDS = {
    Told.CONFIRMED: lazy("Your appointment stands: %(moment)s"),
    Told.D3: lazy("Your appointment is in three days: %(moment)s"),
    Told.D1: lazy("Your appointment is tomorrow: %(moment)s"),
    Told.HELD: lazy("A place is held for you for a few hours: %(moment)s. Please take it or let it go."),
    Told.LOST: lazy("Your time %(moment)s cannot be kept. Please choose another one."),
}


def told(kind: Told, starts_at: datetime, zone: str, language: Language) -> str:
    """Say a day and an hour, and nothing of health: this shows on locked screens."""
    with speaking(language):
        return _WORDS[kind] % {"moment": moment(starts_at, zone, "short")}


def told_in_both(kind: Told, starts_at: datetime, zone: str) -> Bilingual:
    """Say it in both languages, for the inbox."""
    return Bilingual(zh=told(kind, starts_at, zone, "zh-Hans"), en=told(kind, starts_at, zone, "en"))
