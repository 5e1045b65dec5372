"""Correct what was sent: a further response with a reason, the original unchanged (Q8)."""

from __future__ import annotations

from typing import Any

from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.kernel.inserting import insert_new
from webapp.questionnaires import queries
from webapp.questionnaires.models import Draft, Response
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.repeating import answers_in
from webapp.questionnaires.services.filling import check_consent, check_filler


class ReasonMissing(Refusal):
    """A correction says why."""

    status = 422

    def message(self) -> str:
        return _("Please say why it is corrected.")


class NothingChanged(Refusal):
    """A correction that changes nothing is none."""

    status = 422

    def message(self) -> str:
        return _("Nothing is different from what was sent.")


class AmendedAlready(Refusal):
    """Only the last of a chain is corrected."""

    def message(self) -> str:
        return _("This was corrected already. Please correct the newest one.")


class StillFilling(Refusal):
    """The questionnaire is being filled anew."""

    def message(self) -> str:
        return _("You are filling this questionnaire in at the moment. Please send or delete that first.")


def begin_amendment(*, original: Response, actor_id: str) -> Filling:
    """Open a sent response for correction: a draft in the same version with the answers as they were sent.

    Raises `AmendedAlready`, `StillFilling`, `ConsentMissing`, `NotYours` for what a practitioner asked; begun before,
    it is gone on with.
    """
    check_filler(original.code)
    check_consent(original.client_id)
    if queries.amended_by(original.id) is not None:
        raise AmendedAlready
    row_id = ids.new_id()
    answers = answers_in(queries.parsed(original.definition_id), original.response)
    new = insert_new(
        Draft,
        id=row_id,
        branch_id=original.branch_id,
        client_id=original.client_id,
        definition_id=original.definition_id,
        code=original.code,
        answers=crypto.for_row({"values": answers}, row_id),
        revision=0,
        place=1,
        written_by="",
        amends_id=original.id,
        started_at=clock.now(),
        saved_at=clock.now(),
    )
    draft = queries.draft(client_id=original.client_id, code=original.code)
    if draft is None or draft.amends_id != original.id:
        raise StillFilling
    if new:
        audit.record(
            "questionnaires.amendment.begun",
            subject=("response", original.id),
            branch_id=original.branch_id,
            actor_id=actor_id,
        )
    return draft


def original_of(filled: Filling, answered: dict[str, Any], reason: str) -> Response | None:
    """Give the response that `filled` corrects, None where it corrects none.

    Raises `NotYours`, `ReasonMissing`, `NothingChanged`, `AmendedAlready`.
    """
    if filled.amends_id is None:
        return None
    original = queries.response(filled.amends_id)
    pinned = (filled.client_id, filled.definition_id)
    if original is None or (original.client_id, original.definition_id) != pinned:
        raise NotYours
    if not reason.strip():
        raise ReasonMissing
    if answered["item"] == original.response["item"]:
        raise NothingChanged
    if queries.amended_by(original.id) is not None:
        raise AmendedAlready
    return original
