"""Files in answers: what a question takes in words, and the files that stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from webapp.kernel import i18n
from webapp.questionnaires.rules import attachments
from webapp.questionnaires.rules.attachments import FOLDER
from webapp.questionnaires.rules.definition import Item
from webapp.questionnaires.rules.numbers import as_count

_KILO = 1024
_ACCEPT = {"image/jpeg": "image/jpeg,image/heic,image/heif", "image/png": "image/png"}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as a page shows it: the line that names it, its name, its size in words, where it is opened."""

    line: str
    name: str
    size: str
    href: str


@dataclass(frozen=True, slots=True)
class Taking:
    """What a question takes: for the browser's own picker, in words, and the most bytes; two refusals."""

    accept: str
    words: str
    most: int
    too_large: str
    other_kind: str


def folder_of(client_id: str) -> str:
    """Give where staff open the files of a client."""
    return f"/desk/clients/{client_id}/questionnaires/files/"


def attached(values: Iterable[Any], folder: str = FOLDER) -> list[Attached]:
    """Give the files that values name; `folder` is where whoever reads them opens them."""
    found = (value for value in values if attachments.id_of(value))
    return [
        Attached(
            attachments.line(one),
            str(one.get("title", "")),
            size(as_count(one.get("size")) or 0),
            folder + attachments.id_of(one),
        )
        for one in found
    ]


def standing(raw: Iterable[str], folder: str = FOLDER) -> list[Attached]:
    """Give the files that the lines of a draft name."""
    return attached(filter(None, map(attachments.read_line, raw)), folder)


def taking(item: Item) -> Taking:
    """Say what a question takes."""
    kinds, most = attachments.kinds(item), attachments.most(item)
    photos, documents = any(kind.startswith("image/") for kind in kinds), "application/pdf" in kinds
    figure = size(most)
    return Taking(
        accept=",".join(_ACCEPT.get(kind, kind) for kind in kinds),
        words=_takes(figure, photos=photos, documents=documents),
        most=most,
        too_large=i18n._("This file is larger than %(size)s. Please choose a smaller one.", size=figure),
        other_kind=_other(photos=photos, documents=documents),
    )


def size(count: int) -> str:
    """Say a number of bytes."""
    if count < _KILO:
        return f"{count} B"
    if count < _KILO * _KILO:
        return f"{round(count / _KILO)} KB"
    return f"{count / _KILO / _KILO:.1f}".removesuffix(".0") + " MB"


def _takes(figure: str, *, photos: bool, documents: bool) -> str:
    if photos and documents:
        return i18n._("A photo or a PDF, at most %(size)s.", size=figure)
    if photos:
        return i18n._("A photo (JPEG, PNG or HEIC), at most %(size)s.", size=figure)
    return i18n._("A PDF, at most %(size)s.", size=figure)


def _other(*, photos: bool, documents: bool) -> str:
    if photos and documents:
        return i18n._("This is neither a photo nor a PDF. Please choose another file.")
    if photos:
        return i18n._("This is no photo that we can open. Please choose another file.")
    return i18n._("This is no PDF. Please choose another file.")
