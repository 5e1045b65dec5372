"""Repeating groups rolled out: as many copies as there can be, each asked once its number is reached.

Answers are held flat, linkId → FHIR values, so every repetition's questions need names of their own: `name--2` is the
question `name` in the second. How many repetitions there are stands under `medicines--n`, an answer like any other: it
is saved, merged and carried with the rest. Conditions in a repetition look at its own answers first, those from
outside at the answers of all repetitions, as validation does it (`validation.scopes`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.answers import Json, by_link_id, link_id_of, maps
from webapp.questionnaires.rules.definition import Condition, Definition, Item, Turn, walk, with_items
from webapp.toolbox.words import Bilingual

MOST = 20
"""Repetitions of a group, where its definition names no lower limit."""
_Held = TypeVar("_Held")


def repeats(group: Item) -> bool:
    """Tell whether pages take several repetitions: of a group that they show, and that stands in no other such."""
    return group.type == "group" and group.repeats and not group.hidden


def bounds(group: Item) -> tuple[int, int]:
    """Give the fewest and the most repetitions of a group."""
    most = extensions.whole(group.source, extensions.MAX_OCCURS)
    return group.fewest, MOST if most is None else min(most, MOST)


def counter(group_id: str) -> str:
    """Name the answer that says how many repetitions there are."""
    return f"{group_id}--n"


def copy_id(link_id: str, turn: int) -> str:
    """Name an item of a repetition, from 1."""
    return f"{link_id}--{turn}"


def rolled_out(definition: Definition) -> Definition:
    """Give a definition whose repeating groups hold their repetitions; without any it is the same."""
    if not any(repeats(item) for item in definition.walk()):
        return definition
    items = _numbered(_rolled(definition.items), iter(range(1, 1_000_000)))
    copies: dict[str, list[str]] = {}
    for item in walk(items):
        if item.turn:
            copies.setdefault(item.turn.link_id, []).append(item.link_id)
    held = {link_id: tuple(ids) for link_id, ids in copies.items()}
    return replace(with_items(definition, items), copies=held, written=definition)


def _rolled(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(
        _container(item) if repeats(item) else replace(item, items=_rolled(item.items)) for item in items
    )


def _container(group: Item) -> Item:
    """Give the group with its counter, its repetitions and the place to add one in it."""
    least, most = bounds(group)
    link_id = counter(group.link_id)
    limit = {"url": extensions.MAX_VALUE, "valueInteger": most}
    source = {"linkId": link_id, "type": "integer", "extension": [limit]}
    count = replace(_bare(group), link_id=link_id, type="integer", hidden=True, source=source)
    turns = tuple(_turn(group, turn, is_sure=turn <= least) for turn in range(1, most + 1))
    add = replace(
        _bare(group),
        link_id=f"{group.link_id}--add",
        type="display",
        conditions=(
            Condition(link_id, "exists", "answerBoolean", False),
            Condition(link_id, "<", "answerInteger", most),
        ),
        any_condition=True,
    )
    return replace(group, required=False, items=(count, *turns, *([add] if most > least else [])))


def _bare(group: Item) -> Item:
    """Give an item about a group that is none itself."""
    return replace(
        group,
        repeats=False,
        required=False,
        fewest=0,
        conditions=(),
        under="",
        items=(),
        options=(),
        initial=(),
        counts=group.link_id,
    )


def _turn(group: Item, turn: int, *, is_sure: bool) -> Item:
    """Give one repetition; one that need not be there waits for its number."""
    words = Bilingual(*(f"{said} {turn}" if said else str(turn) for said in (group.text.zh, group.text.en)))
    own = frozenset(item.link_id for item in walk(group.items) if item.link_id)
    asked = Condition(counter(group.link_id), ">=", "answerInteger", turn)
    return replace(
        group,
        link_id=copy_id(group.link_id, turn),
        text=words,
        required=is_sure,
        fewest=0,
        repeats=False,
        conditions=() if is_sure else (asked,),
        under="",
        any_condition=False,
        items=tuple(
            _copied(item, Turn(item.link_id, turn, words, group.link_id), own) for item in group.items
        ),
        turn=Turn(group.link_id, turn, words, group.link_id),
    )


def _copied(item: Item, turn: Turn, own: frozenset[str]) -> Item:
    """Give an item of a repetition: its conditions look at this repetition where they can."""
    conditions = tuple(
        replace(one, question=copy_id(one.question, turn.number)) if one.question in own else one
        for one in item.conditions
    )
    return replace(
        item,
        link_id=copy_id(item.link_id, turn.number),
        under=copy_id(item.under, turn.number) if item.under in own else item.under,
        conditions=conditions,
        items=tuple(_copied(child, replace(turn, link_id=child.link_id), own) for child in item.items),
        turn=turn,
    )


def _numbered(items: tuple[Item, ...], order: Iterator[int]) -> tuple[Item, ...]:
    """Number items anew, in document order."""
    return tuple(replace(item, order=next(order), items=_numbered(item.items, order)) for item in items)


def answers_in(definition: Definition, response: Json) -> dict[str, list[Any]]:
    """Give the answers of a response as a draft holds them, each repetition's under its own names."""
    if not definition.copies:
        return by_link_id(response)
    found: dict[str, list[Any]] = {}
    rest = _without_groups(definition, {"item": response.get("item")}, found)
    return {**by_link_id(rest), **found}


