"""Two results of one client side by side: what a new model version, or a correction, has changed (S5)."""

from __future__ import annotations

from flask import Response

from webapp.assessments import queries
from webapp.assessments.desk.blueprint import REVIEWERS, desk, note_reading, own
from webapp.assessments.models import Assessment
from webapp.assessments.presenters.compare import compared, in_short
from webapp.assessments.presenters.desk import STATUS_WORDS
from webapp.assessments.rules.status import Status
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.i18n import _, moment


@desk.get("/desk/assessments/<id:assessment_id>/compare")
@access.roles(*REVIEWERS)
def compare(assessment_id: str) -> Response:
    """Show a result beside the client's earlier one."""
    found, client = own(assessment_id)
    before = queries.earlier(found)
    if before is None:
        raise NotYours
    note_reading(client.id)
    tables = compared(before, found)
    return htmx.answer(
        "assessments/compare.html",
        kept=found,
        before=before,
        name=client.name,
        titles=(_title(before), _title(found)),
        tables=tables,
        summary=in_short(tables),
    )


def _title(kept: Assessment) -> str:
    state = str(STATUS_WORDS[Status(kept.status)])
    return _("%(state)s, worked out %(when)s", state=state, when=moment(kept.generated_at))
