"""Why a file with tables is refused, and where something stands in it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from webapp.kernel.i18n import _, lazy
from webapp.toolbox.sheets import FileFault, Spot

FILE_WORDS: Final[Mapping[StrEnum, str]] = {
    FileFault.EMPTY: lazy("There is nothing in this file."),
    FileFault.TOO_LARGE: lazy("The file is larger than 10 MB. Please split it."),
    FileFault.TOO_MANY: lazy("There are more rows than one file may hold. Please split it."),
    FileFault.UNKNOWN_KIND: lazy("This is no XLSX workbook and no CSV table."),
    FileFault.OLD_WORKBOOK: lazy("This is an old workbook (XLS). Please save it as XLSX."),
    FileFault.ENCRYPTED: lazy("The workbook is locked with a password. Please send it without one."),
    FileFault.BOMB: lazy("The file unpacks to far more than a table needs, so it was not opened."),
    FileFault.BROKEN: lazy("The file is damaged here and cannot be read."),
    FileFault.FORMULA: lazy("This cell calculates its value. Please paste the values only and save again."),
    FileFault.NOT_TEXT: lazy("The letters of this file cannot be read. Please save it as UTF-8 or GB 18030."),
    FileFault.NO_HEAD: lazy("No row of column titles was found in the first ten rows."),
    FileFault.TITLE_TWICE: lazy("Two columns mean the same thing. Please leave one of them out."),
}


def refusal_words(words: str, where: str) -> str:
    """Say why a whole file is refused, and where if anywhere."""
    return _("%(label)s: %(message)s", label=where, message=words) if where else words


def table_spot(spot: Spot) -> str:
    """Say where something stands in a table, as the sender of the file finds it."""
    parts = [_("sheet %(name)s", name=spot.part)] if spot.part else []
    parts += [_("row %(row)s", row=spot.row)] if spot.row else []
    parts += [_("column %(column)s", column=spot.column)] if spot.column else []
    return _(", ").join(parts)
