"""XLSX workbooks: the container is looked at before it is opened; a cell with a formula is refused (X1)."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from webapp.exams.rules.imports.document import Fault, Spot, Unreadable

MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 2000
MOST_SHEETS = 20
MOST_ROWS, MOST_COLUMNS = 100_000, 1000
MOST_CELLS = 3_000_000
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f[\s/>]')
_AREA = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="([0-9]+)"')
_LAST_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)[0-9]+"')


def sheets_of(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """Give name and rows of each sheet. Raises Unreadable."""
    _look_into(content)
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet][:MOST_SHEETS]
        return [(name, _rows(name, book.get_sheet_by_name(name))) for name in names]
    except PasswordError as locked:
        raise Unreadable(Fault.ENCRYPTED) from locked
    except (CalamineError, OSError, ValueError, IndexError, OverflowError) as broken:
        raise Unreadable(Fault.BROKEN) from broken


def _look_into(content: bytes) -> None:
    """Refuse what is no workbook, unpacks to far more than any, is locked, or calculates."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            parts = box.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable(Fault.BOMB)
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable(Fault.ENCRYPTED)
            if "[Content_Types].xml" not in box.namelist() or "xl/workbook.xml" not in box.namelist():
                raise Unreadable(Fault.UNKNOWN_KIND)
            for part in parts:
                if _SHEET.match(part.filename):
                    _check_sheet(part.filename, _unpacked(box, part))
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, ValueError, EOFError) as broken:
        raise Unreadable(Fault.BROKEN) from broken


def _unpacked(box: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Unpack a part, and no more of it than its head promises (the sum was looked at before)."""
    with box.open(part) as packed:
        found = packed.read(part.file_size + 1)
    if len(found) > part.file_size:
        raise Unreadable(Fault.BOMB)
    return found


def _check_sheet(name: str, xml: bytes) -> None:
    short = name.rpartition("/")[2].removesuffix(".xml")
    if formula := _FORMULA.search(xml):
        cell = formula[1].decode("ascii")
        row = int(re.sub(r"[A-Z]", "", cell))
        raise Unreadable(Fault.FORMULA, Spot("TABLE", short, row, re.sub(r"[0-9]", "", cell)))
    if any(int(row) > MOST_ROWS for row in _AREA.findall(xml)):
        raise Unreadable(Fault.TOO_MANY, Spot("TABLE", short, MOST_ROWS))
    if any(len(letters) > 2 for letters in set(_LAST_CELL.findall(xml))):
        raise Unreadable(Fault.TOO_MANY, Spot("TABLE", short, 0))


def _rows(name: str, sheet: object) -> list[list[str]]:
    if getattr(sheet, "total_height", 0) * getattr(sheet, "total_width", 0) > MOST_CELLS:
        raise Unreadable(Fault.TOO_MANY, Spot("TABLE", name, 0))
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
