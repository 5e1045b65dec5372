"""What staff do for a client who cannot do it alone; who did it stays with it (Q9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.kernel import clock, ids
from webapp.questionnaires.models import Response
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.services.filling import check_consent
from webapp.questionnaires.services.submitting import certify
from webapp.toolbox.signature import Signature, Signer


def amend_for(
    *,
    original: Response,
    values: Mapping[str, Sequence[Any]],
    typed: Mapping[str, Sequence[str]],
    reason: str,
    staff_name: str,
    actor_id: str,
) -> Response:
    """Correct a sent response on a client's behalf, under the name of the one who does it.

    `values` are all answers (linkId → FHIR values), `typed` what could not be read.
    Raises `NotComplete`, `ReasonMissing`, `NothingChanged`, `AmendedAlready`, `ConsentMissing`.
    """
    check_consent(original.client_id)
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
    return certify(corrected, signature=signature, actor_id=actor_id, reason=reason, by_client=False)
