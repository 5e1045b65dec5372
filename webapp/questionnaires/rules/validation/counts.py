"""How many answers a question takes, and how many repetitions a group."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.definition import Item


def miscounts(item: Item, count: int) -> Iterator[tuple[str, object]]:
    """Give what is wrong with so many of them: (code, limit)."""
    least = extensions.whole(item.source, extensions.MIN_OCCURS)
    most = extensions.whole(item.source, extensions.MAX_OCCURS)
    if count > 1 and not item.repeats:
        yield "repeats", ""
    if least is not None and count < least:
        yield "minCount", least
    if most is not None and count > most:
        yield "maxCount", most
