"""The packages to choose from, what they examine of this person, and single items changed (P2, P4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.kernel.i18n import _, money, say
from webapp.plans import rules
from webapp.plans.queries import Changeable, PackageOffer, known_items
from webapp.toolbox.words import Bilingual


@dataclass(frozen=True, slots=True)
class PackageCard:
    """One package to choose: its fee, what it examines of this person, and what waits for the occupation."""

    id: str
    name: Bilingual
    price: str
    items: list[str]
    waiting: list[str]


def package_cards(offers: Iterable[PackageOffer]) -> list[PackageCard]:
    """Draw the packages; one without a public fee is not sold (P4)."""
    return [
        PackageCard(
            one.package.id,
            one.package.name,
            _("%(yuan)s a year", yuan=money(one.yuan)),
            item_names(one.codes),
            item_names(one.waiting),
        )
        for one in offers
        if one.yuan is not None
    ]


def item_names(codes: Iterable[str]) -> list[str]:
    """Say what is examined; a code that the catalogue no longer has is shown as it is."""
    names = known_items()
    return [say(names[code]) if code in names else code for code in codes]


def named_items(items: Changeable) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Give the items that may be added and left out as (code, name)."""
    return _pairs(items.addable), _pairs(items.removable)


def _pairs(codes: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(codes, item_names(codes), strict=True))


def change_words(change: rules.ItemChange) -> str:
    """Say which items were changed while applying (P2)."""
    parts = []
    if change.added:
        parts.append(_("Added: %(names)s", names=_(", ").join(item_names(change.added))))
    if change.left_out:
        parts.append(_("Left out: %(names)s", names=_(", ").join(item_names(change.left_out))))
    return " · ".join(parts)
