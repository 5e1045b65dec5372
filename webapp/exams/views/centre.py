"""The client's guide to an exam centre: where, when, until when one may change, what to bring (P7)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.exams import queries
from webapp.exams.presenters.centre import agreed_rows, bring_rows, prepare_rows
from webapp.exams.refusals import NoAgreement, NoExamInPlan
from webapp.exams.views.blueprint import bp
from webapp.kernel import access, clock, htmx
from webapp.kernel.errors import NotYours


@bp.get("/exams/centres/<id:institution_id>")
@access.roles(Role.CLIENT)
def centre(institution_id: str) -> Response:
    """Show what to know about an institution that the client's branch works with."""
    who, today = access.visitor(), clock.today()
    offer = _own_offer(who.person_id)
    own = offer is not None and offer.institution_id == institution_id
    try:
        agreed = (
            offer.terms
            if offer and own
            else queries.terms(institution_id=institution_id, branch_id=who.branch_id, day=today)
        )
    except NoAgreement as unknown:
        raise NotYours from unknown
    return htmx.answer(
        "exams/centre.html",
        place=agreed.place,
        agreed=agreed_rows(agreed),
        bring=bring_rows(),
        prepare=prepare_rows(offer.package_items if offer and own else (), queries.client_sex(who.person_id)),
    )


def _own_offer(client_id: str) -> queries.Offer | None:
    """Give what the client is examined for; None without a running plan or an agreement."""
    try:
        return queries.offer_for(client_id=client_id, day=clock.today())
    except (NoExamInPlan, NoAgreement):
        return None
