"""Files of a case: opened by who handles or checks it, and by an employee on whom they were served (§5)."""

from __future__ import annotations

from flask import Response

from webapp.complaints import queries
from webapp.complaints.desk.blueprint import EMPLOYEES, desk
from webapp.complaints.presenters.files import served
from webapp.kernel import access, audit, transaction


@desk.get("/desk/complaints/<id:case_id>/files/<id:evidence_id>")
@access.roles(*EMPLOYEES, own_case=True)
def case_file(case_id: str, evidence_id: str) -> Response:
    """Open a file of a case, which is written down. The door stands open for all staff, as the case's does."""
    who = access.visitor().person_id
    found = queries.dossier(case_id=case_id, staff_id=who)
    answer = served(queries.file_of_case(case_id=case_id, evidence_id=evidence_id))
    branch_id = found.case.branch_id
    transaction.after_reading(
        lambda: audit.record(
            "complaints.evidence.opened",
            subject=("complaint_evidence", evidence_id),
            branch_id=branch_id,
            actor_id=who,
        )
    )
    return answer


@desk.get("/desk/my-case/<id:respondent_id>/files/<id:evidence_id>")
@access.roles(*EMPLOYEES, own_case=True)
def own_file(respondent_id: str, evidence_id: str) -> Response:
    """Open a file that one brought, or that was served on oneself; any other is not there."""
    who = access.visitor().person_id
    return served(
        queries.file_of_respondent(respondent_id=respondent_id, evidence_id=evidence_id, staff_id=who)
    )
