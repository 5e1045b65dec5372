"""Delimited text: UTF-8 with or without its mark, UTF-16 as spreadsheets save it, or GB 18030."""

from __future__ import annotations

import csv
import io

from webapp.toolbox.sheets import FileFault, Spot, Unreadable

MOST_ROWS = 500_000
_LONGEST_CELL = 20_000
_CONTROL = {*range(32)} - {9, 10, 11, 13, 28, 29, 30, 31}


def text_of(content: bytes) -> str:
    """Give the text of a file. Raises Unreadable where it is none."""
    for codec in _codecs(content):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if any(chr(code) in text for code in _CONTROL):
            break
        return text
    raise Unreadable(FileFault.NOT_TEXT)


def _codecs(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return ("utf-8-sig", "gb18030")


def cells_of(text: str) -> list[list[str]]:
    """Give rows of cells; comma, semicolon or tab, whichever the first line has most of."""
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if len(rows) >= MOST_ROWS:
                raise Unreadable(FileFault.TOO_MANY, Spot("TABLE", "", len(rows)))
            rows.append([_unquoted(cell) for cell in row])
    except csv.Error as broken:
        raise Unreadable(FileFault.BROKEN, Spot("TABLE", "", reader.line_num)) from broken
    return rows


def _unquoted(cell: str) -> str:
    """Take off the apostrophe and the `="…"` by which long numbers are kept as text."""
    if cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1]
    return cell.removeprefix("'")[:_LONGEST_CELL]
