"""Following a case that was told without a name: its tracking code opens it, the browser keeps the code till it closes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, request

from webapp import config
from webapp.complaints import queries, services
from webapp.complaints.forms import AcceptForm, AnswerForm, AppealForm, MoreFilesForm, TrackForm
from webapp.complaints.models import Case, Evidence
from webapp.complaints.presenters import files as present
from webapp.complaints.rules import tracking
from webapp.complaints.rules.evidence import MOST_AT_ONCE
from webapp.complaints.rules.states import Action
from webapp.complaints.views.blueprint import bp
from webapp.complaints.views.following import whereabouts
from webapp.kernel import access, htmx, uploads
from webapp.kernel.errors import NotYours
from webapp.kernel.forms import Form
from webapp.kernel.i18n import language, typed
from webapp.kernel.pages import link

_COOKIE, _PATH = "case_code", "/complaints/track"
_OPENED = {Action.APPEAL, Action.REOPEN, Action.WITHDRAW, Action.ADD_EVIDENCE}
"""What has a form of its own, opened by `?do=`."""


def remember(answer: Response, code: str) -> Response:
    """Let this browser keep the code until it is closed; nothing keeps the page that shows it."""
    secure = config.current().secure
    answer.set_cookie(_COOKIE, code, path=_PATH, secure=secure, httponly=True, samesite="Strict")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.get("/complaints/track")
@access.public
def track() -> Response:
    """Ask for the tracking code."""
    return htmx.answer("complaints/track.html", form=TrackForm())


@bp.post("/complaints/track")
@access.public
def open_tracked() -> Response:
    """Open the case of a code; wrong ones are counted."""
    form = TrackForm.read()
    if not form.validate():
        return htmx.answer("complaints/track.html", status=422, form=form)
    typed_code = form.code.data or ""
    try:
        services.open_by_code(typed=typed_code, address=request.remote_addr or "")
    except (services.WrongCode, services.TooManyTries) as refusal:
        form.add_error("code", refusal.message())
        return htmx.answer("complaints/track.html", status=refusal.status, form=form)
    return remember(htmx.go("complaints.tracked"), tracking.read(typed_code))


@bp.post("/complaints/track/leave")
@access.public
def leave_tracked() -> Response:
    """Forget the code in this browser."""
    answer = htmx.go("complaints.track")
    answer.delete_cookie(_COOKIE, path=_PATH)
    return answer


@bp.get("/complaints/track/case")
@access.public
def tracked() -> Response:
    """Show where the case stands; `?do=` opens the form of a step."""
    return _page(_mine())


@bp.post("/complaints/track/case/answer")
@access.public
def answer_tracked() -> Response:
    """Answer the handler's question (T5)."""
    return _worded(AnswerForm.read(), services.answer, "ANSWER")


@bp.post("/complaints/track/case/appeal")
@access.public
def appeal_tracked() -> Response:
    """Appeal against the result (T13)."""
    return _worded(AppealForm.read(), services.appeal, Action.APPEAL)


@bp.post("/complaints/track/case/reopen")
@access.public
def reopen_tracked() -> Response:
    """Have a closed case looked into again (T15)."""
    return _worded(AppealForm.read(), services.reopen_by_client, Action.REOPEN)


@bp.post("/complaints/track/case/agree")
@access.public
def agree_tracked() -> Response:
    """Agree with the result (T12)."""
    case, form = _mine(), AcceptForm.read()
    if not form.validate():
        return _page(case, form, "CLOSE", 422)
    services.close(case_id=case.id, client_id=case.teller, satisfaction=form.mark)
    return htmx.go("complaints.tracked")


@bp.post("/complaints/track/case/withdraw")
@access.public
def withdraw_tracked() -> Response:
    """Withdraw the case (T16)."""
    case = _mine()
    services.withdraw(case_id=case.id, client_id=case.teller)
    return htmx.go("complaints.tracked")


@bp.post("/complaints/track/case/files")
@access.public
@uploads.checked_each("files", most=MOST_AT_ONCE, public=True)
def add_files_tracked() -> Response:
    """Take more photos or papers in; their names are not kept."""
    case, form = _mine(), MoreFilesForm.read()
    given = form.given()
    if not form.files.errors:
        try:
            services.bring_files(case_id=case.id, client_id=case.teller, files=services.Files(given))
            return htmx.go("complaints.tracked")
        except services.TooManyFiles as refusal:
            form.add_error("files", refusal.message())
    return _page(case, form, Action.ADD_EVIDENCE, 422)


@bp.get("/complaints/track/case/files/<id:evidence_id>")
@access.public
def tracked_file(evidence_id: str) -> Response:
    """Open a file of the case."""
    case = _mine()
    return present.served(
        queries.file_of_client(case_id=case.id, evidence_id=evidence_id, client_id=case.teller)
    )


def _mine() -> Case:
    """Give the case of the code that this browser keeps. Raises `NotYours`."""
    case = queries.case_of_code(tracking.read(request.cookies.get(_COOKIE, "")))
    if case is None:
        raise NotYours
    return case


def _worded(form: Form, act: Callable[..., object], step: str) -> Response:
    """Do what words are for, or show them again with what is missing."""
    case = _mine()
    if not form.validate():
        return _page(case, form, step, 422)
    act(case_id=case.id, client_id=case.teller, words=form["words"].data or "", language=language())
    return htmx.go("complaints.tracked")


_FORMS: dict[str, type[Form]] = {
    Action.APPEAL: AppealForm,
    Action.REOPEN: AppealForm,
    Action.ADD_EVIDENCE: MoreFilesForm,
    "ANSWER": AnswerForm,
    "CLOSE": AcceptForm,
}


def _page(case: Case, form: Form | None = None, step: str = "", status: int = 200) -> Response:
    told: dict[str, Any] = whereabouts(case)
    asked = step or request.args.get("do", "")
    opened = asked if asked in told["allowed"] and asked in _OPENED else ""
    shown = opened or next((one for one in ("ANSWER", "CLOSE") if one in told["allowed"]), "")
    answer = htmx.answer(
        "complaints/tracked.html",
        status=status,
        opened=opened,
        form=form or _FORMS.get(shown, Form)(),
        story=typed(case.story, case.language),
        files=present.rows_of_client(queries.files_of_client(case.id), _opened),
        **told,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _opened(row: Evidence) -> str:
    return link("complaints.tracked_file", evidence_id=row.id)
