"""What the 33 answers come to, and what the form leaves to the practitioner (T1).

Ties, contradictions and “none fits” are named by the scoring; here is who is asked and between what.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from webapp.questionnaires.rules.scores.tcm33 import BALANCED, BIASED
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual

IN_FORM_ORDER: Final = (*BIASED, BALANCED)
TO_DECIDE: Final = ("tie", "contradiction_yin_yang", "none_recheck")
"""The flags after which the form's own rule gives no main constitution that stands by itself."""
FITTING: Final = ("yes", "tendency", "basically_yes")


class Guidance(StrEnum):
    """What guidance was really given; `OTHER` is written out."""

    EMOTION = "EMOTION"
    DIET = "DIET"
    DAILY_LIFE = "DAILY_LIFE"
    EXERCISE = "EXERCISE"
    ACUPOINT = "ACUPOINT"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Given:
    """What guidance was given, per constitution: ticked codes, words written out; `by` is who wrote it down."""

    ticks: Mapping[str, Sequence[str]]
    words: Mapping[str, str]
    by: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The constitution result of a record; `primary` is None while a practitioner has to decide."""

    scores: Mapping[str, int]
    results: Mapping[str, str]
    flags: Sequence[str]
    primary: str | None
    candidates: Sequence[str]

    @property
    def needs_decision(self) -> bool:
        """Whether the result waits for a practitioner."""
        return bool(set(self.flags) & set(TO_DECIDE)) and self.primary is None

    @property
    def fitting(self) -> list[str]:
        """The constitutions for which guidance is given, in the order of the form."""
        return [name for name in IN_FORM_ORDER if self.results[name] in FITTING]


def conclude(parts: Mapping[str, Any], decided: str | None = None) -> Conclusion:
    """Read the scoring's parts; `decided` is what a practitioner chose.

    On a tie or a contradiction the scoring's own main constitution does not stand by itself.
    """
    open_ones = bool(set(parts["flags"]) & set(TO_DECIDE))
    primary = decided if open_ones else parts["primary"]
    return Conclusion(parts["scores"], parts["results"], parts["flags"], primary, candidates(parts))


def candidates(parts: Mapping[str, Any]) -> list[str]:
    """Give between which constitutions a practitioner decides: those that tie or contradict, else all nine."""
    results, scores = parts["results"], parts["scores"]
    yes = [name for name in IN_FORM_ORDER if results[name] == "yes"]
    if "contradiction_yin_yang" in parts["flags"]:
        return yes
    if "tie" in parts["flags"]:
        level = yes or [name for name in IN_FORM_ORDER if results[name] == "tendency"]
        top = max(scores[name] for name in level)
        return [name for name in level if scores[name] == top]
    return list(IN_FORM_ORDER) if "none_recheck" in parts["flags"] else []


def lacks_words(ticks: Mapping[str, Sequence[str]], words: Mapping[str, str]) -> list[str]:
    """Name the constitutions where “other” guidance is ticked and not written out."""
    return [
        name for name, codes in ticks.items() if Guidance.OTHER in codes and not words.get(name, "").strip()
    ]


def in_words(kind: str, code: str) -> Bilingual:
    """Say a code of the record: `constitutions`, `guidance`, `results`, `flags` or `self_care`."""
    return bilingual(data("tcm", "words")[kind][code])
