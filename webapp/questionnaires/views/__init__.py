"""Pages of a client, and what her phone sends by itself."""

from webapp.questionnaires.views import pages, phone
from webapp.questionnaires.views.blueprint import bp

__all__ = ["bp", "pages", "phone"]
