"""The staff's pages: arrivals at an institution, results by form, verification."""

from webapp.exams.desk import arrivals, correcting, originals, results, verifying
from webapp.exams.desk.blueprint import desk

__all__ = ["arrivals", "correcting", "desk", "originals", "results", "verifying"]
