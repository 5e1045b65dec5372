"""A client's whole record as a readable document, for paper (A6)."""

from webapp.home.presenters.paper.document import paper

__all__ = ["paper"]
