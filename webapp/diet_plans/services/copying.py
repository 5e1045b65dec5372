"""Putting what was copied in another place: from this draft, or from a version that was published (D5)."""

from __future__ import annotations

from webapp.diet_plans import queries
from webapp.diet_plans.refusals import FoodsElsewhere, VersionGone
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Content, Meal, in_known_unit
from webapp.diet_plans.rules.holding import Held, put
from webapp.diet_plans.services.writing import change_phase, open_draft, phase_alone, record
from webapp.kernel import ids


def paste(
    *,
    client_id: str,
    held: Held,
    day: int,
    meal: Meal,
    staff_id: str,
    actor_id: str,
    phase: int = 0,
    arranged: int | None = None,
) -> None:
    """Put a copied food, meal, day or week in another place, of another phase or version too (D5).

    Raises PhaseGone, VersionGone, FoodsElsewhere, DraftMoved.
    """
    found, key = open_draft(client_id, staff_id, arranged), ids.new_id()
    source = (
        _of_version(client_id, held, found.branch_id)
        if held.version
        else phase_alone(document.read(found.content), held.phase)
    )

    def write(content: Content) -> Content:
        return put(content, held, day, meal, key=key, source=source)

    change_phase(found, staff_id, phase, write)
    record("diet_plans.draft.pasted", client_id, found.branch_id, actor_id, {"version": held.version})


def _of_version(client_id: str, held: Held, branch_id: str) -> Content:
    """Give the phase of a version as it may be written today: its units as the food table has them now."""
    version = queries.version_numbered(client_id, held.version)
    if version is None:
        raise VersionGone
    source = phase_alone(version.content, held.phase)
    table = queries.foods(source.codes, branch_id)
    if source.codes - set(table):
        raise FoodsElsewhere
    return source.each_item(lambda item: in_known_unit(item, table, version.foods))
