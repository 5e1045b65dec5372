"""Outcomes per respondent, and what they do to standing (complaints.md §2, §3)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from webapp.complaints.rules import redaction


class Outcome(StrEnum):
    """What was found about one respondent."""

    SUBSTANTIATED = "SUBSTANTIATED"
    PARTLY = "PARTLY"
    UNSUBSTANTIATED = "UNSUBSTANTIATED"
    UNDETERMINED = "UNDETERMINED"


class Severity(StrEnum):
    """How grave it is."""

    MINOR = "MINOR"
    SERIOUS = "SERIOUS"


class Measure(StrEnum):
    """What follows a proven matter that does not lead to separation (S2)."""

    NONE = "NONE"
    APOLOGY = "APOLOGY"
    TRAINING = "TRAINING"
    WARNING = "WARNING"


class Consequence(StrEnum):
    """What follows for the person: cleared or measure (S2), or separation proposed (S3)."""

    REINSTATE = "REINSTATE"
    PROPOSE_SEPARATION = "PROPOSE_SEPARATION"


PROVEN = frozenset({Outcome.SUBSTANTIATED, Outcome.PARTLY})


def consequence(outcome: Outcome, severity: Severity) -> Consequence:
    """Give what a signed finding leads to: only substantiated and serious leads to S3."""
    if outcome is Outcome.SUBSTANTIATED and severity is Severity.SERIOUS:
        return Consequence.PROPOSE_SEPARATION
    return Consequence.REINSTATE


def measure_fault(outcome: Outcome, severity: Severity, measure: Measure) -> str:
    """Say what is wrong with a measure; "" when nothing is.

    S2: who is cleared gets no measure; a proven matter that does not lead to separation gets one.
    """
    if outcome not in PROVEN:
        return "no_measure_without_proof" if measure is not Measure.NONE else ""
    if consequence(outcome, severity) is Consequence.PROPOSE_SEPARATION:
        return ""
    return "measure_missing" if measure is Measure.NONE else ""


def reveals(summary: str, *, phone: str, names: tuple[str, ...]) -> bool:
    """Tell whether a summary for a respondent holds the complainant's phone number or name (T6).

    沈女士 for 沈知禾 is her name too; half an English name alone is not, for it may be a word ("Long", "May").
    """
    digits = "".join(letter for letter in summary if letter.isdigit())
    if phone and phone[-11:] in digits:
        return True
    known = [one for name in names for one in (name, *redaction.addressed(name))]
    return redaction.covered(summary, dict.fromkeys(known, redaction.COVER)) != summary


def case_number(*, day: date, serial: int) -> str:
    """Give a case's number: T26-1119-07 is the seventh of 19 November 2026."""
    return f"T{day:%y-%m%d}-{serial:02d}"
