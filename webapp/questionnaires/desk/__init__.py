"""Staff pages: a client's answers, and headquarters' catalogue."""

from webapp.questionnaires.desk import answers, catalogue
from webapp.questionnaires.desk.blueprint import desk

__all__ = ["answers", "catalogue", "desk"]
