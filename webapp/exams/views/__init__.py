"""The client's pages: choose a time, the booking, change, cancel, read results, follow figures."""

from webapp.exams.views import booking, choosing, figures, originals, readings, results
from webapp.exams.views.blueprint import bp

__all__ = ["booking", "bp", "choosing", "figures", "originals", "readings", "results"]
