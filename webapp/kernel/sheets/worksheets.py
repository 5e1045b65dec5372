"""What a worksheet says of its cells, read before a library makes room for them.

Two cells can say that a table has sixteen thousand million: whoever makes room for it is killed by the system.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NoReturn
from xml.parsers import expat

from webapp.toolbox.sheets import FileFault, Spot, Unreadable, letters

MOST_ROWS, MOST_COLUMNS = 100_000, 702
MOST_CELLS = 1_500_000
MOST_LETTERS = 30_000_000
_AT = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def check_sheet(name: str, xml: bytes, lengths: Sequence[int]) -> None:
    """Refuse what calculates or goes further out than any table; `lengths` are the letters of the shared strings.

    Raises Unreadable.
    """
    sheet = _Sheet(name.rpartition("/")[2].removesuffix(".xml"), lengths)
    _walk(xml, begins=sheet.begins, says=sheet.says if lengths else None)
    sheet.weigh()


def lengths_of(xml: bytes) -> list[int]:
    """Count the letters of each shared string. Raises Unreadable."""
    found: list[int] = []

    def begins(tag: str, _attributes: dict[str, str]) -> None:
        if _local(tag) == "si":
            found.append(0)

    def says(text: str) -> None:
        if found:
            found[-1] += len(text)

    _walk(xml, begins=begins, says=says)
    return found


class _Sheet:
    """A walk over the cells of one sheet; a row or a cell without a number follows the one before."""

    def __init__(self, name: str, lengths: Sequence[int]) -> None:
        self._name, self._lengths = name, lengths
        self._row = self._column = 0
        self._rows = self._columns = 0
        self._asked: list[str] = []
        self._tag = self._type = ""

    def begins(self, tag: str, attributes: dict[str, str]) -> None:
        self._tag = _local(tag)
        if self._tag == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
            self._within()
        elif self._tag == "c":
            self._place(attributes.get("r"))
            self._type = attributes.get("t", "")
            self._within()
        elif self._tag == "f":
            raise Unreadable(
                FileFault.FORMULA, Spot("TABLE", self._name, self._row, letters(self._column - 1))
            )
        elif self._tag == "v" and self._type == "s":
            self._asked.append("")

    def says(self, text: str) -> None:
        if self._tag == "v" and self._type == "s" and self._asked:
            self._asked[-1] += text

    def weigh(self) -> None:
        """Refuse a table of too many cells, and one small text that stands in a hundred thousand of them."""
        if self._rows * self._columns > MOST_CELLS:
            raise Unreadable(FileFault.TOO_MANY, Spot("TABLE", self._name))
        if sum(self._letters()) > MOST_LETTERS:
            raise Unreadable(FileFault.BOMB)

    def _letters(self) -> Iterator[int]:
        for asked in self._asked:
            which = _number(asked.strip(), -1)
            yield self._lengths[which] if 0 <= which < len(self._lengths) else 0

    def _place(self, at: str | None) -> None:
        found = _AT.fullmatch(at or "")
        if at and not found:
            raise Unreadable(FileFault.BROKEN, Spot("TABLE", self._name, self._row))
        self._row = int(found[2]) if found else self._row
        self._column = _column(found[1]) if found else self._column + 1

    def _within(self) -> None:
        if self._row > self._rows:
            self._rows = self._row
        if self._column > self._columns:
            self._columns = self._column
        if self._rows > MOST_ROWS or self._columns > MOST_COLUMNS:
            raise Unreadable(FileFault.TOO_MANY, Spot("TABLE", self._name, min(self._row, MOST_ROWS)))


def _walk(xml: bytes, *, begins: object, says: object) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = begins  # type: ignore[assignment]
    parser.CharacterDataHandler = says  # type: ignore[assignment]
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as broken:
        raise Unreadable(FileFault.BROKEN) from broken


def _no_doctype(*_declared: object) -> NoReturn:
    """A workbook declares no entities; what does wants to fetch or to grow."""
    raise Unreadable(FileFault.BROKEN)


def _local(tag: str) -> str:
    return tag.rpartition(":")[2] if ":" in tag else tag


def _number(text: str | None, otherwise: int) -> int:
    """Read a short whole number; anything longer is further out than any table."""
    if not text:
        return otherwise
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else MOST_ROWS + 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
