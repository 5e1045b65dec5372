"""What stops a definition from being published (Q3, Q6).

Every string in both languages, every linkId once, every condition looking back at a question that exists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from webapp.questionnaires.rules import attachments, extensions, measures, patterns, repeating
from webapp.questionnaires.rules.answers import Json, maps
from webapp.questionnaires.rules.definition import (
    CHOICES,
    MAX_DEPTH,
    OPERATORS,
    TYPES,
    Condition,
    Definition,
    Item,
    plain_word,
    walk,
)
from webapp.questionnaires.rules.enablement import equal
from webapp.questionnaires.rules.entry import offered
from webapp.questionnaires.rules.fields import MOST, has_rows
from webapp.questionnaires.rules.findings import Finding
from webapp.questionnaires.rules.repeating import rolled_out
from webapp.questionnaires.rules.texts import bilingual
from webapp.questionnaires.rules.valuesets import code_pair
from webapp.toolbox.words import Bilingual


def blockers(definition: Definition) -> list[Finding]:
    """Give everything that must be mended before publishing; an empty list lets it through."""
    found = list(_whole(definition))
    found += _ids(definition)
    found += _circles(definition)
    for item in definition.walk():
        found += _conditions(definition, item)
        found += _words(definition, item)
        found += _choices(definition, item)
        found += _build(item)
        found += _answering(definition, item)
    return found


def _whole(definition: Definition) -> Iterator[Finding]:
    if not any(item.is_question and not item.hidden for item in definition.walk()):
        yield Finding("noQuestions")
    if _lacks(definition.title):
        yield Finding("missingTranslation", detail="title")


def _ids(definition: Definition) -> Iterator[Finding]:
    for link_id, count in Counter(item.link_id for item in definition.walk()).items():
        if not link_id:
            yield Finding("missingLinkId")
        elif count > 1:
            yield Finding("duplicateLinkId", link_id, link_id)
    turns = (item.link_id for item in rolled_out(definition).walk() if item.turn or item.counts)
    for link_id in sorted({*turns} & definition.index.keys()):
        yield Finding("duplicateLinkId", link_id, link_id)


def _conditions(definition: Definition, item: Item) -> Iterator[Finding]:
    for condition in item.conditions:
        asked = definition.index.get(condition.question)
        if asked is None:
            yield Finding("unknownQuestion", item.link_id, _asks(item, condition))
        elif not asked.is_question:
            yield Finding("notAQuestion", item.link_id, _asks(item, condition))
        elif asked.order >= item.order:
            yield Finding("forwardReference", item.link_id, _asks(item, condition))
        if condition.operator not in OPERATORS:
            yield Finding("unknownOperator", item.link_id, f"{item.link_id}: {condition.operator}")
        elif not _has_operand(condition):
            yield Finding("malformedCondition", item.link_id, _asks(item, condition))
        elif asked is not None and _is_never_chosen(definition, asked, condition):
            detail = f"{_asks(item, condition)}: {_named(condition.value)}"
            yield Finding("unofferedCode", item.link_id, detail)


def _is_never_chosen(definition: Definition, asked: Item, condition: Condition) -> bool:
    """Tell whether a condition waits for a choice that its question does not offer: it could never be met."""
    choices = offered(definition, asked) if condition.operator in ("=", "!=") else ()
    free = asked.type == "open-choice" and not isinstance(condition.value, Mapping)
    return bool(choices) and not free and not any(equal(one.value, condition.value) for one in choices)


def _named(value: Any) -> str:
    return "|".join(filter(None, code_pair(value))) if isinstance(value, Mapping) else plain_word(value)


def _asks(item: Item, condition: Condition) -> str:
    return f"{item.link_id} \u2192 {condition.question}"


def _has_operand(condition: Condition) -> bool:
    if condition.operator == "exists":
        return isinstance(condition.value, bool)
    return condition.value is not None


def _circles(definition: Definition) -> Iterator[Finding]:
    """Follow what each item needs (its conditions' questions and its ancestors) and name those that need themselves."""
    needs: dict[str, set[str]] = {}
    _collect(definition.items, set(), needs)
    for circle in _circles_in(_left_over(needs)):
        for link_id in circle:
            yield Finding("cycle", link_id, " \u2192 ".join([*circle, circle[0]]))


def _collect(items: tuple[Item, ...], around: set[str], needs: dict[str, set[str]]) -> None:
    for item in items:
        own = {condition.question for condition in item.conditions}
        needs.setdefault(item.link_id, set()).update(own | around)
        _collect(item.items, around | {item.link_id}, needs)


def _left_over(needs: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Take away, round by round, what needs nothing that is left; the rest hangs on a circle."""
    left = {link_id: {other for other in others if other in needs} for link_id, others in needs.items()}
    waiting: dict[str, set[str]] = {}
    for link_id, others in left.items():
        for other in others:
            waiting.setdefault(other, set()).add(link_id)
    free = [link_id for link_id, others in left.items() if not others]
    while free:
        done = free.pop()
        left.pop(done)
        for link_id in waiting.get(done, ()):
            left[link_id].discard(done)
            if not left[link_id]:
                free.append(link_id)
    return left


def _circles_in(needs: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Go from each item to the first it needs; where a way meets itself is a circle. Every item needs another."""
    seen: set[str] = set()
    for begin in needs:
        way: list[str] = []
        at = begin
        while at not in seen:
            seen.add(at)
            way.append(at)
            at = min(needs[at])
        if at in way:
            yield way[way.index(at) :]


def _words(definition: Definition, item: Item) -> Iterator[Finding]:
    if _lacks(item.text) and not item.hidden:
        yield Finding("missingTranslation", item.link_id, item.link_id)
    for option in offered(definition, item):
        if _lacks(option.words):
            yield Finding("missingTranslation", item.link_id, f"{item.link_id}: {option.key}")
    for unit in _units(definition, item):
        if _lacks(bilingual(unit, "display", definition.language)):
            yield Finding("missingTranslation", item.link_id, f"{item.link_id}: {unit.get('code')}")


def _units(definition: Definition, item: Item) -> Iterator[Json]:
    """Give every unit that a person reads: the question's own, those to choose from, those of a contained set."""
    for url in (extensions.UNIT, extensions.UNIT_OPTION):
        yield from maps(list(extensions.values(item.source, url)))
    listed = extensions.value(item.source, extensions.UNIT_VALUE_SET)
    allowed = definition.value_sets.get(listed) if isinstance(listed, str) else None
    yield from allowed.codings if allowed else ()


def _choices(definition: Definition, item: Item) -> Iterator[Finding]:
    keys = Counter(option.key for option in offered(definition, item) if item.is_question)
    keys += Counter(
        measures.key_of(unit) for unit in measures.units(definition, item) if item.type == "quantity"
    )
    for key, count in keys.items():
        if not key.strip():
            yield Finding("optionWithoutCode", item.link_id, item.link_id)
        elif count > 1:
            yield Finding("reusedOptionCode", item.link_id, f"{item.link_id}: {key}")
    allowed = definition.value_sets.get(item.value_set or "")
    if item.type in CHOICES and not item.options and (allowed is None or not allowed.codings):
        yield Finding("noChoices", item.link_id)


def _build(item: Item) -> Iterator[Finding]:
    if item.type not in TYPES:
        yield Finding("unknownType", item.link_id, item.type)
    pattern = extensions.value(item.source, extensions.REGEX)
    if isinstance(pattern, str) and not patterns.is_usable(pattern):
        yield Finding("unusablePattern", item.link_id, pattern[:60])
    if len(item.items) < len(maps(item.source.get("item"))):
        yield Finding("tooDeep", item.link_id, str(MAX_DEPTH))


def _answering(definition: Definition, item: Item) -> Iterator[Finding]:
    """Name what our pages give no way to answer, or not often enough: whoever met it could never finish."""
    open_to_people = item.is_question and not (item.hidden or item.read_only)
    if item.is_question and item.fewest and not (open_to_people or item.initial):
        yield Finding("cannotBeAnswered", item.link_id, item.link_id)
    if open_to_people and not _has_field(definition, item):
        yield Finding("noField", item.link_id, item.link_id)
    several = item.repeats and (
        item.type in (*CHOICES, "attachment") or item.fewest <= (MOST if has_rows(item) else _turns(item))
    )
    if (
        item.type == "group"
        and item.repeats
        and any(one.repeats for one in walk(item.items) if one.type == "group")
    ):
        yield Finding("nestedGroups", item.link_id, item.link_id)
    if item.fewest > 1 and not several and not item.read_only:
        yield Finding("oneAnswerOnly", item.link_id, f"{item.link_id} ({item.fewest})")


def _turns(item: Item) -> int:
    """Give how many repetitions of a group our pages take."""
    return repeating.MOST if repeating.repeats(item) else 1


def _has_field(definition: Definition, item: Item) -> bool:
    """A file of kinds that we do not keep has nowhere to go, and a figure says nothing without its unit."""
    if item.type == "quantity":
        return bool(measures.units(definition, item))
    return item.type != "attachment" or (bool(attachments.kinds(item)) and attachments.most(item) > 0)


def _lacks(words: Bilingual) -> bool:
    return not (words.zh.strip() and words.en.strip())
