"""One person of a file as its sealed row holds it: what the file says, and what was found about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.exams.rules.imports.comparing import Kept, Proposal, State
from webapp.exams.rules.imports.document import Entry, Fault, Record
from webapp.exams.rules.sheet import Reading, Typed
from webapp.toolbox.sheets import Spot


def as_held(record: Record, faults: list[tuple[Fault, Spot]]) -> dict[str, Any]:
    """Give what the file says of a person."""
    who = record.identity
    return {
        "spot": record.spot.as_json(),
        "name": who.name[:60],
        "id_tail": who.id_number[-4:],
        "phone_tail": who.phone[-4:],
        "born": who.birth_date.isoformat() if who.birth_date else "",
        "faults": [[fault, spot.as_json()] for fault, spot in faults],
        "entries": [_entry(entry) for entry in record.entries],
    }


def with_findings(held: dict[str, Any], proposal: Proposal, kept: Mapping[str, Kept]) -> dict[str, Any]:
    """Add what would change, and what is refused."""
    texts = {entry[1]: entry[2] for entry in held["entries"]}
    return held | {
        "cells": _cells(proposal, kept),
        "slips": [[code, slip, spot.as_json(), texts.get(code, "")] for code, slip, spot in proposal.slips],
        "missing": proposal.sheet.missing,
        "complete": proposal.complete,
    }


def entries_of(held: Mapping[str, Any]) -> list[Entry]:
    """Give the results again as they were read."""
    return [Entry(Spot(*spot), *rest) for spot, *rest in held["entries"]]


def _entry(entry: Entry) -> list[Any]:
    spot = entry.spot.as_json()
    return [spot, entry.code, entry.text, entry.unit, entry.range, entry.mark, entry.status]


def _cells(proposal: Proposal, kept: Mapping[str, Kept]) -> list[list[Any]]:
    changes = dict.fromkeys(proposal.new, State.NEW) | dict.fromkeys(proposal.changed, State.CHANGED)
    return [
        [reading.code, changes[reading.code], _line(kept.get(reading.code)), _after(reading), reading.flag,
         reading.implausible]
        for reading in proposal.sheet.readings
        if reading.code in changes
    ]  # fmt: skip


def _line(kept: Kept | None) -> list[str]:
    line = kept.line if kept else Typed()
    return [line.text, line.unit, line.words]


def _after(reading: Reading) -> list[str]:
    if reading.written_value is None:
        return [reading.choice, "", reading.words]
    return [format(reading.written_value, "f"), reading.written_unit, ""]
