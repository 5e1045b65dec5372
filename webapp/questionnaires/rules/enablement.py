"""Skip logic (Q3): one truth table for `enableWhen`.

A missing operand makes every operator false but `exists`. With several answers `= > < >= <=` hold when any
answer does, `!=` only when none is equal. Disabled ancestors disable descendants, a question below a question waits
for its answer, and what a disabled question once held counts as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from webapp.questionnaires.rules import periods, quantities
from webapp.questionnaires.rules.definition import Condition, Definition, Item
from webapp.questionnaires.rules.numbers import as_decimal
from webapp.questionnaires.rules.valuesets import code_pair

Lookup = Callable[[str], Sequence[Any]]
"""Gives the values that a question holds now, by linkId."""


def enabled(item: Item, lookup: Lookup) -> bool:
    """Tell whether an item's own conditions let it be asked; ancestors are the caller's to follow."""
    if not item.conditions:
        return True
    outcomes = (holds(condition, lookup(condition.question)) for condition in item.conditions)
    return any(outcomes) if item.any_condition else all(outcomes)


def holds(condition: Condition, answers: Sequence[Any]) -> bool:
    """Decide one condition on the values of the question it names."""
    if condition.operator == "exists":
        return bool(answers) is (condition.value is True) and isinstance(condition.value, bool)
    if not answers or condition.value is None:
        return False
    if condition.operator == "=":
        return any(equal(answer, condition.value) for answer in answers)
    if condition.operator == "!=":
        return not any(equal(answer, condition.value) for answer in answers)
    return any(_ordered(condition.operator, answer, condition.value) for answer in answers)


def equal(left: Any, right: Any) -> bool:
    """Tell whether two FHIR values are the same: Codings by system and code, numbers by value."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        if "value" in left or "value" in right:
            return quantities.compare(left, right) == 0
        if "reference" in left or "reference" in right:
            return isinstance(left.get("reference"), str) and left.get("reference") == right.get("reference")
        return code_pair(left) == code_pair(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right or periods.same_instant(left, right)
    return order(left, right) == 0


def order(left: Any, right: Any) -> int | None:
    """Give -1, 0 or 1, or None for values that have no order between them."""
    numbers = as_decimal(left), as_decimal(right)
    if numbers[0] is not None and numbers[1] is not None:
        return _sign(numbers[0], numbers[1])
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return quantities.compare(left, right)
    if isinstance(left, str) and isinstance(right, str):
        if periods.is_period(left) and periods.is_period(right):
            return periods.compare(left, right)
        return (left > right) - (left < right)
    return None


def asked(definition: Definition, answers: Mapping[str, Sequence[Any]]) -> set[str]:
    """Give the linkIds of all items that are asked, for answers held flat by linkId (`repeating`)."""
    found = set(definition.always)
    for item in definition.gated:
        _ask(definition, item, answers, found)
    return found


def asks_others(
    definition: Definition,
    before: Mapping[str, Sequence[Any]],
    after: Mapping[str, Sequence[Any]],
    changed: Iterable[str],
) -> bool:
    """Tell whether other questions are asked now; only answers that some condition looks at can change that."""
    if definition.steering.isdisjoint(changed) and not definition.copies:
        return False
    return asked(definition, before) != asked(definition, after)


def _ask(definition: Definition, item: Item, answers: Mapping[str, Sequence[Any]], found: set[str]) -> None:
    lookup = _lookup(definition, item, answers, found)
    if (not item.under or lookup(item.under)) and enabled(item, lookup):
        found.add(item.link_id)
        for child in item.items:
            _ask(definition, child, answers, found)


def _lookup(
    definition: Definition, item: Item, answers: Mapping[str, Sequence[Any]], found: set[str]
) -> Lookup:
    """An earlier question counts only while it is asked itself; a later one (never published) as it stands."""

    def values(question: str) -> Sequence[Any]:
        if question in definition.copies:
            return [value for one in definition.copies[question] for value in values(one)]
        earlier = definition.index.get(question)
        if earlier is not None and earlier.order < item.order and question not in found:
            return ()
        return answers.get(question, ())

    return values


def _ordered(operator: str, left: Any, right: Any) -> bool:
    found = order(left, right)
    if found is None:
        return False
    return {">": found > 0, "<": found < 0, ">=": found >= 0, "<=": found <= 0}.get(operator, False)


def _sign(left: Decimal, right: Decimal) -> int:
    return (left > right) - (left < right)
