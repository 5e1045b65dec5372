"""Staff enter what a client wrote on paper: the same drafts and answers, with the hand that typed them (Q9, Q10)."""

from __future__ import annotations

from webapp.clients import queries as clients
from webapp.clients import services as care
from webapp.clients.rules import Capacity
from webapp.kernel import clock, i18n
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.organisation import queries as organisation
from webapp.questionnaires import queries
from webapp.questionnaires.models import Response
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.services.desk import tell
from webapp.questionnaires.services.filling import start
from webapp.questionnaires.services.submitting import submit
from webapp.records import services as records
from webapp.toolbox.signature import Signature, Signer

PAPER = "PAPER"


class BegunByClient(Refusal):
    """The client is filling this questionnaire herself; her unsent answers are hers."""

    def message(self) -> str:
        return _(
            "The client is filling this questionnaire on the phone. Please ask her to send or delete it first."
        )


def begin_paper(*, client_id: str, branch_id: str, code: str, actor_id: str, agrees: bool) -> Filling:
    """Begin to enter a paper form, or go on with it. `agrees`: the client signed the consent on paper.

    Raises `BegunByClient`, `ConsentMissing`, `NotYours`.
    """
    paper_draft(client_id=client_id, code=code)
    return start(
        client_id=client_id, branch_id=branch_id, code=code, actor_id=actor_id, agrees=agrees, source=PAPER
    )


def paper_draft(*, client_id: str, code: str) -> Filling | None:
    """Give the paper form that is being entered; raises `BegunByClient` rather than show a client's own draft."""
    draft = queries.draft(client_id=client_id, code=code)
    if draft is not None and draft.source != PAPER:
        raise BegunByClient
    return draft


def send_paper(*, client_id: str, code: str, staff_id: str, capacity: Capacity, actor_id: str) -> Response:
    """Send an entered paper form under the name of who entered it, and tell the client.

    Raises `NotComplete`, `BegunByClient`, `NotYours`.
    """
    client, hand = clients.client(client_id), organisation.staff(staff_id)
    draft = paper_draft(client_id=client_id, code=code)
    if client is None or hand is None or draft is None:
        raise NotYours
    row = submit(
        client_id=client_id,
        code=code,
        signature=Signature(Signer.STAFF, i18n.say(hand.name)),
        actor_id=actor_id,
        draft=draft,
        by_client=False,
    )
    tell(client, row, "paper_entered")
    care.note_service(client_id=client_id, staff_id=staff_id, capacity=capacity, day=clock.today())
    records.note_access(client_id=client_id, account_id=actor_id, what=f"questionnaire {row.number}")
    return row
