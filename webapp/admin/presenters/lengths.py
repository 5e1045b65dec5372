"""The lengths of the clocks in words: each version, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from webapp.admin.forms.lengths import LengthsForm
from webapp.complaints.queries import ClockLengths, Lengths
from webapp.complaints.rules.lengths import NAMES
from webapp.kernel.i18n import _, day, ngettext


@dataclass(frozen=True, slots=True)
class Version:
    """One version: since when, whether it is in force, and what it says."""

    name: str
    since: str
    in_force: bool
    lines: list[tuple[str, str]]


def version_cards(published: Sequence[ClockLengths], today: date) -> list[Version]:
    """Draw every version; the last is the company's first promise, which holds where nothing was set."""
    begun = [one for one in published if one.valid_from <= today]
    now = max(begun, key=lambda one: (one.valid_from, one.version)).version if begun else 1
    cards = [
        Version(
            _("Version %(n)s", n=one.version),
            _("for what comes in from %(day)s", day=day(one.valid_from)),
            one.version == now,
            _lines(one.promised),
        )
        for one in published
    ]
    first = Version(_("Version %(n)s", n=1), _("from the beginning"), now == 1, _lines(Lengths()))
    return [*cards, first]


def _lines(promised: Lengths) -> list[tuple[str, str]]:
    form, days = LengthsForm(), asdict(promised)
    return [(str(form[name].label.text), _length(name, days[name])) for name in NAMES]


def _length(name: str, days: int) -> str:
    if name == "window":
        return ngettext("%(n)s day", "%(n)s days", days)
    return ngettext("%(n)s working day", "%(n)s working days", days)
