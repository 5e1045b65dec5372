"""Tables: one person a row with an item a column, or one result a row (X1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.imports.document import (
    MOST_TEXT,
    Document,
    Entry,
    Fault,
    Record,
    Unknown,
    gathered,
    limited,
)
from webapp.exams.rules.imports.persons import identity_of
from webapp.exams.rules.imports.titles import Column, Memory, column_of, needs_unit, sure
from webapp.exams.rules.imports.words import person_titles, unit_of
from webapp.toolbox.sheets import FileFault, Spot, Unreadable, key, letters

Row = Sequence[str]
_HEAD_WITHIN = 10
_PERSON = frozenset({"id_number", "phone", "name", "birth_date", "exam_day"})


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of a sheet, and the first row of data (counting from 0)."""

    sheet: str
    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    begins: int

    def spot(self, row: int, index: int) -> Spot:
        """Give where a cell stands, as a spreadsheet counts."""
        title = self.titles[index] if index < len(self.titles) else ""
        return Spot("TABLE", self.sheet, row + 1, f"{letters(index)} {title}".strip())

    def index(self, fact: str) -> int | None:
        """Give the column of a fact."""
        return next((at for at, column in enumerate(self.columns) if column.fact == fact), None)


def read_tables(sheets: Sequence[tuple[str, Sequence[Row]]], memory: Memory) -> Document:
    """Read the sheets of a file that have a head. Raises Unreadable."""
    document, records = Document(), list[Record]()
    heads = [(head, rows) for name, rows in sheets if (head := find_head(name, rows, memory))]
    if not heads:
        raise Unreadable(FileFault.NO_HEAD, Spot("TABLE", sheets[0][0] if sheets else "", 1))
    for head, rows in heads:
        _check(head)
        document.unknown.extend(_unknown(head, rows))
        records.extend(limited(_records(head, rows, document, memory)))
    long = any(head.index("item") is not None for head, _rows in heads)
    document.records = gathered(records) if long else records
    return document


def find_head(sheet: str, rows: Sequence[Row], memory: Memory) -> Head | None:
    """Find the row of titles among the first ten, and what describes it below (names, units)."""
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        columns = tuple(column_of(title, memory) if title.strip() else Column() for title in row)
        facts = {column.fact for column in columns}
        if facts & _PERSON and sum(column.known for column in columns) >= 2:
            titles = tuple(title.strip()[:60] for title in row)
            return _described(Head(sheet, columns, titles, at + 1), rows)
    return None


def _described(head: Head, rows: Sequence[Row]) -> Head:
    """Skip the template's rows of names, take its row of units."""
    columns = list(head.columns)
    at = head.begins
    while at < len(rows) and _describes(head, rows[at]):
        for index, cell in enumerate(rows[at][: len(columns)]):
            item = lab_items().get(columns[index].code)
            if item and columns[index].unit is None and unit_of(item, cell) is not None:
                columns[index] = replace(columns[index], unit=cell)
        at += 1
    return replace(head, columns=tuple(sure(column) for column in columns), begins=at)


def _describes(head: Head, row: Row) -> bool:
    """Tell whether a row holds names or units instead of a person's results."""
    cells = [(column, cell.strip()) for column, cell in zip(head.columns, row, strict=False) if cell.strip()]
    person = [cell for column, cell in cells if column.fact]
    items = [(column, cell) for column, cell in cells if column.code]
    if person:
        return all(key(cell) in person_titles() for cell in person)
    return bool(items) and all(unit_of(lab_items()[column.code], cell) is not None for column, cell in items)


def _check(head: Head) -> None:
    """Raise Unreadable for a title that stands twice, or when nothing says whose results they are."""
    seen: set[tuple[str, str]] = set()
    for index, column in enumerate(head.columns):
        what = (column.fact, column.code)
        if column.known and column.fact != "ignored" and what in seen:
            raise Unreadable(FileFault.TITLE_TWICE, head.spot(head.begins - 1, index))
        seen.add(what)
    facts = {column.fact for column in head.columns}
    if "id_number" not in facts and not {"phone", "name", "birth_date"} <= facts:
        raise Unreadable(Fault.NO_PERSON_COLUMN, Spot("TABLE", head.sheet, head.begins))


def _unknown(head: Head, rows: Sequence[Row]) -> Iterator[Unknown]:
    for index, column in enumerate(head.columns):
        title = head.titles[index]
        if title and (not column.known or needs_unit(column)) and _has_data(rows[head.begins :], index):
            yield Unknown(title, head.spot(head.begins - 1, index), column.code)


def _has_data(rows: Sequence[Row], index: int) -> bool:
    return any(index < len(row) and row[index].strip() for row in rows)


def _records(head: Head, rows: Sequence[Row], document: Document, memory: Memory) -> Iterator[Record]:
    long = head.index("item") is not None and head.index("value") is not None
    for at in range(head.begins, len(rows)):
        cells = [cell.strip()[:MOST_TEXT] for cell in rows[at]]
        if any(cells):
            record = _person(head, at, cells)
            entry = _long_entry(head, at, cells, document, memory) if long else None
            record.entries = ([entry] if entry else []) if long else list(_wide(head, at, cells))
            yield record


def _person(head: Head, at: int, cells: Sequence[str]) -> Record:
    facts = {
        column.fact: (cells[index], head.spot(at, index))
        for index, column in enumerate(head.columns[: len(cells)])
        if column.fact in _PERSON and cells[index]
    }
    identity, faults = identity_of(facts)
    return Record(Spot("TABLE", head.sheet, at + 1), identity, faults=faults)


def _wide(head: Head, at: int, cells: Sequence[str]) -> Iterator[Entry]:
    for index, column in enumerate(head.columns[: len(cells)]):
        if column.code and cells[index] and not needs_unit(column):
            yield Entry(head.spot(at, index), column.code, cells[index], column.unit)


def _long_entry(
    head: Head, at: int, cells: Sequence[str], document: Document, memory: Memory
) -> Entry | None:
    said = {fact: _cell(head, cells, fact) for fact in ("item", "value", "unit", "range", "mark")}
    if not (said["item"] and said["value"]):
        return None
    column, index = column_of(said["item"], memory), head.index("item") or 0
    if not column.code:
        if not column.fact and all(one.title != said["item"][:60] for one in document.unknown):
            document.unknown.append(Unknown(said["item"][:60], head.spot(at, index)))
        return None
    spot = head.spot(at, head.index("value") or 0)
    unit = said["unit"] if said["unit"] else sure(column).unit
    return Entry(spot, column.code, said["value"], unit, said["range"], said["mark"])


def _cell(head: Head, cells: Sequence[str], fact: str) -> str:
    index = head.index(fact)
    return cells[index] if index is not None and index < len(cells) else ""
