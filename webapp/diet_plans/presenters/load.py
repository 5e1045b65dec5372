"""Who writes for how many, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from markupsafe import Markup

from webapp.diet_plans.queries import Branch, DietHandOver, Load, Work
from webapp.kernel.i18n import _, lazy, moment, ngettext, say, typed
from webapp.kernel.pages import link
from webapp.organisation.rules import Standing
from webapp.toolbox.words import Bilingual

_STANDING = {
    Standing.ACTIVE: ("good", lazy("serves")),
    Standing.STANDBY: ("watch", lazy("on standby")),
}


class Named(Protocol):
    """Anybody with a name in both scripts."""

    @property
    def name(self) -> Bilingual: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the load: `href` opens the clients, "" where there are none."""

    name: str
    tone: str
    standing: str
    clients: str
    work: Work
    href: str


@dataclass(frozen=True, slots=True)
class Move:
    """One move of clients that was made."""

    words: str
    reason: Markup
    when: str


def lines(found: Branch) -> list[Line]:
    """Make the lines: everybody who may write, then those of whom nobody is in charge."""
    people = [_line(one) for one in found.people]
    if not found.nobody.matters:
        return people
    return [*people, _nobody(found.nobody)]


def _line(found: Load) -> Line:
    tone, words = _STANDING.get(found.standing, ("watch", lazy("does not serve")))
    href = link("diet_plans_desk.their_clients", staff_id=found.staff.id) if found.clients else ""
    return Line(say(found.staff.name), tone, str(words), str(found.clients), found.work, href)


def _nobody(work: Work) -> Line:
    href = link("diet_plans_desk.nobodys_clients")
    return Line(_("Nobody in charge"), "act", _("to be assigned"), "—", work, href)


def moves(found: Iterable[DietHandOver], names: Mapping[str, Named]) -> list[Move]:
    """Say what was moved lately."""
    return [_move(one, names) for one in found]


def _move(found: DietHandOver, names: Mapping[str, Named]) -> Move:
    after = say(names[found.to_staff_id].name)
    before = say(names[found.from_staff_id].name) if found.from_staff_id else _("Nobody in charge")
    clients = ngettext("%(n)s client", "%(n)s clients", found.clients)
    words = _("%(clients)s: %(before)s → %(after)s", clients=clients, before=before, after=after)
    return Move(words, typed(found.reason), moment(found.moved_at, style="short"))
