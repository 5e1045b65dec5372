"""The client's pages of the complaints room."""

from webapp.complaints.views import appealing, following, proving, published, suggesting, telling
from webapp.complaints.views.blueprint import bp

__all__ = ["appealing", "bp", "following", "proving", "published", "suggesting", "telling"]
