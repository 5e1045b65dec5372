"""Exactly once: a form's key, or the `Idempotency-Key` header, makes a second press harmless.

The claim of a key is a row of the request's own transaction. A parallel second request waits for it
(SQLite: the write lock; PostgreSQL: the unique index), then gets the first one's answer. A refused
request is rolled back, claim included, so its key may be used again after the correction.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Response, current_app, request
from sqlalchemy import String, bindparam, exists, select, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import access, clock, crypto, htmx, ids
from webapp.kernel.db import Id, Model, db, written
from webapp.kernel.errors import BadInput, Refusal
from webapp.kernel.i18n import _
from webapp.kernel.inserting import insert_new

View = TypeVar("View", bound=Callable[..., Any])
_KEY = re.compile(r"[A-Za-z0-9_-]{8,80}")
_NOT_THE_BODY = frozenset({"_key", "_csrf"})


class Answer(Model):
    """What a request with a key was answered: where it went, or its body."""

    __tablename__ = "idempotent_answer"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    account_id: Mapped[str] = mapped_column(Id)
    key: Mapped[str] = mapped_column(String(80))
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column(default=0)
    location: Mapped[str | None] = mapped_column(crypto.Secret("idempotent_answer.location"))
    body: Mapped[str | None] = mapped_column(crypto.Secret("idempotent_answer.body"))
    mimetype: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    __table_args__ = (db.UniqueConstraint("account_id", "key"),)


class KeyMisused(Refusal):
    """A key came again with another body."""

    status = 422

    def message(self) -> str:
        return _("This form was already sent with other answers. Please open the page again.")


ANSWERED = exists().where(Answer.account_id == bindparam("account_id"), Answer.key == bindparam("key"))
"""Whether a key was answered before: for a statement that looks first (`transaction.look_first`)."""


def asked() -> dict[str, str]:
    """Give what `ANSWERED` asks for of this request. Raises BadInput for an odd key."""
    return {"account_id": access.visitor().account_id, "key": _key()}


def once(view: View) -> View:
    """Let an unsafe view act once per account and key; put it under the access decorator.

    A request without a key (or from nobody) is simply served: the rules of the room still hold.
    """

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Response:
        key, account_id = _key(), access.visitor().account_id
        if not key or not account_id:
            return current_app.make_response(view(*args, **kwargs))
        row_id, fingerprint = ids.new_id(), _fingerprint()
        claim = {"id": row_id, "account_id": account_id, "key": key, "fingerprint": fingerprint}
        if not insert_new(Answer, **claim, status=0, mimetype="", created_at=clock.now()):
            return _again(account_id, key, fingerprint)
        answer = current_app.make_response(view(*args, **kwargs))
        if answer.status_code < 400:
            _keep(row_id, answer)
        return answer

    return cast(View, wrapper)


def _key() -> str:
    key = request.headers.get("Idempotency-Key") or request.form.get("_key", "")
    if key and not _KEY.fullmatch(key):
        raise BadInput("_key")
    return key


def _fingerprint() -> str:
    """Give a digest of what was asked: method, path, fields and files or raw body."""
    digest = hashlib.sha256(f"{request.method} {request.full_path}".encode(errors="replace"))
    fields = [(name, values) for name, values in request.form.lists() if name not in _NOT_THE_BODY]
    digest.update(json.dumps(sorted(fields)).encode())
    for name, file in sorted(request.files.items(multi=True), key=lambda pair: pair[0]):
        digest.update(f"{name}\0{file.filename}\0".encode(errors="replace"))
        digest.update(hashlib.sha256(file.stream.read()).digest())
        file.stream.seek(0)
    if not request.form and not request.files:
        digest.update(request.get_data())
    return digest.hexdigest()


def _again(account_id: str, key: str, fingerprint: str) -> Response:
    """Give the answer of the first request; a location is told in the way this request can follow."""
    mine = select(Answer).where(Answer.account_id == account_id, Answer.key == key)
    known = db.session.scalars(mine).one()
    if known.fingerprint != fingerprint:
        raise KeyMisused
    if known.location:
        return htmx.go_to(known.location)
    return Response(known.body or "", known.status, mimetype=known.mimetype or None)


_KEEP = (  # built once: making a statement costs more than running it
    update(Answer)
    .where(Answer.id == bindparam("row"))
    .values({name: bindparam(f"answer_{name}") for name in ("status", "mimetype", "location", "body")})
)


def _keep(row_id: str, answer: Response) -> None:
    location = _location(answer)
    body = "" if location else answer.get_data(as_text=True)
    kept = {
        "row": row_id,
        "answer_status": answer.status_code,
        "answer_mimetype": answer.mimetype or "",
        "answer_location": crypto.for_row(location or None, row_id),
        "answer_body": crypto.for_row(body or None, row_id),
    }
    written(_KEEP, kept)


def _location(answer: Response) -> str:
    if "HX-Location" in answer.headers:
        return str(json.loads(answer.headers["HX-Location"])["path"])
    return answer.headers.get("Location", "")
