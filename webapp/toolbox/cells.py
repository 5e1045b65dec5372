"""Tables as CSV text that a spreadsheet only shows: no cell begins a formula (CWE-1236)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_MARK_OF_UTF8 = "\ufeff"


def cell(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula; plain figures stay figures."""
    if not text.lstrip().startswith(_BEGINS_A_FORMULA) and not text.startswith(_BEGINS_A_FORMULA):
        return text
    return text if _is_figure(text) else f"'{text}"


def table(rows: Iterable[Sequence[str]]) -> str:
    """Give rows as CSV (RFC 4180) with the mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([cell(text) for text in row] for row in rows)
    return _MARK_OF_UTF8 + out.getvalue()


def _is_figure(text: str) -> bool:
    plain = text.removeprefix("-").removeprefix("+")
    return plain.isascii() and plain.replace(".", "", 1).isdigit()
