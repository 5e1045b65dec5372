"""A contract year and its terms → what the page says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from webapp.groups.models import GroupContractTerms
from webapp.groups.rules.contract import CHOOSABLE, HEALTH_LEVELS, PackageRule, Packages, Terms
from webapp.kernel import clock
from webapp.kernel.i18n import _, day, language, lazy, ngettext, say
from webapp.plans import queries as plans
from webapp.plans.rules import Delivery
from webapp.toolbox.words import Bilingual

PACKAGE_WORDS: Final[dict[str, str]] = {
    "ECONOMY": lazy("Economy package"),
    "STANDARD": lazy("Standard package"),
    "COMPREHENSIVE": lazy("Comprehensive package"),
    "DELUXE": lazy("Deluxe package"),
}
BY_LEVEL: Final = ("ECONOMY", "STANDARD", "COMPREHENSIVE")
RULE_CHOICES: Final = [
    (PackageRule.HEALTH_LEVEL.value, lazy("By each person's health level")),
    ("STANDARD", lazy("Standard for everybody")),
    ("COMPREHENSIVE", lazy("Comprehensive for everybody")),
    ("DELUXE", lazy("Deluxe for everybody (full-course plan)")),
]
DELIVERY_CHOICES: Final = [
    (Delivery.ELECTRONIC.value, lazy("Electronic (recommended)")),
    (Delivery.PRINT.value, lazy("In print")),
]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the terms: when it was agreed, and what it says."""

    number: int
    agreed: str
    lines: list[tuple[str, str]]


def versions(rows: Sequence[GroupContractTerms]) -> list[Version]:
    """Draw all versions, the newest first."""
    return [
        Version(row.version, day(clock.local(row.agreed_at).date()), term_lines(row.terms)) for row in rows
    ]


def term_lines(terms: Terms) -> list[tuple[str, str]]:
    """Say what was agreed, a line each."""
    lines = [
        (_("Headcount"), ngettext("%(n)s person", "%(n)s people", terms.headcount)),
        *_package_lines(terms.packages),
        (_("Lectures in the year"), str(terms.lectures)),
        (_("Newsletters in the year"), _newsletters(terms)),
    ]
    change = terms.change
    if change.added:
        lines.append((_("Items added"), item_words(change.added)))
    if change.left_out:
        lines.append((_("Items left out"), item_words(change.left_out)))
    return [*lines, (_("Reason"), change.reason)] if change else lines


def _package_lines(packages: Packages) -> list[tuple[str, str]]:
    """Say who gets which package."""
    if packages.rule is PackageRule.CHOSEN:
        return [
            (_("Exam package"), _("%(package)s for everybody", package=PACKAGE_WORDS[packages.unanswered]))
        ]
    found = [
        (_("Health level %(n)s", n=level), str(PACKAGE_WORDS[packages.of(level)])) for level in HEALTH_LEVELS
    ]
    return [*found, (_("Until somebody has answered"), str(PACKAGE_WORDS[packages.unanswered]))]


def joined(parts: Sequence[str]) -> str:
    """Put short sayings in a row."""
    return ("\uff1b" if language() == "zh-Hans" else "; ").join(parts)


def _newsletters(terms: Terms) -> str:
    if terms.copies is None:
        return _("%(n)s, electronic", n=terms.newsletters)
    return _("%(n)s, in print, %(copies)s copies each", n=terms.newsletters, copies=terms.copies)


def item_words(codes: Sequence[str]) -> str:
    """Name exam items."""
    known = plans.known_items()
    return joined([say(known[code]) if code in known else code for code in codes])


def item_choices(known: Mapping[str, Bilingual]) -> list[tuple[str, str]]:
    """Give the items that may be taken in or left out."""
    return [(code, say(name)) for code, name in known.items()]


def choosable(allowed: Sequence[str]) -> list[tuple[str, str]]:
    """Give the ways to find a package that a plan has for groups."""
    by_level = set(BY_LEVEL) <= set(allowed)
    chosen = [code for code in CHOOSABLE if code in allowed]
    return [
        (code, words)
        for code, words in RULE_CHOICES
        if code in chosen or (code not in CHOOSABLE and by_level)
    ]
