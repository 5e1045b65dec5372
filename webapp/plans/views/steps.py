"""What the steps of the application share: who may be where, what becomes of an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from flask import Response

from webapp.kernel import access, htmx
from webapp.kernel.errors import Refusal
from webapp.kernel.forms import Form
from webapp.plans import queries
from webapp.plans.presenters import ENDPOINTS
from webapp.plans.queries import Applying
from webapp.plans.rules import ApplicationStatus, Step, steps


def at_step(step: Step) -> Callable[[Callable[[Applying], Response]], Callable[[], Response]]:
    """Let a view ask its step when all earlier ones have an answer; else go where the application is."""

    def decorate(view: Callable[[Applying], Response]) -> Callable[[], Response]:
        @wraps(view)
        def asked() -> Response:
            at = queries.applying(access.visitor().person_id)
            return view(at) if at and _reached(at, step) else _where_it_is(at)

        return asked

    return decorate


def onward() -> Response:
    """Go to the first open step; a changed answer of a whole application leads back to the review."""
    return _where_it_is(queries.applying(access.visitor().person_id))


def kept(form: Form, faults: Mapping[type[Refusal], str], choose: Callable[[], object]) -> bool:
    """Keep an answer; a refusal hangs on the field that `faults` names for it."""
    if not form.validate():
        return False
    try:
        choose()
    except tuple(faults) as refusal:
        form.add_error(faults[type(refusal)], refusal.message())
        return False
    return True


def _reached(at: Applying, step: Step) -> bool:
    if at.application.status == ApplicationStatus.SUBMITTED:
        return False
    way = steps(doctor=at.has_doctor)
    return step in way and way.index(step) <= way.index(at.open_step)


def _where_it_is(at: Applying | None) -> Response:
    if at is None:
        return htmx.go("plans.choose_plan")
    if at.application.status == ApplicationStatus.SUBMITTED:
        return htmx.go("plans.plan")
    return htmx.go(ENDPOINTS[at.open_step])
