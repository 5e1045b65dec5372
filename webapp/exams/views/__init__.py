"""The client's pages: choose a time, the booking, change, cancel, read results."""

from webapp.exams.views import booking, choosing, originals, results
from webapp.exams.views.blueprint import bp

__all__ = ["booking", "bp", "choosing", "originals", "results"]
