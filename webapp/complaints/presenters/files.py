"""Files of a case in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Response
from markupsafe import Markup

from webapp.complaints.models import Evidence
from webapp.complaints.rules.evidence import Visibility
from webapp.kernel import uploads
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import _, moment, number, typed
from webapp.records import queries as records

_MEGABYTE, _KILOBYTE = 1024 * 1024, 1024


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of a list: what its sender called it, its size and when it came, where it is opened."""

    title: Markup | str
    facts: str
    href: str


def size_words(size: int) -> str:
    """Say a number of bytes."""
    if size >= _MEGABYTE:
        return f"{number(round(size / _MEGABYTE, 1))} MB"
    return f"{max(1, round(size / _KILOBYTE))} KB"


def rows_of_client(rows: Iterable[Evidence], opened: Callable[[Evidence], str]) -> list[FileRow]:
    """Draw what a client may open of her case; `opened` gives where."""
    return [
        FileRow(
            typed(row.title) if row.title else _("A file"),
            " · ".join((size_words(row.size or 0), moment(row.at, style="short"), _from(row))),
            opened(row),
        )
        for row in rows
    ]


def _from(row: Evidence) -> str:
    return _("from you") if row.visibility == Visibility.CLIENT else _("from us")


def served(row: Evidence) -> Response:
    """Answer with a file whose reader was asked for; it is called by its day, so that no name lies about."""
    file = records.stored_file(row.file_id or "")
    if file is None:
        raise NotYours
    return uploads.serve(records.content_of(file), name=_("file of %(day)s", day=row.at.date().isoformat()))
