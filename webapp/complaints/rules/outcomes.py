"""Outcomes per respondent, and what they do to standing (complaints.md §2, §3)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


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


class Consequence(StrEnum):
    """What follows for the person: cleared or measure (S2), or separation proposed (S3)."""

    REINSTATE = "REINSTATE"
    PROPOSE_SEPARATION = "PROPOSE_SEPARATION"


def consequence(outcome: Outcome, severity: Severity) -> Consequence:
    """Give what a signed finding leads to: only substantiated and serious leads to S3."""
    if outcome is Outcome.SUBSTANTIATED and severity is Severity.SERIOUS:
        return Consequence.PROPOSE_SEPARATION
    return Consequence.REINSTATE


def case_number(*, day: date, serial: int) -> str:
    """Give a case's number: T26-1119-07 is the seventh of 19 November 2026."""
    return f"T{day:%y-%m%d}-{serial:02d}"
