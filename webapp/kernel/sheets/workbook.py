"""XLSX workbooks: the container is looked at before it is opened; a cell with a formula is refused.

The library that reads the cells is given a container written anew from the parts that were looked at: it opens
spreadsheets of other kinds as well, and might see another container in the same bytes than we do.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from datetime import date, datetime, time, timedelta

from webapp.kernel.sheets.worksheets import check_sheet, lengths_of
from webapp.toolbox.sheets import FileFault, Unreadable

MOST_UNPACKED = 80 * 1024 * 1024
MOST_PARTS = 2000
MOST_SHEETS = 20
_STRINGS = "xl/sharedstrings.xml"
_TABLES = (".xml", ".rels")
_OTHER_KINDS = frozenset({"content.xml"})  # OpenDocument, where one cell may say that it stands for a million


def sheets_of(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """Give name and rows of each sheet. Raises Unreadable."""
    looked_at = _look_into(content)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_filelike(looked_at)
        names = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet][:MOST_SHEETS]
        return [(name, _rows(book.get_sheet_by_name(name))) for name in names]
    except PasswordError as locked:
        raise Unreadable(FileFault.ENCRYPTED) from locked
    except (CalamineError, OSError, ValueError, IndexError, OverflowError) as broken:
        raise Unreadable(FileFault.BROKEN) from broken


def _look_into(content: bytes) -> io.BytesIO:
    """Give the tables' parts alone; refuse what is no workbook, unpacks to far more than any, is locked, or calculates."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            parts = box.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable(FileFault.BOMB)
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable(FileFault.ENCRYPTED)
            if "[Content_Types].xml" not in box.namelist() or "xl/workbook.xml" not in box.namelist():
                raise Unreadable(FileFault.UNKNOWN_KIND)
            return _checked_parts(box, parts)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, ValueError, EOFError) as broken:
        raise Unreadable(FileFault.BROKEN) from broken


def _checked_parts(box: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> io.BytesIO:
    """Look into every part, for a workbook may keep its sheets wherever it likes; each name is kept once."""
    strings = [part for part in parts if part.filename.lower() == _STRINGS]
    lengths = [length for part in strings for length in lengths_of(_unpacked(box, part))]
    kept: dict[str, bytes] = {}
    for part in parts:
        xml = _unpacked(box, part)
        if b"sheetData" in xml:
            check_sheet(part.filename, xml, lengths)
        name = part.filename.lower()
        if name.endswith(_TABLES) and name not in _OTHER_KINDS:
            kept[part.filename] = xml
    return _packed(kept)


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    anew = io.BytesIO()
    with zipfile.ZipFile(anew, "w", zipfile.ZIP_STORED) as box:
        for name, xml in parts.items():
            box.writestr(name, xml)
    anew.seek(0)
    return anew


def _unpacked(box: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Unpack a part, and no more of it than its head promises (the sum was looked at before)."""
    promised, asked = part.file_size, copy(part)
    asked.file_size += 1  # the library stops where the head says, whatever comes after
    with box.open(asked) as packed:
        found = packed.read(promised + 1)
    if len(found) > promised:
        raise Unreadable(FileFault.BOMB)
    return found


def _rows(sheet: object) -> list[list[str]]:
    return [[_text(cell) for cell in row] for row in _all_rows(sheet)]


def _all_rows(sheet: object) -> Iterator[list[object]]:
    """Give the rows from the sheet's first, so that they count as the spreadsheet counts them."""
    yield from sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]


def _text(cell: object) -> str:
    """Give a cell as it is printed: figures without the noise of binary fractions, days year first."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return _figure(float(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell) if isinstance(cell, time | timedelta) else ""


def _figure(number: float) -> str:
    if number != number or number in (float("inf"), float("-inf")):
        return ""
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    return f"{number:.10f}".rstrip("0") if abs(number) < 1e5 else f"{number:.4f}"
