"""The person signs what was asked and answered, or a proxy does (Q8, T1)."""

from __future__ import annotations

from webapp.clients import queries as clients
from webapp.kernel import clock
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.rules.hashing import content_hash
from webapp.questionnaires.services import check_signature
from webapp.tcm import queries
from webapp.tcm.refusals import Blank
from webapp.tcm.rules import content
from webapp.tcm.rules.constitution import Given
from webapp.tcm.rules.record import Act
from webapp.tcm.services.filling import guided, known, move, note
from webapp.toolbox.signature import Signature


def sign(*, record_id: str, signature: Signature, given: Given | None = None, actor_id: str) -> None:
    """Close a whole record under a signature, made on the visitor's device in their presence.

    The person signs or a proxy with relation and reason; a colleague who signs for them is a proxy too. `given` is
    guidance that stood on the same page. Raises NotYours, Blank, BadSignature, NotYourPart, Unfit, RecordMoved.
    """
    row = known(record_id)
    client = clients.client(row.client_id)
    if client is None:
        raise NotYours
    found = queries.forms()
    forms = {code: form for code, (_, form) in found.items()}
    if open_ones := content.blanks(forms, row.answers):
        raise Blank(open_ones)
    signed = check_signature(signature, client=client.name, is_client=True)
    guidance = guided(row, given) if given else {}
    now = clock.now()
    pins = {code: questionnaires.pin(definition_id) for code, (definition_id, _) in found.items()}
    advised = guidance.get("guidance", row.guidance)
    whole = content.content(forms, pins, row.answers, now.isoformat(timespec="seconds"), advised)
    move(row, Act.SIGN, content=whole, signature=signed.as_json(), signed_at=now, remarks=None, **guidance)
    note(row, "signed", actor_id, hash=content_hash(whole))
