"""Models and rules into words, links and tones."""

from webapp.home.presenters.consents import ConsentCard, consents
from webapp.home.presenters.health import FIGURES, Figure, figures, looks, timeline
from webapp.home.presenters.places import Place, places
from webapp.home.presenters.plans import PlanCard, plan_cards
from webapp.home.presenters.today import Card, greeting, next_card, path, small_things

__all__ = [
    "FIGURES",
    "Card",
    "ConsentCard",
    "Figure",
    "Place",
    "PlanCard",
    "consents",
    "figures",
    "greeting",
    "looks",
    "next_card",
    "path",
    "places",
    "plan_cards",
    "small_things",
    "timeline",
]
