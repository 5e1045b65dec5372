"""What of a published version may be put into the draft: the week of a phase, or one day of it (D5)."""

from __future__ import annotations

from webapp.diet_plans.presenters.editor import DAY_WORDS
from webapp.diet_plans.presenters.steps import in_phase
from webapp.diet_plans.queries import Published
from webapp.diet_plans.rules.holding import Held
from webapp.kernel.i18n import _


def copies_of(found: Published) -> list[tuple[str, str]]:
    """Give what an address carries and its words; nothing of a version of texts alone."""
    number, copies = found.version.number, []
    for phase, one in enumerate(found.content.phases):
        days = [
            (Held(day, phase=phase, version=number), str(DAY_WORDS[day]))
            for day, menus in enumerate(one.days)
            if menus
        ]
        if days:
            whole = (Held(phase=phase, version=number), _("the whole week"))
            copies += [(str(held), in_phase(found.content, phase, words)) for held, words in (whole, *days)]
    return copies
