"""What is decided on appeal (T14), and what must have been done before a separation is signed (S3, S4)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Ruling(StrEnum):
    """What became of a client's appeal."""

    UPHELD = "UPHELD"  # the result stays
    CHANGED = "CHANGED"
    REMANDED = "REMANDED"  # looked into anew


class LegalStep(StrEnum):
    """The employment-law steps before a separation (S3)."""

    RULES_PUBLISHED = "RULES_PUBLISHED"
    GROUND_PROVEN = "GROUND_PROVEN"
    UNION_TOLD = "UNION_TOLD"
    NOT_PROTECTED = "NOT_PROTECTED"  # no pregnancy, nursing, occupational injury … in the way


def missing_steps(done: Iterable[str]) -> list[LegalStep]:
    """Give the steps that nobody has confirmed, in their order."""
    confirmed = set(done)
    return [step for step in LegalStep if step.value not in confirmed]
