"""What was typed into a form arrives after its session ended: it is kept until the same person has signed in again.

A door that `keeps_form` answers such a post with 401 and a link; behind it, after signing in, one press sends the
same fields again. Only the account that the ended session belonged to finds them, for a day, sealed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Flask, Response, request
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import access, clock, crypto, housekeeping, htmx, ids, limits, transaction
from webapp.kernel.db import Id, Model, db
from webapp.kernel.errors import NotYours, error_page
from webapp.kernel.i18n import _
from webapp.kernel.pages import link

bp = Blueprint("kept_forms", __name__)
LASTS = timedelta(days=1)
LARGEST = 200_000  # bytes of a posted form
PER_ACCOUNT = ((20, 3_600),)
_NOT_TYPED = frozenset({"_csrf"})


class KeptForm(Model):
    """A form as it was posted: to which address, and name → values; `account_id` is whose ended session sent it."""

    __tablename__ = "kept_form"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    account_id: Mapped[str] = mapped_column(Id)
    path: Mapped[str] = mapped_column(crypto.Secret("kept_form.path"))
    fields: Mapped[dict[str, Any]] = mapped_column(crypto.SecretJson("kept_form.fields"))
    kept_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


housekeeping.keep(KeptForm, KeptForm.kept_at, LASTS)


@bp.get("/kept/<id:form_id>")
@access.signed_in
def kept(form_id: str) -> Response:
    """Show that what was typed is still here, and where to send it; nobody else's (A1)."""
    form = db.session.get(KeptForm, form_id)
    if form is None or form.account_id != access.visitor().account_id or form.kept_at < clock.now() - LASTS:
        raise NotYours
    return htmx.answer("kernel/kept.html", form=form)


def _keep(account_id: str) -> str:
    """Keep what was posted for an account; gives the row's id, or "" where there is too much of it."""
    if request.files or (request.content_length or 0) > LARGEST:
        return ""
    fields = {name: values for name, values in request.form.lists() if name not in _NOT_TYPED}
    row_id, path = ids.new_id(), request.full_path.rstrip("?")
    db.session.rollback()
    with transaction.unit_of_work():
        allowed = limits.take("kernel.kept_forms", account_id, *PER_ACCOUNT)
        if allowed:
            db.session.add(KeptForm(id=row_id, account_id=account_id, path=path, fields=fields))
    return row_id if allowed else ""


def init(app: Flask, *, owner: Callable[[], str]) -> None:
    """Keep forms of ended sessions; `owner` tells the account that this browser's session belonged to, or ""."""

    def ask_to_sign_in(_error: access.SessionOver) -> Response:
        account_id = owner()
        row_id = _keep(account_id) if account_id else ""
        with transaction.reading():
            if row_id:
                door = access.door_for(link("kept_forms.kept", form_id=row_id))
                return error_page(401, _("What you typed is kept. Sign in to go on."), sign_in=door)
            sentence = _("Sign in in another window, then load this page again: it sends what you typed.")
            return error_page(401, sentence, sign_in=access.door_for("/"))

    app.register_error_handler(access.SessionOver, ask_to_sign_in)
