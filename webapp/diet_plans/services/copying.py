"""Putting what was copied in another place: from this draft, or from a version that was published (D5)."""

from __future__ import annotations

from typing import Unpack

from webapp.diet_plans import queries
from webapp.diet_plans.models import DietDraft
from webapp.diet_plans.refusals import FoodsElsewhere, VersionGone
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Content, Meal, in_known_unit
from webapp.diet_plans.rules.holding import Held, put
from webapp.diet_plans.services.drafts import Author, change_phase, open_draft, phase_alone, record
from webapp.kernel import ids


def paste(
    *, held: Held, day: int, meal: Meal, phase: int = 0, arranged: int | None = None, **who: Unpack[Author]
) -> None:
    """Put a copied food, meal, day or week in another place, of another phase or version too (D5).

    Raises PhaseGone, VersionGone, FoodsElsewhere, DraftMoved.
    """
    found, key = open_draft(who, arranged), ids.new_id()
    source = (
        _of_version(found, held) if held.version else phase_alone(document.read(found.content), held.phase)
    )

    def write(content: Content) -> Content:
        return put(content, held, day, meal, key=key, source=source)

    change_phase(found, who, phase, write)
    record("diet_plans.draft.pasted", found, who, {"version": held.version})


def _of_version(found: DietDraft, held: Held) -> Content:
    """Give the phase of a version as it may be written today: its units as the food table has them now.

    A template has no versions.
    """
    version = queries.version_numbered(found.client_id, held.version) if found.client_id else None
    if version is None:
        raise VersionGone
    source = phase_alone(version.content, held.phase)
    table = queries.foods(source.codes, found.branch_id or "")
    if source.codes - set(table):
        raise FoodsElsewhere
    return source.each_item(lambda item: in_known_unit(item, table, version.foods))
