"""The staff's pages: arrivals at an institution, figures over the years, results by form and file, verification."""

from webapp.exams.desk import (
    arrivals,
    booking_for,
    booking_lists,
    branch_calendar,
    chasing,
    correcting,
    days,
    deciding,
    figures,
    important,
    imports,
    originals,
    results,
    sessions,
    utilisation,
    verifying,
)
from webapp.exams.desk.blueprint import desk

__all__ = [
    "arrivals",
    "booking_for",
    "booking_lists",
    "branch_calendar",
    "chasing",
    "correcting",
    "days",
    "deciding",
    "desk",
    "figures",
    "important",
    "imports",
    "originals",
    "results",
    "sessions",
    "utilisation",
    "verifying",
]
