"""How a step is done: read its form, let its service do it, show the case again."""

from __future__ import annotations

from flask import Response

from webapp.complaints import queries
from webapp.complaints.desk.cases import draw, load
from webapp.complaints.desk.step import BESIDE, Step
from webapp.complaints.desk.steps import STEPS, offer, posted_form, read_version
from webapp.complaints.forms import StepForm
from webapp.complaints.queries import Dossier
from webapp.complaints.rules.states import Action, State
from webapp.complaints.rules.table import transition
from webapp.complaints.services import (
    AlreadyNamed,
    NotAllowedNow,
    RevealsTheComplainant,
    SomebodyWasFirst,
    TooMuchTime,
)
from webapp.kernel import access, htmx
from webapp.kernel.errors import BadInput


def do(case_id: str, action: str) -> Response:
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
    except (RevealsTheComplainant, AlreadyNamed, TooMuchTime) as refusal:
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


_SPEAKS_OF = {RevealsTheComplainant: "summary", AlreadyNamed: "staff", TooMuchTime: "days"}


def _proposed(action: str, found: Dossier) -> str:
    """Declining is only proposed where a person is named (T3)."""
    return Action.PROPOSE_DECLINE if action == Action.DECLINE and found.respondents else action


def _exists(step: Step, found: Dossier) -> bool:
    if step.action in BESIDE:
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
