"""The phases of a draft in words: it has no first day yet, so its weeks are counted."""

from __future__ import annotations

from webapp.diet_plans.presenters.words import Text, text
from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.phases import told
from webapp.kernel.i18n import _


def phase_name(content: Content, number: int) -> Text:
    """Give what a phase, counted from 0, is called; without a name it is its place in the order."""
    name = text(content.phases[number].title)
    return name if name.lines else Text((_("Phase %(n)s", n=number + 1),), "")


def in_phase(content: Content, number: int, words: str) -> str:
    """Put the phase before a place in the plan, where there are several."""
    if not told(content) or len(content.phases) == 1:
        return words
    return _("%(phase)s · %(place)s", phase=phase_name(content, number).lines[0], place=words)


def span(content: Content, number: int) -> str:
    """Say which weeks of the plan a phase fills."""
    first = 1 + sum(phase.weeks or 0 for phase in content.phases[:number])
    if number == len(content.phases) - 1:
        return _("from week %(n)s on", n=first)
    last = first - 1 + (content.phases[number].weeks or 0)
    return _("week %(n)s", n=first) if last == first else _("weeks %(n)s to %(m)s", n=first, m=last)
