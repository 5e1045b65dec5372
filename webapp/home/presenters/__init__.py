"""Models and rules into words, links and tones."""

from webapp.home.presenters.card import Card
from webapp.home.presenters.consents import ConsentCard, consents
from webapp.home.presenters.desk import waiting_words
from webapp.home.presenters.health import FIGURES, Figure, figures, health_doors, looks, timeline
from webapp.home.presenters.next_step import next_card
from webapp.home.presenters.places import Place, places, role_words
from webapp.home.presenters.plans import PlanCard, changed_items, plan_cards
from webapp.home.presenters.services import branches, care_rows, service_doors
from webapp.home.presenters.today import greeting, path, small_things

__all__ = [
    "FIGURES",
    "Card",
    "ConsentCard",
    "Figure",
    "Place",
    "PlanCard",
    "branches",
    "care_rows",
    "changed_items",
    "consents",
    "figures",
    "greeting",
    "health_doors",
    "looks",
    "next_card",
    "path",
    "places",
    "plan_cards",
    "role_words",
    "service_doors",
    "small_things",
    "timeline",
    "waiting_words",
]
