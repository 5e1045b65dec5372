"""What headquarters does on appeal, to cases looked into anew, to a proposed separation (T13–T16, S3–S5)."""

from __future__ import annotations

from flask import Response

from webapp.complaints.desk.blueprint import DESK_ROLES, desk
from webapp.complaints.desk.doing import do
from webapp.complaints.rules.states import Action
from webapp.kernel import access, idempotency


@desk.post("/desk/complaints/<id:case_id>/decide-appeal")
@access.roles(*DESK_ROLES)
@idempotency.once
def decide_appeal(case_id: str) -> Response:
    """Decide a client's appeal (T14)."""
    return do(case_id, Action.DECIDE_APPEAL)


@desk.post("/desk/complaints/<id:case_id>/remand")
@access.roles(*DESK_ROLES)
@idempotency.once
def remand(case_id: str) -> Response:
    """Send a case back on appeal (T14)."""
    return do(case_id, Action.REMAND)


@desk.post("/desk/complaints/<id:case_id>/reopen")
@access.roles(*DESK_ROLES)
@idempotency.once
def reopen(case_id: str) -> Response:
    """Open a case again on new evidence (T15)."""
    return do(case_id, Action.REOPEN)


@desk.post("/desk/complaints/<id:case_id>/continue")
@access.roles(*DESK_ROLES)
@idempotency.once
def go_on(case_id: str) -> Response:
    """Go on with a withdrawn case (T16)."""
    return do(case_id, Action.CONTINUE)


@desk.post("/desk/complaints/<id:case_id>/uphold-objection")
@access.roles(*DESK_ROLES)
@idempotency.once
def uphold_objection(case_id: str) -> Response:
    """Find an employee's appeal right (S5)."""
    return do(case_id, Action.UPHOLD_OBJECTION)


@desk.post("/desk/complaints/<id:case_id>/dismiss-objection")
@access.roles(*DESK_ROLES)
@idempotency.once
def dismiss_objection(case_id: str) -> Response:
    """Turn an employee's appeal down (S3)."""
    return do(case_id, Action.DISMISS_OBJECTION)


@desk.post("/desk/complaints/<id:case_id>/separate")
@access.roles(*DESK_ROLES)
@idempotency.once
def separate(case_id: str) -> Response:
    """Sign a separation as a second person (S4)."""
    return do(case_id, Action.SEPARATE)
