"""Cells pasted out of a spreadsheet into a sheet: item and result, or results in the sheet's order (X1)."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.imports.document import Entry
from webapp.exams.rules.imports.titles import column_of
from webapp.exams.rules.imports.values import line_of
from webapp.exams.rules.readings import Misread
from webapp.exams.rules.sheet import Typed
from webapp.toolbox.sheets import Spot

MOST_LINES = 500


def read_pasted(text: str, codes: Sequence[str]) -> tuple[dict[str, Typed], list[str]]:
    """Give what was pasted as lines of a sheet whose items are `codes`, and what belongs to none of them.

    A result that cannot be read stays as it was written, so that the sheet says what is wrong with it.
    """
    rows = [[cell.strip() for cell in row.split("\t")] for row in text.splitlines()[:MOST_LINES]]
    if all(len(row) == 1 for row in rows):
        return _in_order([row[0] for row in rows], codes)
    return _by_name(rows, codes)


def _in_order(cells: list[str], codes: Sequence[str]) -> tuple[dict[str, Typed], list[str]]:
    lines = {code: _line(code, cell, None) for code, cell in zip(codes, cells, strict=False) if cell}
    return lines, [cell for cell in cells[len(codes) :] if cell]


def _by_name(rows: list[list[str]], codes: Sequence[str]) -> tuple[dict[str, Typed], list[str]]:
    lines: dict[str, Typed] = {}
    unread: list[str] = []
    for row in rows:
        name, value, unit = [*row, "", "", ""][:3]
        column = column_of(name, {})
        if column.code in codes and value:
            lines[column.code] = _line(column.code, value, unit or column.unit)
        elif name and value and not column.fact:
            unread.append(name)
    return lines, unread


def _line(code: str, text: str, unit: str | None) -> Typed:
    item = lab_items()[code]
    own = item.unit if unit is None else unit
    try:
        return line_of(Entry(Spot(), code, text, own), item)
    except Misread:
        return Typed(text, own)
