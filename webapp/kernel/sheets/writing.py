"""Tables to fill in, as workbooks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence


def as_workbook(rows: Iterable[Sequence[str]], *, sheet: str, text_columns: str, head: int) -> bytes:
    """Give rows as XLSX; columns of long numbers are text, so that no digit is lost; `head` rows stay in sight."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.freeze_panes = f"{chr(ord(text_columns[-1]) + 1)}{head + 1}"
    for letter in text_columns:
        page.column_dimensions[letter].width = 20
        page.column_dimensions[letter].number_format = "@"
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
