"""The staff's pages of the complaints room."""

from webapp.complaints.desk import appeals, cases, deeds, entering, files, my_case, paper, standbys
from webapp.complaints.desk.blueprint import desk

__all__ = ["appeals", "cases", "deeds", "desk", "entering", "files", "my_case", "paper", "standbys"]
