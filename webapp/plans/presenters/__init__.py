"""Plans and applications into words, links and tones."""

from webapp.plans.presenters.applying import (
    ENDPOINTS,
    consent_cards,
    doctors,
    fault,
    first_line,
    named_items,
    package_cards,
    places,
    plan_choice,
    review_rows,
    step_line,
)
from webapp.plans.presenters.plan import plan_page

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
