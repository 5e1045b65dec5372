"""Files of a request, and files in an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import quote

from flask import Response, g, request

from webapp.kernel import limits, transaction
from webapp.kernel.db import db
from webapp.kernel.uploads import refusals
from webapp.kernel.uploads.checking import MOST_BYTES, Checked, check

View = TypeVar("View", bound=Callable[..., Any])
_LONGEST_TITLE = 80  # letters
MOST_OF_ALL = 20
"""Files of one request: opening each may take seconds, and hundreds fit into what may be sent."""
PER_PLACE = ((20, 3_600),)
"""Requests with files that an address may send an hour to doors that ask nobody who they are."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that came: its clean copy, and what its sender called it (to be shown, never a path)."""

    title: str
    content: Checked


def checked(field: str, *, most: int = 1) -> Callable[[View], View]:
    """Check the files of a form's field before the view: under access, above `idempotency.once`.

    Drawing a large picture takes a second. The write lock that the visitor's look-up has taken is
    given back first, so nobody waits for it.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            db.session.rollback()
            try:
                g.uploads = _taken(field, most)
            except refusals.UploadRefused as refused:
                g.uploads = refused
            return view(*args, **kwargs)

        return cast(View, wrapper)

    return wrap


def checked_each(prefix: str, *, most: int = MOST_OF_ALL, public: bool = False) -> Callable[[View], View]:
    """Check the files of all fields whose names begin so, as `checked` does; the view asks `brought()`.

    Of more than `most` together none is opened; nor is any at a `public` door for an address that has had
    its share of the hour.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            g.brought = {}
            if any(file.filename for file in request.files.values()):
                db.session.rollback()
                g.brought = _all_of(prefix, most, public)
            return view(*args, **kwargs)

        return cast(View, wrapper)

    return wrap


def brought() -> dict[str, list[Upload | refusals.UploadRefused]]:
    """Give the files of this request by field, each with its clean copy or why it is not taken.

    None are taken where the view has them not checked.
    """
    found: dict[str, list[Upload | refusals.UploadRefused]] = g.get("brought", {})
    return found


def given() -> list[Upload]:
    """Give the files of this request, at least one. Raises UploadRefused, whose sentence the form shows."""
    found: list[Upload] | refusals.UploadRefused = g.uploads
    if isinstance(found, refusals.UploadRefused):
        raise found
    return found


def _taken(field: str, most: int) -> list[Upload]:
    files = [file for file in request.files.getlist(field) if file.filename]
    if not files:
        raise refusals.NothingChosen
    if len(files) > most:
        raise refusals.TooMany
    return [Upload(_title(file.filename or ""), _checked(file)) for file in files]


def _all_of(prefix: str, most: int, public: bool) -> dict[str, list[Upload | refusals.UploadRefused]]:
    came = {name: _each(name) for name in request.files if name.startswith(prefix)}
    refused = _refused_whole(sum(map(len, came.values())), most, public)
    if refused:
        return {name: [refused for _file in files] for name, files in came.items()}
    return {name: [_one(file) for file in files] for name, files in came.items()}


def _refused_whole(files: int, most: int, public: bool) -> refusals.UploadRefused | None:
    """Give why none of the files is opened. The share is counted before, whatever becomes of the request."""
    if files > most:
        return refusals.TooMany()
    if not (files and public):
        return None
    with transaction.unit_of_work():
        fine = limits.take("uploads.public", request.remote_addr or "", *PER_PLACE)
    return None if fine else refusals.TooManyFromHere()


def _each(field: str) -> list[Any]:
    return [file for file in request.files.getlist(field) if file.filename]


def _one(file: Any) -> Upload | refusals.UploadRefused:
    try:
        return Upload(_title(file.filename or ""), _checked(file))
    except refusals.UploadRefused as refused:
        return refused


def _checked(file: Any) -> Checked:
    data = file.stream.read(MOST_BYTES + 1)
    file.stream.seek(0)  # the key of a form that is sent twice is compared with its files
    return check(data)


def file_name(sent: str) -> str:
    """Give what a sender called a file, to be shown: the last part of a path, without what cannot be printed."""
    last = sent.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())


def _title(sent: str) -> str:
    """Give a file's name without its ending."""
    name = file_name(sent)
    return (name.rpartition(".")[0] or name).strip()[:_LONGEST_TITLE]


def serve(content: Checked, *, name: str) -> Response:
    """Answer with a kept file: a picture to look at, a document to save; neither can act on our pages."""
    answer = Response(content.data, mimetype=content.type.value)
    shown = "inline" if content.type.value.startswith("image/") else "attachment"
    called = quote(f"{name}.{content.type.extension}", safe="")
    answer.headers["Content-Disposition"] = f"{shown}; filename*=UTF-8''{called}"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
