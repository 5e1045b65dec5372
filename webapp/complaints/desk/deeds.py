"""What is done with a case: one door for each step; the table of steps says which service does it."""

from __future__ import annotations

from flask import Response

from webapp.complaints.desk.blueprint import DESK_ROLES, desk
from webapp.complaints.desk.doing import do
from webapp.complaints.desk.step import INTEREST, NOTE
from webapp.complaints.rules.states import Action
from webapp.kernel import access, idempotency, uploads


@desk.post("/desk/complaints/<id:case_id>/take")
@access.roles(*DESK_ROLES)
@idempotency.once
def take(case_id: str) -> Response:
    """Take a case that nobody handles."""
    return do(case_id, Action.TAKE)


@desk.post("/desk/complaints/<id:case_id>/accept")
@access.roles(*DESK_ROLES)
@idempotency.once
def accept(case_id: str) -> Response:
    """Take a complaint up (T2)."""
    return do(case_id, Action.ACCEPT)


@desk.post("/desk/complaints/<id:case_id>/investigate")
@access.roles(*DESK_ROLES)
@idempotency.once
def investigate(case_id: str) -> Response:
    """Begin the investigation (T6)."""
    return do(case_id, Action.INVESTIGATE)


@desk.post("/desk/complaints/<id:case_id>/decide")
@access.roles(*DESK_ROLES)
@idempotency.once
def decide(case_id: str) -> Response:
    """Sign the result as a second person (T10)."""
    return do(case_id, Action.DECIDE)


@desk.post("/desk/complaints/<id:case_id>/sign-decline")
@access.roles(*DESK_ROLES)
@idempotency.once
def sign_decline(case_id: str) -> Response:
    """Sign the refusal of a complaint as a second person (T3)."""
    return do(case_id, Action.SIGN_DECLINE)


@desk.post("/desk/complaints/<id:case_id>/conclude")
@access.roles(*DESK_ROLES)
@idempotency.once
def conclude(case_id: str) -> Response:
    """Hand the conclusion to a second person (T8)."""
    return do(case_id, Action.CONCLUDE)


@desk.post("/desk/complaints/<id:case_id>/serve")
@access.roles(*DESK_ROLES)
@idempotency.once
def serve(case_id: str) -> Response:
    """Serve an employee with a summary (T6)."""
    return do(case_id, Action.SERVE)


@desk.post("/desk/complaints/<id:case_id>/settle")
@access.roles(*DESK_ROLES)
@idempotency.once
def settle(case_id: str) -> Response:
    """Settle on the spot (T11)."""
    return do(case_id, Action.SETTLE)


@desk.post("/desk/complaints/<id:case_id>/ask")
@access.roles(*DESK_ROLES)
@idempotency.once
def ask_client(case_id: str) -> Response:
    """Ask the client (T4)."""
    return do(case_id, Action.ASK_CLIENT)


@desk.post("/desk/complaints/<id:case_id>/evidence")
@access.roles(*DESK_ROLES)
@uploads.checked_each("files")
@idempotency.once
def add_evidence(case_id: str) -> Response:
    """Add evidence (T7)."""
    return do(case_id, Action.ADD_EVIDENCE)


@desk.post("/desk/complaints/<id:case_id>/send-back")
@access.roles(*DESK_ROLES)
@idempotency.once
def send_back(case_id: str) -> Response:
    """Send a conclusion back (T9)."""
    return do(case_id, Action.SEND_BACK)


@desk.post("/desk/complaints/<id:case_id>/put-off")
@access.roles(*DESK_ROLES)
@idempotency.once
def put_off(case_id: str) -> Response:
    """Say why an employee is not served yet (T6)."""
    return do(case_id, Action.PUT_OFF)


@desk.post("/desk/complaints/<id:case_id>/extend")
@access.roles(*DESK_ROLES)
@idempotency.once
def extend(case_id: str) -> Response:
    """Take more time for the result (§4)."""
    return do(case_id, Action.EXTEND)


@desk.post("/desk/complaints/<id:case_id>/name")
@access.roles(*DESK_ROLES)
@idempotency.once
def name_respondent(case_id: str) -> Response:
    """Name a further employee (T7)."""
    return do(case_id, Action.NAME_RESPONDENT)


@desk.post("/desk/complaints/<id:case_id>/renew")
@access.roles(*DESK_ROLES)
@idempotency.once
def renew_standby(case_id: str) -> Response:
    """Review a standby (S1)."""
    return do(case_id, Action.RENEW_STANDBY)


@desk.post("/desk/complaints/<id:case_id>/decline")
@access.roles(*DESK_ROLES)
@idempotency.once
def decline(case_id: str) -> Response:
    """Do not take a complaint up, or propose it (T3)."""
    return do(case_id, Action.DECLINE)


@desk.post("/desk/complaints/<id:case_id>/note")
@access.roles(*DESK_ROLES)
@idempotency.once
def add_note(case_id: str) -> Response:
    """Write an internal note."""
    return do(case_id, NOTE)


@desk.post("/desk/complaints/<id:case_id>/interest")
@access.roles(*DESK_ROLES)
@idempotency.once
def declare_interest(case_id: str) -> Response:
    """Declare an interest in a case that one does not handle (§5)."""
    return do(case_id, INTEREST)


@desk.post("/desk/complaints/<id:case_id>/recuse")
@access.roles(*DESK_ROLES)
@idempotency.once
def recuse(case_id: str) -> Response:
    """Step back from a case (§5)."""
    return do(case_id, Action.RECUSE)
