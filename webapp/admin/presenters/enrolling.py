"""The plans a client may enter, and for one of them the packages and institutions that fit (P1, P2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from webapp.admin.presenters.catalogue import item_names
from webapp.admin.queries import Offered
from webapp.kernel.i18n import _, money, say
from webapp.organisation.queries import Institution
from webapp.plans.rules import Matrix, Plan


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen within one plan; options are (value, words, note).

    `waiting` are the packages with items that depend on an occupation which is not known: (package, items).
    """

    plan: Plan
    packages: list[tuple[str, str, str]]
    institutions: list[tuple[str, str, str]]
    addable: list[tuple[str, str]]
    removable: list[tuple[str, str]]
    waiting: list[tuple[str, str]]

    @property
    def only_package(self) -> str:
        """The package, where there is no choice."""
        return _only(self.packages)

    @property
    def only_institution(self) -> str:
        """The institution, where there is no choice."""
        return _only(self.institutions)


def plan_of(code: str, matrix: Matrix | None) -> Plan | None:
    """Read a plan's code as it came in the address; None when the matrix has no such plan."""
    return Plan(code) if matrix and code in matrix.plans else None


def choice(offered: Offered) -> Choice:
    """Draw what one plan leaves to choose."""
    packages = [
        (one.id, say(one.name), _fee(offered.fees, f"{offered.plan}.{one.level}")) for one in offered.packages
    ]
    return Choice(
        offered.plan,
        packages,
        institutions(offered.institutions),
        addable=_items(offered.addable),
        removable=_items(offered.removable),
        waiting=[
            (say(one.name), _(", ").join(item_names(offered.waiting[one.id])))
            for one in offered.packages
            if one.id in offered.waiting
        ],
    )


def _only(options: Sequence[tuple[str, str, str]]) -> str:
    return options[0][0] if len(options) == 1 else ""


def _items(codes: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(codes, item_names(codes), strict=True))


def institutions(found: Sequence[Institution]) -> list[tuple[str, str, str]]:
    """Draw institutions as options."""
    return [(one.id, say(one.name), say(one.address)) for one in found]


def _fee(fees: Mapping[str, Decimal], code: str) -> str:
    yuan = fees.get(code)
    return money(yuan) if yuan is not None else ""
