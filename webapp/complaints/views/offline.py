"""Telling us without a network: the phone's own page, and what its outbox sends as a whole (T1)."""

from __future__ import annotations

from flask import Response, jsonify, request

from webapp.accounts.rules import Role
from webapp.complaints import services
from webapp.complaints.forms import NOBODY, WholeForm
from webapp.complaints.presenters.people import to_name
from webapp.complaints.views.blueprint import bp
from webapp.kernel import access, idempotency, pwa, uploads
from webapp.kernel.errors import BadInput, Refusal
from webapp.kernel.i18n import language, lazy
from webapp.kernel.pages import link


@bp.get("/complaints/offline")
@access.public
def offline() -> Response:
    """Draw the page that a phone fills in from what it keeps; it is the same for everybody."""
    return pwa.shell("complaints/offline.html", form=WholeForm())


@bp.post("/complaints/new/whole")
@access.roles(Role.CLIENT)
@uploads.checked_each("files")
@idempotency.once
def take_whole() -> Response:
    """Take in all three steps from a phone's outbox, as JSON or with photos as a form, once; a refusal is said in words."""
    who, form = access.visitor(), WholeForm.read_sent()
    form.offer(to_name(who.person_id))
    fine, given = form.validate(), form.given()
    if not fine or form.files.errors:
        raise _refusal(form)
    said = services.Complaint(
        category=form.chosen,
        story=form.story.data or "",
        language=language(),
        happened_on=form.happened_on.data,
        staff_id=None if form.who.data == NOBODY else form.who.data,
        confidential=bool(form.confidential.data),
    )
    files = services.Files(given, who.account_id)
    case = services.submit(client_id=who.person_id, complaint=said, files=files)
    return jsonify(page=link("complaints.receipt", case_id=case.id))


def _refusal(form: WholeForm) -> Refusal:
    """Give the outbox the words of what is wrong; whatever else posts here hears the field's name."""
    first = form.problems()[0]
    from_outbox = "Idempotency-Key" in request.headers
    return services.NotTaken(first.message) if from_outbox else BadInput(first.field_id)


pwa.keep_shell(
    pwa.Shell(
        address="/complaints/offline",
        pattern=r"^/complaints/new(/what|/story)?$",
        scripts=("js/complaining/shell.js", "js/complaining/page.js"),
        door=("/complaints/new", lazy("Tell us what went wrong")),
    )
)
