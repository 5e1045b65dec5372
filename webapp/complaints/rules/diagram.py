"""The transition table drawn: a state diagram and a table for docs/complaints.md, out of the rules alone."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.complaints.rules.guards import GUARDS, OF_ONE_ACTOR
from webapp.complaints.rules.states import State
from webapp.complaints.rules.table import TABLE, Transition

HEAD = """# How a complaint moves

Written by `kangyue complaints diagram` out of `webapp/complaints/rules`: change the table there, then run
`make diagram`. What is not in the table does not exist.

"""


def document() -> str:
    """Give the whole page (Markdown with a Mermaid diagram), the same for the same table."""
    return HEAD + "\n".join([*_diagram(), "", *_table(), ""])


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {State.SUBMITTED}: T1 SUBMIT"
    for row in TABLE:
        for state in _ordered(row):
            for to in _targets(row):
                if to is not state:
                    yield f"    {state} --> {to}: {row.rule} {row.action}"
    for state in (State.CLOSED, State.DECLINED, State.WITHDRAWN):
        yield f"    {state} --> [*]"
    yield "```"


def _targets(row: Transition) -> tuple[State, ...]:
    """Give where a row leads; T5 leads back to wherever the question was asked."""
    if row.rule == "T5":
        return (State.SUBMITTED, State.ACCEPTED, State.INVESTIGATING)
    return (row.to,) if row.to else ()


def _table() -> Iterator[str]:
    yield "| rule | action | in | to | who | guards | effects |"
    yield "|---|---|---|---|---|---|---|"
    for row in TABLE:
        yield "| " + " | ".join(_cells(row)) + " |"


def _cells(row: Transition) -> Iterator[str]:
    yield row.rule
    yield f"`{row.action}`"
    yield ", ".join(_ordered(row))
    yield ", ".join(_targets(row)) or "–"
    yield ", ".join(sorted(row.actors))
    yield ", ".join(_guards(row)) or "–"
    yield ", ".join(row.effects) or "–"


def _guards(row: Transition) -> Iterator[str]:
    yield from GUARDS.get(row.action, ())
    for (action, actor), names in OF_ONE_ACTOR.items():
        if action is row.action:
            yield from (f"{name} ({actor})" for name in names)


def _ordered(row: Transition) -> list[State]:
    return [state for state in State if state in row.states]
