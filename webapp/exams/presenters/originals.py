"""Files of an original report in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.exams.queries import Page
from webapp.kernel.i18n import _, lazy, moment, number
from webapp.kernel.uploads import FileType

_KINDS = {FileType.PDF: lazy("PDF"), FileType.JPEG: lazy("photo"), FileType.PNG: lazy("picture")}
_MEGABYTE, _KILOBYTE = 1024 * 1024, 1024


@dataclass(frozen=True, slots=True)
class PageRow:
    """One line of the list: what it is called by its place, what its sender called it, kind and size, when."""

    id: str
    number: int
    title: str
    facts: str
    when: str


def page_rows(pages: Iterable[Page]) -> list[PageRow]:
    """Draw the list."""
    return [_row(nth, page) for nth, page in enumerate(pages, 1)]


def _row(nth: int, page: Page) -> PageRow:
    file = page.file
    kind = _KINDS[FileType(file.content_type)]
    facts = _("%(kind)s, %(size)s", kind=kind, size=size_words(file.size))
    return PageRow(page.original.id, nth, file.title or "", facts, moment(page.original.added_at))


def size_words(size: int) -> str:
    """Say a number of bytes."""
    if size >= _MEGABYTE:
        return f"{number(round(size / _MEGABYTE, 1))} MB"
    return f"{max(1, round(size / _KILOBYTE))} KB"


def file_name(page: Page) -> str:
    """Give what a saved file is called: no person's name, it may lie on a shared machine."""
    return _("exam report %(day)s", day=page.original.added_at.date().isoformat())
