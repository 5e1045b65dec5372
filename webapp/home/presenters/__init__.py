"""Models and rules into words, links and tones."""

from webapp.home.presenters.consents import ConsentCard, consents
from webapp.home.presenters.health import FIGURES, Figure, figures, looks, timeline
from webapp.home.presenters.places import Place, places
from webapp.home.presenters.plans import PlanCard, plan_cards

__all__ = [
    "FIGURES",
    "ConsentCard",
    "Figure",
    "Place",
    "PlanCard",
    "consents",
    "figures",
    "looks",
    "places",
    "plan_cards",
    "timeline",
]
