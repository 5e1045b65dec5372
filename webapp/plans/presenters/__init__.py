"""Plans and applications into words, links and tones."""

from webapp.plans.presenters.agreeing import consent_cards
from webapp.plans.presenters.choice import plan_choice
from webapp.plans.presenters.institutions import doctors, places
from webapp.plans.presenters.packages import named_items, package_cards
from webapp.plans.presenters.plan import plan_page
from webapp.plans.presenters.reviewing import fault, review_rows
from webapp.plans.presenters.way import ENDPOINTS, first_line, step_line

__all__ = [
    "ENDPOINTS",
    "consent_cards",
    "doctors",
    "fault",
    "first_line",
    "named_items",
    "package_cards",
    "places",
    "plan_choice",
    "plan_page",
    "review_rows",
    "step_line",
]
