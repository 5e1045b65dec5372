"""A verified report for the client: what needs attention first, then what is fine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.exams.models import Result
from webapp.exams.presenters.sheet import FLAG_TONES, FLAG_WORDS, item_name, value_words
from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.flags import Flag
from webapp.kernel.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the ladder."""

    name: str
    value: str
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """One step of the ladder with its lines."""

    tone: str
    words: str
    items: list[Step]


def ladder_of(results: Iterable[Result]) -> list[Group]:
    """Group the judged results: act, watch, good; empty groups are left out."""
    by_tone: dict[str, list[Step]] = {"act": [], "watch": [], "good": []}
    for row in _in_order(results):
        if tone := FLAG_TONES.get(Flag(row.flag)):
            by_tone[tone].append(_step(row))
    return [Group(tone, _words(tone, len(items)), items) for tone, items in by_tone.items() if items]


def unjudged(results: Iterable[Result]) -> list[tuple[str, str]]:
    """Give name and value of results without a range, and of what was not done."""
    return [
        (item_name(lab_items()[row.code]), value_words(row))
        for row in _in_order(results)
        if Flag(row.flag) in (Flag.UNRATED, Flag.NOT_DONE)
    ]


def _in_order(results: Iterable[Result]) -> list[Result]:
    """Give results as a doctor reads them: the order of the catalogue, not of the codes."""
    place = {code: at for at, code in enumerate(lab_items())}
    return sorted(results, key=lambda row: place[row.code])


def _words(tone: str, n: int) -> str:
    if tone == "act":
        return ngettext("%(n)s to see a doctor about soon", "%(n)s to see a doctor about soon", n)
    if tone == "watch":
        return ngettext("%(n)s to keep an eye on", "%(n)s to keep an eye on", n)
    return ngettext("%(n)s as it should be", "%(n)s as they should be", n)


def _step(row: Result) -> Step:
    flag, words = Flag(row.flag), row.range.in_words()
    note = "" if flag is Flag.NORMAL else str(FLAG_WORDS[flag])
    if words and note:
        note = _("%(flag)s; the range is %(range)s", flag=note, range=words)
    return Step(item_name(lab_items()[row.code]), value_words(row), "", note)
