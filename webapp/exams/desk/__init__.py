"""The staff's pages: arrivals at an institution, results by form, verification."""

from webapp.exams.desk import arrivals, originals, results, verifying
from webapp.exams.desk.blueprint import desk

__all__ = ["arrivals", "desk", "originals", "results", "verifying"]
