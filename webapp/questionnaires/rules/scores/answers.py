"""Check the answers of a scale before anything is added up: one that is missing or strange gives no score."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final

from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.results import NotComputed
from webapp.toolbox.words import Bilingual

REASONS: Final[dict[str, Any]] = data("questionnaires", "score_reasons")
NameOf = Callable[[int], str]
"""How the place of an answer (0-based) is named to the person who must mend it."""


def indexed(name: str) -> NameOf:
    """Name answers by their place in a list: `responses[8]`."""
    return lambda place: f"{name}[{place}]"


def faults(
    answers: Sequence[object], choices: Sequence[Collection[int]], name_of: NameOf
) -> NotComputed | None:
    """Give the answers that are missing, superfluous or not among their whole-number choices."""
    wrong = [
        name_of(place)
        for place in range(max(len(answers), len(choices)))
        if place >= len(choices) or place >= len(answers) or not _among(answers[place], choices[place])
    ]
    return refusal(wrong) if wrong else None


def _among(answer: object, choices: Collection[int]) -> bool:
    return isinstance(answer, int) and not isinstance(answer, bool) and answer in choices


def refusal(fields: list[str]) -> NotComputed:
    """Say that these answers are missing or strange."""
    reason, names = bilingual(REASONS["invalid_answers"]), fields
    told = Bilingual(reason.zh.format(names="、".join(names)), reason.en.format(names=", ".join(names)))
    return NotComputed(told, tuple(fields))


def whole(answers: Sequence[object]) -> list[int]:
    """Give answers that had no faults as the whole numbers they are."""
    return [answer for answer in answers if isinstance(answer, int)]
