"""Templates as lines of a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from webapp.diet_plans.models import DietTemplate
from webapp.diet_plans.presenters.words import Text, text
from webapp.diet_plans.rules.templates import Shelf, shelf_of
from webapp.kernel.i18n import lazy
from webapp.toolbox.words import Bilingual

SHELF_WORDS = {
    Shelf.OWN: lazy("a nutritionist’s own"),
    Shelf.BRANCH: lazy("the branch’s"),
    Shelf.HEADQUARTERS: lazy("headquarters’"),
}


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template: `may_retire` on the own shelf, `may_share` on the shelf below."""

    id: str
    name: Text
    shelf: str
    kept_at: datetime
    may_retire: bool
    may_share: bool


def template_rows(found: Iterable[DietTemplate], *, ours: Shelf = Shelf.OWN) -> list[TemplateRow]:
    """Make the lines; `ours` is the shelf of who looks."""
    below = {Shelf.BRANCH: Shelf.OWN, Shelf.HEADQUARTERS: Shelf.BRANCH}.get(ours)
    return [_row(one, ours, below) for one in found]


def _row(one: DietTemplate, ours: Shelf, below: Shelf | None) -> TemplateRow:
    shelf = shelf_of(branch_id=one.branch_id, staff_id=one.staff_id)
    return TemplateRow(
        id=one.id,
        name=text(Bilingual(zh=one.name_zh, en=one.name_en)),
        shelf=str(SHELF_WORDS[shelf]),
        kept_at=one.kept_at,
        may_retire=shelf is ours,
        may_share=shelf is below,
    )
