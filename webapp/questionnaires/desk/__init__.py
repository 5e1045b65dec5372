"""Staff pages: a client's answers, forms entered from paper, doubts and questions, headquarters' catalogue."""

from webapp.questionnaires.desk import amending, answers, catalogue, field_queries, paper, printing, quality
from webapp.questionnaires.desk.blueprint import desk

__all__ = ["amending", "answers", "catalogue", "desk", "field_queries", "paper", "printing", "quality"]
