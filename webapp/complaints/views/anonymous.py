"""Telling us something without a name, and following it with the tracking code (T1).

The doors are open to everybody and never ask who is signed in. No answer is kept under an account
(`idempotency.once` would): the form's key makes the code, and the states of a case do the rest.
"""

from __future__ import annotations

from flask import Response, request

from webapp.complaints import queries, services
from webapp.complaints.forms import AnonymousForm
from webapp.complaints.rules.evidence import MOST_AT_ONCE
from webapp.complaints.views.blueprint import bp
from webapp.complaints.views.tracking import remember
from webapp.kernel import access, htmx, uploads
from webapp.kernel.errors import BadInput
from webapp.kernel.i18n import _, language, say
from webapp.organisation import queries as organisation

_LEAST_KEY = 20  # letters: a key that nobody guesses makes a code that nobody guesses


@bp.get("/complaints/anonymous")
@access.public
def anonymous() -> Response:
    """Ask what happened, and nothing that says who asks."""
    return _page(AnonymousForm(), 200)


@bp.post("/complaints/anonymous")
@access.public
@uploads.checked_each("files", most=MOST_AT_ONCE, public=True)
def send_anonymously() -> Response:
    """Take it in, once, and show the tracking code this one time."""
    form, key = _offered(AnonymousForm.read()), request.form.get("_key", "")
    if len(key) < _LEAST_KEY:
        raise BadInput("_key")
    fine, given = form.validate(), form.given()
    if not fine or form.files.errors:
        return _page(form)
    said = services.Complaint(form.chosen, form.story.data or "", language(), form.happened_on.data)
    try:
        code = services.submit_anonymously(
            key=key,
            branch_id=form.branch.data,
            complaint=said,
            address=request.remote_addr or "",
            files=services.Files(given),
        )
    except (services.AlreadySent, services.TooManyFiles) as refusal:
        form.add_error("story", refusal.message())
        return _page(form)
    answer = htmx.answer("complaints/tracking_code.html", code=code, case=queries.case_of_code(code))
    return remember(answer, code)


def _offered(form: AnonymousForm) -> AnonymousForm:
    headquarters, *others = organisation.branches()
    unsure = (headquarters.id, _("Headquarters, or I do not know"))
    return form.offer([*((one.id, say(one.name)) for one in others), unsure])


def _page(form: AnonymousForm, status: int = 422) -> Response:
    return htmx.answer("complaints/anonymous.html", status=status, form=_offered(form))
