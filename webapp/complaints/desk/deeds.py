"""What is done with a case: one door for each step; the table of steps says which service does it."""

from __future__ import annotations

from flask import Response

from webapp.complaints import queries
from webapp.complaints.desk.blueprint import DESK_ROLES, desk
from webapp.complaints.desk.cases import draw, load
from webapp.complaints.desk.steps import NOTE, STEPS, Step, offer, posted_form, read_version
from webapp.complaints.forms import StepForm
from webapp.complaints.queries import Dossier
from webapp.complaints.rules.states import Action, State, transition
from webapp.complaints.services import (
    AlreadyNamed,
    NotAllowedNow,
    RevealsTheComplainant,
    SomebodyWasFirst,
)
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import BadInput


@desk.post("/desk/complaints/<id:case_id>/take")
@access.roles(*DESK_ROLES)
@idempotency.once
def take(case_id: str) -> Response:
    """Take a case that nobody handles."""
    return _do(case_id, Action.TAKE)


@desk.post("/desk/complaints/<id:case_id>/accept")
@access.roles(*DESK_ROLES)
@idempotency.once
def accept(case_id: str) -> Response:
    """Take a complaint up (T2)."""
    return _do(case_id, Action.ACCEPT)


@desk.post("/desk/complaints/<id:case_id>/investigate")
@access.roles(*DESK_ROLES)
@idempotency.once
def investigate(case_id: str) -> Response:
    """Begin the investigation (T6)."""
    return _do(case_id, Action.INVESTIGATE)


@desk.post("/desk/complaints/<id:case_id>/decide")
@access.roles(*DESK_ROLES)
@idempotency.once
def decide(case_id: str) -> Response:
    """Sign the result as a second person (T10)."""
    return _do(case_id, Action.DECIDE)


@desk.post("/desk/complaints/<id:case_id>/sign-decline")
@access.roles(*DESK_ROLES)
@idempotency.once
def sign_decline(case_id: str) -> Response:
    """Sign the refusal of a complaint as a second person (T3)."""
    return _do(case_id, Action.SIGN_DECLINE)


@desk.post("/desk/complaints/<id:case_id>/conclude")
@access.roles(*DESK_ROLES)
@idempotency.once
def conclude(case_id: str) -> Response:
    """Hand the conclusion to a second person (T8)."""
    return _do(case_id, Action.CONCLUDE)


@desk.post("/desk/complaints/<id:case_id>/serve")
@access.roles(*DESK_ROLES)
@idempotency.once
def serve(case_id: str) -> Response:
    """Serve an employee with a summary (T6)."""
    return _do(case_id, Action.SERVE)


@desk.post("/desk/complaints/<id:case_id>/settle")
@access.roles(*DESK_ROLES)
@idempotency.once
def settle(case_id: str) -> Response:
    """Settle on the spot (T11)."""
    return _do(case_id, Action.SETTLE)


@desk.post("/desk/complaints/<id:case_id>/ask")
@access.roles(*DESK_ROLES)
@idempotency.once
def ask_client(case_id: str) -> Response:
    """Ask the client (T4)."""
    return _do(case_id, Action.ASK_CLIENT)


@desk.post("/desk/complaints/<id:case_id>/evidence")
@access.roles(*DESK_ROLES)
@idempotency.once
def add_evidence(case_id: str) -> Response:
    """Add evidence (T7)."""
    return _do(case_id, Action.ADD_EVIDENCE)


@desk.post("/desk/complaints/<id:case_id>/send-back")
@access.roles(*DESK_ROLES)
@idempotency.once
def send_back(case_id: str) -> Response:
    """Send a conclusion back (T9)."""
    return _do(case_id, Action.SEND_BACK)


@desk.post("/desk/complaints/<id:case_id>/put-off")
@access.roles(*DESK_ROLES)
@idempotency.once
def put_off(case_id: str) -> Response:
    """Say why an employee is not served yet (T6)."""
    return _do(case_id, Action.PUT_OFF)


@desk.post("/desk/complaints/<id:case_id>/extend")
@access.roles(*DESK_ROLES)
@idempotency.once
def extend(case_id: str) -> Response:
    """Take more time for the result (§4)."""
    return _do(case_id, Action.EXTEND)


