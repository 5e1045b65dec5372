"""The client's pages of the complaints room."""

from webapp.complaints.views import following, telling
from webapp.complaints.views.blueprint import bp

__all__ = ["bp", "following", "telling"]
