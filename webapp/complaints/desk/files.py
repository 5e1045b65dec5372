"""Files of a case: opened by who handles or checks it, and by an employee on whom they were served (§5); who saw what."""

from __future__ import annotations

from flask import Response

from webapp.complaints import queries
from webapp.complaints.desk.blueprint import DESK_ROLES, EMPLOYEES, desk
from webapp.complaints.models import Evidence
from webapp.complaints.presenters.covering import cover_around
from webapp.complaints.presenters.files import served
from webapp.complaints.presenters.listed import list_for_employee, list_of_case
from webapp.complaints.presenters.own import told_to
from webapp.kernel import access, audit, clock, htmx, transaction
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation


@desk.get("/desk/complaints/<id:case_id>/files/<id:evidence_id>")
@access.roles(*EMPLOYEES, own_case=True)
def case_file(case_id: str, evidence_id: str) -> Response:
    """Open a file of a case, which is written down. The door stands open for all staff, as the case's does."""
    who = access.visitor().person_id
    queries.dossier(case_id=case_id, staff_id=who)
    return _opened(queries.file_of_case(case_id=case_id, evidence_id=evidence_id), who)


@desk.get("/desk/my-case/<id:respondent_id>/files/<id:evidence_id>")
@access.roles(*EMPLOYEES, own_case=True)
def own_file(respondent_id: str, evidence_id: str) -> Response:
    """Open a file that one brought, or that was served on oneself, which is written down; any other is not there."""
    who = access.visitor().person_id
    row = queries.file_of_respondent(respondent_id=respondent_id, evidence_id=evidence_id, staff_id=who)
    return _opened(row, who)


def _opened(row: Evidence, who: str) -> Response:
    answer = served(row)
    evidence_id, branch_id = row.id, row.branch_id
    transaction.after_reading(
        lambda: audit.record(
            queries.OPENED,
            subject=("complaint_evidence", evidence_id),
            branch_id=branch_id,
            actor_id=who,
        )
    )
    return answer


@desk.get("/desk/complaints/<id:case_id>/evidence")
@access.roles(*DESK_ROLES)
def evidence_list(case_id: str) -> Response:
    """List the evidence with its digests, who brought it, who may see it and who did."""
    found = queries.dossier(case_id=case_id, staff_id=access.visitor().person_id)
    rows = queries.evidence(case_id)
    looks = queries.looks(case_id, [one.id for one in rows])
    named = {who for one in looks.values() for who, _at in (*one.served, *one.opened)}
    named |= {one.staff_id for one in rows if one.staff_id}
    found = queries.naming(found, named)
    return htmx.answer(
        "complaints/evidence_list.html",
        case=found.case,
        rows=list_of_case(found, rows, looks),
        now=clock.now(),
    )


@desk.get("/desk/my-case/<id:respondent_id>/evidence")
@access.roles(*EMPLOYEES, own_case=True)
def own_evidence_list(respondent_id: str) -> Response:
    """List what a finding rests on, names covered, for the employee it is about; nothing before it was told (S3)."""
    one, case = queries.own_part(respondent_id=respondent_id, staff_id=access.visitor().person_id)
    proposal = queries.proposals({one.id}).get(one.id)
    if not told_to(one, case.state, proposal):
        raise NotYours
    around = queries.around([one])[case.id]
    names = organisation.staff_named(sorted(around.others))
    return htmx.answer(
        "complaints/own_evidence_list.html",
        rows=list_for_employee(
            one,
            around.evidence,
            served=queries.served_on([one.id])[one.id],
            hidden=cover_around(around.client, [names[other].name for other in around.others]),
            until=proposal.proposed_at if proposal else None,
        ),
        now=clock.now(),
    )
