"""The staff's pages of the complaints room."""

from webapp.complaints.desk import cases, deeds, my_case
from webapp.complaints.desk.blueprint import desk

__all__ = ["cases", "deeds", "desk", "my_case"]
