"""Pages of the home room."""

from webapp.home.views import client, desk, health, joining, me, my_data, public, services, settings
from webapp.home.views.blueprint import bp

__all__ = ["bp", "client", "desk", "health", "joining", "me", "my_data", "public", "services", "settings"]
