"""Templates as lines of a table, and beside the editor of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.diet_plans.models import DietTemplate
from webapp.diet_plans.presenters.editor import allergen_words
from webapp.diet_plans.presenters.words import Text, text
from webapp.diet_plans.queries.templates import Listed
from webapp.diet_plans.rules.templates import Shelf, shelf_of
from webapp.kernel.i18n import _, lazy, moment
from webapp.toolbox.words import Bilingual

SHELF_WORDS = {
    Shelf.OWN: lazy("a nutritionist’s own"),
    Shelf.BRANCH: lazy("the branch’s"),
    Shelf.HEADQUARTERS: lazy("headquarters’"),
}


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template: `ours` on the own shelf, `may_share` on the shelf below; `state` of what is not kept yet.

    `allergens`: what its menus carry that the client beside whose plan it lies must not eat (D3).
    """

    id: str
    name: Text
    shelf: str
    kept_at: datetime | None
    state: str
    ours: bool
    may_share: bool
    allergens: str = ""


def template_rows(
    found: Iterable[Listed], *, shelf: Shelf, held: Mapping[str, list[str]] | None = None
) -> list[TemplateRow]:
    """Make the lines; `shelf` is that of who looks, `held` the allergens a template holds for a client, by its id."""
    below = {Shelf.BRANCH: Shelf.OWN, Shelf.HEADQUARTERS: Shelf.BRANCH}.get(shelf)
    return [_row(one, shelf, below, (held or {}).get(one.template.id, [])) for one in found]


def _row(one: Listed, ours: Shelf, below: Shelf | None, allergens: list[str]) -> TemplateRow:
    template = one.template
    shelf = shelf_of(branch_id=template.branch_id, staff_id=template.staff_id)
    return TemplateRow(
        id=template.id,
        name=name_of(template),
        shelf=str(SHELF_WORDS[shelf]),
        kept_at=template.kept_at,
        state=state(template, one.revision) if shelf is ours else "",
        ours=shelf is ours,
        may_share=shelf is below,
        allergens=allergen_words(allergens),
    )


def name_of(template: DietTemplate) -> Text:
    """Give a template's name in the visitor's language, or in the one it has."""
    return text(Bilingual(zh=template.name_zh, en=template.name_en))


def state(template: DietTemplate, revision: int) -> str:
    """Say what its author has to know: whether it is offered, and whether it was changed since."""
    if template.kept_at is None:
        return _("Not saved yet: it is offered to nobody.")
    if revision != template.kept_revision:
        return _("Changed since it was saved: what is offered is still the one before.")
    return ""


def standing(template: DietTemplate, revision: int) -> str:
    """Say the same beside the editor, and when it was saved where nothing was changed since."""
    saved = template.kept_at
    return state(template, revision) or (
        _("Saved %(moment)s.", moment=moment(saved, style="short")) if saved else ""
    )
