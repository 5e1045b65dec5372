"""Who is on standby and when it is reviewed (S1), and who looks after the clients meanwhile."""

from __future__ import annotations

from flask import Response

from webapp.clients import queries as clients
from webapp.clients import services as care
from webapp.complaints import queries
from webapp.complaints.desk.blueprint import DESK_ROLES, desk
from webapp.complaints.forms import PassOnForm
from webapp.complaints.models import Respondent
from webapp.complaints.presenters import standbys as present
from webapp.complaints.queries import Dossier
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.i18n import say
from webapp.organisation import queries as organisation


@desk.get("/desk/complaints/standbys")
@access.roles(*DESK_ROLES)
def standbys() -> Response:
    """Show everybody on standby for a case that this person may see, the next review first."""
    pairs = queries.standbys(access.visitor().person_id)
    orders = organisation.orders(one.order_id for _case, one in pairs if one.order_id)
    live = [(case, one) for case, one in pairs if orders[one.order_id or ""].ended_at is None]
    live.sort(key=lambda pair: (orders[pair[1].order_id or ""].review_due, pair[1].id))
    around = _around([one.staff_id for _case, one in live])
    rows = [present.standby_row(case, one, orders[one.order_id or ""], around) for case, one in live]
    return htmx.answer("complaints/standbys.html", rows=rows)


def _around(staff_ids: list[str]) -> present.Around:
    substituted = clients.substituted(staff_ids)
    everybody = {*staff_ids, *(one for places in substituted.values() for one in places)}
    people = organisation.positions(everybody)
    return present.Around(people, substituted, organisation.working_days(), clock.today())


@desk.get("/desk/complaints/<id:case_id>/standing-in")
@access.roles(*DESK_ROLES)
def ask_pass_on(case_id: str) -> Response:
    """Show who stands in for the people of a case, and who else could."""
    found = _opened(case_id)
    return _page(found, _choices(PassOnForm(), found))


@desk.post("/desk/complaints/<id:case_id>/standing-in")
@access.roles(*DESK_ROLES)
@idempotency.once
def pass_on(case_id: str) -> Response:
    """Let another colleague stand in."""
    found = _opened(case_id)
    form = _choices(PassOnForm.read(), found)
    if not form.validate():
        return _page(found, form, 422)
    absent, substitute = form.pair
    try:
        care.pass_on(staff_id=absent, substitute_id=substitute, actor_id=access.visitor().person_id)
    except care.NotServing as refusal:
        form.add_error("who", refusal.message())
        return _page(found, form, 422)
    return htmx.go("complaints_desk.standbys", kept=1)


def _opened(case_id: str) -> Dossier:
    return queries.dossier(case_id=case_id, staff_id=access.visitor().person_id)


def _absent(found: Dossier) -> list[Respondent]:
    """Give who of a case is on standby, for this case or another."""
    return [one for one in found.respondents if one.order_id and not found.people[one.staff_id].serving]


def _choices(form: PassOnForm, found: Dossier) -> PassOnForm:
    """Offer everybody who may stand in, for each person on standby."""
    choices = []
    for one in _absent(found):
        staff = found.people[one.staff_id].staff
        choices += [
            (f"{staff.id}:{there.staff.id}", say(staff.name), say(there.staff.name))
            for there in clients.substitutes_for(staff)
        ]
    return form.offer_pairs(choices)


def _page(found: Dossier, form: PassOnForm, status: int = 200) -> Response:
    around = _around([one.staff_id for one in _absent(found)])
    now = [
        (say(found.people[one.staff_id].staff.name), present.standing_in(one.staff_id, around))
        for one in _absent(found)
    ]
    return htmx.answer("complaints/pass_on.html", status=status, case=found.case, now=now, form=form)
