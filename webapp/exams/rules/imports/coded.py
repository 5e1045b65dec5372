"""Items that a file names by code: LOINC first, then what an institution's own codes are known to mean (X1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from webapp.exams.rules.imports.document import Document, Unknown
from webapp.exams.rules.imports.titles import Memory, column_of
from webapp.exams.rules.imports.words import item_names, loinc_codes
from webapp.toolbox.sheets import Spot, key

LOINC = frozenset({"http://loinc.org", "LN", "LOINC"})


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a thing, with the words beside it."""

    system: str = ""
    code: str = ""
    words: str = ""


def item_of(codes: Sequence[Code], memory: Memory) -> str | None:
    """Give the lab item; "" for one that a person chose to leave out, None for an unknown one."""
    for name in _names(codes):
        if key(name) in memory:
            return column_of(name, memory).code
    for one in codes:
        if one.system in LOINC and one.code in loinc_codes():
            return loinc_codes()[one.code]
    return next((item_names()[key(name)] for name in _names(codes) if key(name) in item_names()), None)


def note_unknown(document: Document, codes: Sequence[Code], spot: Spot) -> None:
    """Note once that nobody knows the item."""
    title = next(_names(codes), "")[:60]
    if title and all(one.title != title for one in document.unknown):
        document.unknown.append(Unknown(title, spot))


def _names(codes: Sequence[Code]) -> Iterator[str]:
    yield from (one.words for one in codes if one.words)
    yield from (one.code for one in codes if one.code and one.system not in LOINC)
    yield from (one.code for one in codes if one.code and one.system in LOINC)
