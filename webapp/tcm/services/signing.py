"""The person signs what was asked and answered, or a proxy does (Q8, T1)."""

from __future__ import annotations

from dataclasses import replace

from webapp.clients import queries as clients
from webapp.kernel import clock
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.rules import signing
from webapp.questionnaires.services import BadSignature
from webapp.tcm import queries
from webapp.tcm.refusals import Blank
from webapp.tcm.rules import content
from webapp.tcm.rules.record import Act
from webapp.tcm.services.filling import known, move, note
from webapp.toolbox.signature import Signature


def sign(*, record_id: str, signature: Signature, actor_id: str) -> None:
    """Close a whole record under a signature, made on the visitor's device in their presence.

    Raises NotYours, Blank, BadSignature, RecordMoved.
    """
    row = known(record_id)
    client = clients.client(row.client_id)
    if client is None:
        raise NotYours
    found = queries.forms()
    forms = {code: form for code, (_, form) in found.items()}
    if open_ones := content.blanks(forms, row.answers):
        raise Blank(open_ones)
    if faults := signing.faults(signature, client=client.name):
        raise BadSignature(faults)
    now = clock.now()
    pins = {code: questionnaires.pin(definition_id) for code, (definition_id, _) in found.items()}
    signed = content.content(forms, pins, row.answers, now.isoformat(timespec="seconds"))
    named = replace(signature, name=signature.name or client.name_zh or client.name_en)
    move(row, Act.SIGN, content=signed, signature=named.as_json(), signed_at=now, remarks=None)
    note(row, "signed", actor_id)
