"""The staff's pages: arrivals at an institution, figures over the years, results by form and file, verification."""

from webapp.exams.desk import (
    arrivals,
    chasing,
    correcting,
    figures,
    important,
    imports,
    originals,
    results,
    utilisation,
    verifying,
)
from webapp.exams.desk.blueprint import desk

__all__ = [
    "arrivals",
    "chasing",
    "correcting",
    "desk",
    "figures",
    "important",
    "imports",
    "originals",
    "results",
    "utilisation",
    "verifying",
]
