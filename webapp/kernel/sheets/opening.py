"""A file with tables by content, never by name: a workbook or text, or a reason why not."""

from __future__ import annotations

from enum import StrEnum

from webapp.kernel.sheets.delimited import cells_of, text_of
from webapp.toolbox.sheets import FileFault, Unreadable

MOST_BYTES = 10 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    b"PK\x05\x06",
)
Table = tuple[str, list[list[str]]]
"""A sheet's name and its rows of cells."""


class Kind(StrEnum):
    """The kinds of files that are opened."""

    XLSX = "XLSX"
    TEXT = "TEXT"


def kind_of(content: bytes) -> Kind:
    """Tell the kind by the first bytes. Raises Unreadable for anything that is neither."""
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        raise Unreadable(FileFault.EMPTY)
    if len(content) > MOST_BYTES:
        raise Unreadable(FileFault.TOO_LARGE)
    if content.startswith(_ZIP):
        return Kind.XLSX
    if content.startswith(_OLE):
        locked = b"E\0n\0c\0r\0y\0p\0t\0e\0d" in content
        raise Unreadable(FileFault.ENCRYPTED if locked else FileFault.OLD_WORKBOOK)
    if content.startswith(_OTHERS):
        raise Unreadable(FileFault.UNKNOWN_KIND)
    return Kind.TEXT


def tables_of(content: bytes) -> list[Table]:
    """Give the tables of a workbook or of delimited text. Raises Unreadable with what is wrong and where."""
    if kind_of(content) is Kind.XLSX:
        from webapp.kernel.sheets.workbook import sheets_of

        return sheets_of(content)
    return [("", cells_of(text_of(content)))]
