"""The client's pages: choose a time, wait for one, the booking, change, cancel, read results, follow figures."""

from webapp.exams.views import (
    asking,
    booking,
    centre,
    choosing,
    figures,
    offline,
    originals,
    readings,
    results,
    waiting,
)
from webapp.exams.views.blueprint import bp

__all__ = [
    "asking",
    "booking",
    "bp",
    "centre",
    "choosing",
    "figures",
    "offline",
    "originals",
    "readings",
    "results",
    "waiting",
]
