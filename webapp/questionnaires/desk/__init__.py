"""Staff pages: a client's answers, forms entered from paper, and headquarters' catalogue."""

from webapp.questionnaires.desk import amending, answers, catalogue, paper
from webapp.questionnaires.desk.blueprint import desk

__all__ = ["amending", "answers", "catalogue", "desk", "paper"]
