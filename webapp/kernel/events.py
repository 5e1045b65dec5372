"""Events: the only upward road. Rooms publish frozen facts; `webapp/wiring.py` says who reacts.

Handlers run in the publisher's transaction, in the order of wiring; an error rolls all back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

Event = TypeVar("Event")
_handlers: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(kind: type[Event], handler: Callable[[Event], None]) -> None:
    """Let `handler` react to each `kind`; a second subscription of the same pair is ignored."""
    if handler not in _handlers[kind]:
        _handlers[kind].append(handler)


def publish(event: object) -> None:
    """Deliver `event` to its handlers, now, in this transaction."""
    for handler in _handlers[type(event)]:
        handler(event)