def _without_groups(definition: Definition, node: Json, found: dict[str, list[Any]]) -> dict[str, Any]:
    """Put the answers of repeating groups into `found`; give what stands beside them."""
    kept: list[Any] = []
    turns: dict[str, int] = {}
    for item in maps(node.get("item")):
        group = definition.index.get(counter(link_id_of(item)))
        if group is None:
            answers = [_without_groups(definition, one, found) for one in maps(item.get("answer"))]
            kept.append(_without_groups(definition, item, found) | ({"answer": answers} if answers else {}))
            continue
        turn = turns[group.counts] = turns.get(group.counts, 0) + 1
        found[group.link_id] = [turn]
        inside = by_link_id({"item": maps(item.get("item"))})
        found.update({copy_id(link_id, turn): values for link_id, values in inside.items()})
    return {**node, "item": kept}


def count(definition: Definition, group_id: str, answers: Mapping[str, Sequence[Any]]) -> int:
    """Give how many repetitions of a group stand on the page."""
    least, most = bounds(definition.index[group_id])
    said = next(iter(answers.get(counter(group_id), ())), 0)
    return (
        max(least, min(int(said), most)) if isinstance(said, int | str) and str(said).isdecimal() else least
    )


def is_beyond(definition: Definition, item: Item, answers: Mapping[str, Sequence[Any]]) -> bool:
    """Tell whether an item belongs to a repetition that there is not."""
    return item.turn is not None and item.turn.number > count(definition, item.turn.group, answers)


def turned(
    definition: Definition,
    group_id: str,
    turn: int,
    answers: Mapping[str, Sequence[Any]],
    typed: Mapping[str, Sequence[str]],
) -> tuple[dict[str, list[Any]], dict[str, list[str]]]:
    """Give what changes (values, what could not be read) where a repetition is added (`turn` 0), or one is taken away."""
    least, most = bounds(definition.index[group_id])
    before = count(definition, group_id, answers)
    if turn > before:
        return {}, {}
    last = max(before - 1, least) if turn else min(before + 1, most)
    gone = without(definition, group_id, turn, before, answers) if turn else {}
    unread = without(definition, group_id, turn, before, typed) if turn else {}
    return gone | {counter(group_id): [last]}, {i: raw for i, raw in unread.items() if raw}


def without(
    definition: Definition, group_id: str, turn: int, last: int, held: Mapping[str, Sequence[_Held]]
) -> dict[str, list[_Held]]:
    """Give what changes among answers when one of `last` repetitions is taken away: those behind it move up."""
    names = [item.turn.link_id for item in walk(definition.index[copy_id(group_id, 1)].items) if item.turn]
    return {
        copy_id(name, at): list(held.get(copy_id(name, at + 1), ())) if at < last else []
        for name in names
        for at in range(turn, last + 1)
    }
