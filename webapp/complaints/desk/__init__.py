"""The staff's pages of the complaints room."""

from webapp.complaints.desk import appeals, cases, deeds, files, my_case, paper, standbys
from webapp.complaints.desk.blueprint import desk

__all__ = ["appeals", "cases", "deeds", "desk", "files", "my_case", "paper", "standbys"]
