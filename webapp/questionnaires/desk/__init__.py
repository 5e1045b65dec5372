"""Staff pages: a client's answers, and headquarters' catalogue."""

from webapp.questionnaires.desk import amending, answers, catalogue
from webapp.questionnaires.desk.blueprint import desk

__all__ = ["amending", "answers", "catalogue", "desk"]
