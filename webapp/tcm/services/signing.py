"""The person signs what was asked and answered, or a proxy does (Q8, T1)."""

from __future__ import annotations

from webapp.clients import queries as clients
from webapp.kernel import clock
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.questionnaires import queries as questionnaires
from webapp.tcm import queries
from webapp.tcm.refusals import Blank, Unfit
from webapp.tcm.rules import content, signature
from webapp.tcm.rules.record import Act
from webapp.tcm.services.filling import known, move, note


def sign(
    *,
    record_id: str,
    signed_by: str,
    name: str,
    relation: str = "",
    reason: str = "",
    staff_id: str,
    actor_id: str,
) -> None:
    """Close a whole record under a name. Raises NotYours, Blank, Unfit, RecordMoved."""
    row = known(record_id)
    client, staff = clients.client(row.client_id), organisation.staff(staff_id)
    if client is None or staff is None:
        raise NotYours
    found = queries.forms()
    forms = {code: form for code, (_, form) in found.items()}
    if open_ones := content.blanks(forms, row.answers):
        raise Blank(open_ones)
    given = {"name": name.strip(), "relation": relation, "reason": reason.strip()}
    if faults := signature.wrong(signed_by=signed_by, **given, client=client.name, staff=staff.name):
        raise Unfit(faults)
    now = clock.now()
    pins = {code: questionnaires.pin(definition_id) for code, (definition_id, _) in found.items()}
    signed = content.content(forms, pins, row.answers, now.isoformat(timespec="seconds"))
    kept = {"by": signed_by, **given} if signed_by == "PROXY" else {"by": signed_by, "name": name.strip()}
    move(row, Act.SIGN, content=signed, signature=kept, signed_at=now, remarks=None)
    note(row, "signed", actor_id)
