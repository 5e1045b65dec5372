"""The client's pages of the plans room."""

from webapp.plans.views import applying, moving, plan
from webapp.plans.views.blueprint import bp

__all__ = ["applying", "bp", "moving", "plan"]
