"""The client's pages: choose a time, the booking, change, cancel."""

from webapp.exams.views import booking, choosing
from webapp.exams.views.blueprint import bp

__all__ = ["booking", "bp", "choosing"]
