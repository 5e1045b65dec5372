"""What staff do for a client who cannot do it alone; who did it stays with it (Q9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.clients import queries as clients
from webapp.clients.queries import Client
from webapp.kernel import clock, ids
from webapp.kernel.uploads import Upload
from webapp.notices import services as notices
from webapp.questionnaires import queries
from webapp.questionnaires.models import Response
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.services.attaching import settled, take_file
from webapp.questionnaires.services.filling import check_consent
from webapp.questionnaires.services.submitting import certify
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.signature import Signature, Signer


def amend_for(
    *,
    original: Response,
    values: Mapping[str, Sequence[Any]],
    typed: Mapping[str, Sequence[str]],
    files: Mapping[str, Upload],
    reason: str,
    staff_name: str,
    actor_id: str,
) -> Response:
    """Correct a sent response on a client's behalf, under the name of the one who does it; the client is told.

    `values` are all answers (linkId → FHIR values), `typed` what could not be read, `files` what came along, by id.
    Raises `NotComplete`, `ReasonMissing`, `NothingChanged`, `AmendedAlready`, `ConsentMissing`.
    """
    check_consent(original.client_id)
    keep_files_of(original=original, files=files, account_id=actor_id)
    form = queries.parsed(original.definition_id)
    values, typed = settled(form, client_id=original.client_id, values=values, typed=typed)
    corrected = Filling(
        id=ids.new_id(),
        branch_id=original.branch_id,
        client_id=original.client_id,
        definition_id=original.definition_id,
        code=original.code,
        saved_at=clock.now(),
        answers={link_id: list(held) for link_id, held in values.items()},
        typed={link_id: list(held) for link_id, held in typed.items()},
        amends_id=original.id,
    )
    signature = Signature(Signer.STAFF, staff_name)
    row = certify(corrected, signature=signature, actor_id=actor_id, reason=reason, by_client=False)
    client = clients.client(original.client_id)
    if client is not None:
        tell(client, row, "corrected")
    return row


def keep_files_of(*, original: Response, files: Mapping[str, Upload], account_id: str) -> None:
    """Keep files that staff add while they correct a response; nobody else opens them before it is sent."""
    about = {"client_id": original.client_id, "branch_id": original.branch_id, "code": original.code}
    for file_id, upload in files.items():
        take_file(file_id=file_id, upload=upload, account_id=account_id, source="PAPER", **about)


def tell(client: Client, row: Response, what: str) -> None:
    """Tell a client who has an account what was done for them; one without reads it on paper."""
    if client.account_id is None:
        return
    notices.tell(
        account_id=client.account_id,
        branch_id=client.branch_id,
        kind="QUESTIONNAIRE",
        words=bilingual(data("questionnaires", "notices")[what]),
        link=f"/questionnaires/receipts/{row.id}",
    )
