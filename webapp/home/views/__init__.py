"""Pages of the home room."""

from webapp.home.views import public, settings
from webapp.home.views.blueprint import bp

__all__ = ["bp", "public", "settings"]
