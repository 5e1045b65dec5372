"""Why there is no number, or why it is to be read with caution: sentences in both languages (S1)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.results import NotComputed
from webapp.toolbox.words import Bilingual

INPUTS: Final[dict[str, dict[str, Any]]] = data("assessments", "inputs")
"""Every input key: its type, unit, words, physical limits and its name in both languages."""
_REASONS: Final[dict[str, dict[str, str]]] = data("assessments", "reasons")


class CannotCompute(Exception):
    """Raised inside a model; becomes the `not_computed` of its result."""

    def __init__(self, why: NotComputed) -> None:
        super().__init__(why.reason.en)
        self.why = why


def sentence(code: str, **words: object) -> Bilingual:
    """Fill a sentence of `data/reasons.json`; a word that is a `Bilingual` is put in per language."""
    entry = _REASONS[code]
    return Bilingual(zh=_fill(entry["zh"], "zh", words), en=_fill(entry["en"], "en", words))


def _fill(pattern: str, half: str, words: dict[str, object]) -> str:
    return pattern.format(
        **{k: getattr(v, half) if isinstance(v, Bilingual) else v for k, v in words.items()}
    )


def name_of(key: str) -> Bilingual:
    """Give an input's name for readers."""
    return bilingual(INPUTS[key]) if key in INPUTS else Bilingual(zh=key, en=key)


_UNITS: Final[dict[str, dict[str, str]]] = data("assessments", "units")


def unit_of(key: str) -> str:
    """Give an input's unit, or nothing."""
    return str(INPUTS.get(key, {}).get("unit", ""))


def insufficient(keys: Iterable[str]) -> NotComputed:
    """Say which inputs are missing; they are never imputed."""
    fields = tuple(keys)
    names = [name_of(key) for key in fields]
    joined = Bilingual(zh="、".join(n.zh for n in names), en=", ".join(n.en for n in names))
    return NotComputed(sentence("insufficient", names=joined), fields)


def out_of_range(key: str, value: float, limits: str) -> NotComputed:
    """Say that a value lies outside what the model was made for."""
    unit = unit_of(key)
    words = bilingual(_UNITS.get(unit, {"zh": unit, "en": unit}))
    told = Bilingual(zh=f"{value:g} {words.zh}".strip(), en=f"{value:g} {words.en}".strip())
    return NotComputed(sentence("out_of_range", name=name_of(key), value=told, range=limits), (key,))


def possible(key: str, value: float) -> bool:
    """Tell whether a living person can have this value."""
    limits = INPUTS.get(key, {})
    least, most = limits.get("min", -math.inf), limits.get("max", math.inf)
    return bool(limits.get("above", -math.inf) < value and least <= value <= most)


def impossible(key: str, value: float) -> NotComputed:
    """Say that a value cannot exist in a living person."""
    return NotComputed(sentence("impossible", name=name_of(key), value=f"{value:g}"), (key,))
