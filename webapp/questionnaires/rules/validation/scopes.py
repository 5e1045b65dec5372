"""Where an `enableWhen` finds its question: in the same repetition of a repeated group first, then further out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from webapp.questionnaires.rules.answers import Json, by_link_id
from webapp.questionnaires.rules.definition import Definition, Item, walk


@dataclass(slots=True)
class Scope:
    """The answers of one repetition: `raw` as given, `live` those of the items found enabled so far."""

    definition: Definition
    covers: frozenset[str]
    raw: dict[str, list[Any]]
    outer: Scope | None = None
    live: dict[str, list[Any]] = field(default_factory=dict)

    def values(self, question: str, asker: Item) -> Sequence[Any]:
        """Give the values of a question for the item that asks: an earlier one counts only while enabled."""
        scope = self._holding(question)
        asked = self.definition.index.get(question)
        earlier = asked is not None and asked.order < asker.order
        return (scope.live if earlier else scope.raw).get(question, ())

    def note(self, link_id: str, values: list[Any]) -> None:
        """Remember the answers of an enabled item here and in every scope around."""
        scope: Scope | None = self
        while scope is not None:
            scope.live.setdefault(link_id, []).extend(values)
            scope = scope.outer

    def inside(self, group: Item, repetition: Json) -> Scope:
        """Give the scope for one repetition of a group: a new one only where the group repeats."""
        if not group.repeats:
            return self
        covers = frozenset(item.link_id for item in walk(group.items))
        return Scope(self.definition, covers, by_link_id(repetition), outer=self)

    def _holding(self, question: str) -> Scope:
        scope = self
        while scope.outer is not None and question not in scope.covers:
            scope = scope.outer
        return scope


def outermost(definition: Definition, response: Json) -> Scope:
    """Give the scope of the whole response."""
    return Scope(definition, frozenset(), by_link_id(response))
