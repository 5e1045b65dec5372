"""The review desk: the work list, a draft with its inputs and critical values, the comment, the release, the paper."""

from webapp.assessments.desk import alerts, comparing, drafts, lists, papers
from webapp.assessments.desk.blueprint import desk

__all__ = ["alerts", "comparing", "desk", "drafts", "lists", "papers"]
