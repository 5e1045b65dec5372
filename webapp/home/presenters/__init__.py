"""Models and rules into words, links and tones."""

from webapp.home.presenters.consents import ConsentCard, consents
from webapp.home.presenters.places import Place, places
from webapp.home.presenters.plans import PlanCard, plan_cards

__all__ = ["ConsentCard", "Place", "PlanCard", "consents", "places", "plan_cards"]