@desk.post("/desk/complaints/<id:case_id>/name")
@access.roles(*DESK_ROLES)
@idempotency.once
def name_respondent(case_id: str) -> Response:
    """Name a further employee (T7)."""
    return _do(case_id, Action.NAME_RESPONDENT)


@desk.post("/desk/complaints/<id:case_id>/renew")
@access.roles(*DESK_ROLES)
@idempotency.once
def renew_standby(case_id: str) -> Response:
    """Review a standby (S1)."""
    return _do(case_id, Action.RENEW_STANDBY)


@desk.post("/desk/complaints/<id:case_id>/decline")
@access.roles(*DESK_ROLES)
@idempotency.once
def decline(case_id: str) -> Response:
    """Do not take a complaint up, or propose it (T3)."""
    return _do(case_id, Action.DECLINE)


@desk.post("/desk/complaints/<id:case_id>/note")
@access.roles(*DESK_ROLES)
@idempotency.once
def add_note(case_id: str) -> Response:
    """Write an internal note."""
    return _do(case_id, NOTE)


@desk.post("/desk/complaints/<id:case_id>/recuse")
@access.roles(*DESK_ROLES)
@idempotency.once
def recuse(case_id: str) -> Response:
    """Step back from a case (§5)."""
    return _do(case_id, Action.RECUSE)


def _do(case_id: str, action: str) -> Response:
    """Read a step's form, do it, and show the case again; the service makes every check.

    Only a form that is drawn, or whose fields depend on the case, needs the case here. A step that
    came too late shows the case as it is now, and why.
    """
    step = STEPS[action]
    try:
        found = _seen(case_id, step) if step.needs_case else None
        form = posted_form(step, found)
        if not form.validate():
            return _again(case_id, step, form)
        sees = _run(step, form, case_id, found)
    except (RevealsTheComplainant, AlreadyNamed) as refusal:
        form.add_error(_SPEAKS_OF[type(refusal)], refusal.message())
        return _again(case_id, step, form)
    except (NotAllowedNow, SomebodyWasFirst) as refusal:
        return draw(*load(case_id), status=refusal.status, why=refusal.message())
    if sees is False:
        return htmx.go("complaints_desk.queue", left=1)
    return htmx.go("complaints_desk.dossier", case_id=case_id)


def _seen(case_id: str, step: Step) -> Dossier:
    """Give the case, if the step exists here for this person."""
    found = queries.dossier(case_id=case_id, staff_id=access.visitor().person_id)
    if not _exists(step, found):
        raise NotAllowedNow
    return found


def _again(case_id: str, step: Step, form: StepForm) -> Response:
    """Draw the case with the refused form; a step that does not exist here is refused as such."""
    found, kept = load(case_id)
    step = STEPS[_proposed(step.action, found)]
    if not _exists(step, found):
        raise NotAllowedNow
    return draw(found, kept, step, offer(form, found), 422)


def _seen_version(case_id: str) -> int:
    """Read which version the page showed; a case out of reach is not found, whatever was posted."""
    try:
        return read_version()
    except BadInput:
        queries.dossier(case_id=case_id, staff_id=access.visitor().person_id)
        raise


_SPEAKS_OF = {RevealsTheComplainant: "summary", AlreadyNamed: "staff"}


def _proposed(action: str, found: Dossier) -> str:
    """Declining is only proposed where a person is named (T3)."""
    return Action.PROPOSE_DECLINE if action == Action.DECLINE and found.respondents else action


def _exists(step: Step, found: Dossier) -> bool:
    if step.action == NOTE:
        return True
    state = State(found.case.state)
    return any(transition(state=state, action=Action(step.action), actor=one) for one in found.actors)


def _run(step: Step, form: StepForm, case_id: str, found: Dossier | None) -> bool | None:
    """Do the step; False when this person no longer sees the case. `found`: opened for its form already."""
    return step.run(
        case_id=case_id,
        staff_id=access.visitor().person_id,
        version=_seen_version(case_id),
        **({"found": found} if found else {}),
        **step.values(form),
    )
