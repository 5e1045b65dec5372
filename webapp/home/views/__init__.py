"""Pages of the home room."""

from webapp.home.views import client, desk, public, settings
from webapp.home.views.blueprint import bp

__all__ = ["bp", "client", "desk", "public", "settings"]
