"""Copies of the record in words: what there is to save, until when, and what is being made (A6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.kernel.i18n import _, moment, ngettext, number
from webapp.records.queries import Copy


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy; `made` tells whether there is a file, `sha256` is its digest."""

    id: str
    made: bool
    title: str
    note: str
    sha256: str = ""


def copy_rows(copies: Sequence[Copy]) -> list[CopyRow]:
    """Make the rows of the page, newest first."""
    return [_row(one) for one in copies]


def _row(one: Copy) -> CopyRow:
    row, file = one.row, one.file
    if file is None or row.made_at is None:
        waiting = _("Being made since %(moment)s. This takes a few seconds.", moment=moment(row.asked_at))
        return CopyRow(row.id, made=False, title=_named(row.language), note=waiting)
    pages = ngettext("%(n)s page", "%(n)s pages", row.pages or 0)
    size = _("%(size)s KB", size=number(max(1, round(file.size / 1024))))
    held = _("As of %(at)s, to be had until %(end)s", at=moment(row.made_at), end=moment(row.ends_at))
    note = " · ".join((pages, size, held))
    return CopyRow(row.id, made=True, title=_named(row.language), note=note, sha256=file.sha256)


def _named(language: str) -> str:
    return _("PDF in English") if language == "en" else _("PDF in Chinese")
