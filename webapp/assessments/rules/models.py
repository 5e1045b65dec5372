"""What makes a rule a model: its card, and the promise of a result whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps
from math import exp
from typing import Final

from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.reasons import CannotCompute
from webapp.toolbox.results import Figure, ModelCard, Result

Model = Callable[[Facts], Result]
_TENTH: Final = Decimal("0.1")


def model(card: ModelCard) -> Callable[[Callable[[Facts], Figure]], Model]:
    """Turn a calculation into a model: its figure gets the card, `CannotCompute` becomes the reason."""

    def dress(calculate: Callable[[Facts], Figure]) -> Model:
        @wraps(calculate)
        def answer(person: Facts) -> Result:
            try:
                return Result.of(card, calculate(person))
            except CannotCompute as cannot:
                return Result(card, not_computed=cannot.why)

        return answer

    return dress


def logistic(logit: float) -> float:
    """Turn a logit into a probability; one far below zero is no overflow."""
    return 1 / (1 + exp(-logit)) if logit >= 0 else exp(logit) / (1 + exp(logit))


def to_tenth(value: float) -> float:
    """Round half up to 0.1, as the official calculators display a percentage."""
    return float(Decimal(value).quantize(_TENTH, ROUND_HALF_UP))
