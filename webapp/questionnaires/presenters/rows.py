"""Questions whose answers have fields of their own: several typed answers, a figure with the unit it is meant in."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.kernel import i18n
from webapp.questionnaires.presenters import days
from webapp.questionnaires.rules import extensions, measures
from webapp.questionnaires.rules.definition import Definition, Item
from webapp.questionnaires.rules.fields import bounds, has_rows
from webapp.questionnaires.rules.texts import bilingual
from webapp.toolbox.words import Language

Row = tuple[str, ...]


def stands_in_rows(item: Item) -> bool:
    """Tell whether a question is drawn in rows."""
    return has_rows(item) or measures.has_choice(item)


def units(definition: Definition, item: Item, language: Language) -> tuple[tuple[str, str], ...]:
    """Give the units to choose from as (key, words); none where there is no choice."""
    offered = measures.units(definition, item) if measures.has_choice(item) else ()
    words = (
        (unit, bilingual(unit, "display", definition.language).in_language(language)) for unit in offered
    )
    return tuple((measures.key_of(unit), said or measures.key_of(unit)) for unit, said in words)


def most(item: Item) -> int:
    """Give how many answers the page takes."""
    return bounds(item)[1] if has_rows(item) else 1


def limits(item: Item) -> str:
    """Say how many answers there may be, where the definition says so."""
    least, _ = bounds(item)
    limit = extensions.whole(item.source, extensions.MAX_OCCURS)
    if not item.repeats or (least < 2 and limit is None):
        return ""
    if limit is None:
        return i18n._("At least %(n)s answers.", n=least)
    if least < 2:
        return i18n.ngettext("Up to %(n)s answer.", "Up to %(n)s answers.", limit)
    return i18n._("%(least)s to %(most)s answers.", least=least, most=limit)


def standing(item: Item, keys: Sequence[str], raw: Sequence[str], *, more: bool = False) -> list[Row]:
    """Give what stands in the fields of each row; `more` adds an empty one, at least one is there."""
    least = max(1, bounds(item)[0]) if has_rows(item) else 1
    held = [*raw, *[""] * max(least - len(raw), int(more and len(raw) < most(item)))]
    return [_fields(item, keys, text) for text in held[: max(len(raw), most(item))]]


def _fields(item: Item, keys: Sequence[str], text: str) -> Row:
    if item.type == "date":
        return days.standing(item, [text])
    return measures.cut(keys, text) if keys else (text,)
