"""Three short steps: who, what and when, in her own words (T1).

Each answer is posted and kept as a draft; no address carries any of it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response

from webapp.accounts.rules import Role
from webapp.complaints import queries, services
from webapp.complaints.forms import NOBODY, StoryForm, WhatForm, WhoForm
from webapp.complaints.presenters import client as present
from webapp.complaints.presenters.people import to_name
from webapp.complaints.rules.categories import Category
from webapp.complaints.views.blueprint import bp
from webapp.kernel import access, htmx, idempotency, transaction, uploads
from webapp.kernel.forms import Form
from webapp.kernel.i18n import _, language


@bp.get("/complaints")
@access.roles(Role.CLIENT)
def cases() -> Response:
    """Show her cases and how to tell us something."""
    found = queries.cases_of_client(access.visitor().person_id)
    return htmx.answer("complaints/cases.html", rows=present.rows(found))


@bp.get("/complaints/new")
@access.roles(Role.CLIENT)
def choose_who() -> Response:
    """Step 1: who it is about."""
    return _ask_who(_who(WhoForm(data=_draft())), 200)


@bp.post("/complaints/new")
@access.roles(Role.CLIENT)
def keep_who() -> Response:
    """Keep the first answer and go on."""
    form = _who(WhoForm.read())
    if not form.validate():
        return _ask_who(form)
    _keep(form)
    return htmx.go("complaints.choose_what")


@bp.get("/complaints/new/what")
@access.roles(Role.CLIENT)
def choose_what() -> Response:
    """Step 2: what it is about and when; without a first answer, step 1."""
    so_far = _draft()
    if "who" not in so_far:
        return htmx.go("complaints.choose_who")
    return _ask_what(WhatForm(data=_dated(so_far)), 200)


@bp.post("/complaints/new/what")
@access.roles(Role.CLIENT)
def keep_what() -> Response:
    """Keep the second answer and go on."""
    form = WhatForm.read()
    if not form.validate():
        return _ask_what(form)
    _keep(form)
    return htmx.go("complaints.tell")


@bp.get("/complaints/new/story")
@access.roles(Role.CLIENT)
def tell() -> Response:
    """Step 3: in her own words; without the earlier answers, the first step that lacks one."""
    so_far = _draft()
    if "who" not in so_far:
        return htmx.go("complaints.choose_who")
    if "category" not in so_far:
        return htmx.go("complaints.choose_what")
    return _ask_story(StoryForm(data=so_far), Category(so_far["category"]), 200)


@bp.post("/complaints/new/story")
@access.roles(Role.CLIENT, keeps_form=True)
@uploads.checked_each("files")
@idempotency.once
def send() -> Response:
    """Take the complaint in, once, and show the receipt; a refusal keeps every word."""
    form = StoryForm.read()
    transaction.after_rollback(lambda: _keep(form))
    so_far = _draft()
    what = WhatForm(data=_dated(so_far))
    if "who" not in so_far:
        return _who_again(_("Please fill this in."))
    if not what.validate():
        return _ask_what(what)
    who, fine = access.visitor(), form.validate()
    files = services.Files(form.given(), who.account_id)
    if not fine or form.files.errors:
        return _ask_story(form, what.chosen)
    try:
        case = services.submit(client_id=who.person_id, complaint=_said(so_far, what, form), files=files)
    except services.DidNotServeYou as refusal:
        return _who_again(refusal.message())
    return htmx.go("complaints.receipt", case_id=case.id)


def _said(so_far: dict[str, Any], what: WhatForm, form: StoryForm) -> services.Complaint:
    return services.Complaint(
        category=what.chosen,
        story=form.story.data or "",
        language=language(),
        happened_on=what.happened_on.data,
        staff_id=None if so_far["who"] == NOBODY else so_far["who"],
        confidential=bool(form.confidential.data),
    )


def _draft() -> dict[str, Any]:
    return queries.draft(access.visitor().person_id)


def _dated(so_far: dict[str, Any]) -> dict[str, Any]:
    """Give the answers with the day as a date: a draft is JSON."""
    day = so_far.get("happened_on")
    return so_far | {"happened_on": date.fromisoformat(day) if day else None}


def _keep(form: Form) -> None:
    who = access.visitor()
    kept = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in form.data.items()
        if name != "files"
    }
    services.keep_draft(client_id=who.person_id, branch_id=who.branch_id, **kept)


def _ask_who(form: WhoForm, status: int = 422) -> Response:
    return htmx.answer("complaints/choose_who.html", status=status, form=form)


def _who_again(message: str) -> Response:
    """Show step 1 again and say what is wrong with its answer."""
    form = _who(WhoForm())
    form.add_error("who", message)
    return _ask_who(form)


def _ask_what(form: WhatForm, status: int = 422) -> Response:
    return htmx.answer("complaints/choose_what.html", status=status, form=form)


def _ask_story(form: StoryForm, category: Category, status: int = 422) -> Response:
    days = queries.lengths_on().result_days(category)
    return htmx.answer("complaints/tell.html", status=status, form=form, days=days, before=_before())


def _before() -> dict[str, str]:
    """Give the answers of the first two steps: where the network goes, the phone sends all three at once."""
    return {
        name: str(value)
        for name, value in _draft().items()
        if name in ("who", "category", "happened_on") and value
    }


def _who(form: WhoForm) -> WhoForm:
    return form.offer(to_name(access.visitor().person_id))
