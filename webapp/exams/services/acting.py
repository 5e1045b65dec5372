"""Staff acting for a client: within their branch, with their name on it (A1, B7)."""

from __future__ import annotations

from webapp.accounts import queries as accounts
from webapp.clients import services as client_services
from webapp.clients.rules import Capacity
from webapp.exams.rules.booking import Party
from webapp.kernel import clock
from webapp.kernel.errors import NotYours


def act_for(party: Party, *, client_id: str, branch_id: str, actor_id: str) -> None:
    """Note who of the branch serves a client; nothing when she acts herself. Raises NotYours for another branch's."""
    staff_id = who_acts(party, branch_id=branch_id, actor_id=actor_id)
    if staff_id:
        note_who(staff_id, client_id)


def who_acts(party: Party, *, branch_id: str, actor_id: str) -> str:
    """Give who of the branch acts for a client, "" when she acts herself. Raises NotYours for another branch's."""
    if party is Party.CLIENT:
        return ""
    account = accounts.account(actor_id)
    if party is not Party.HEALTH_MANAGER or account is None or account.branch_id != branch_id:
        raise NotYours
    return account.person_id


def note_who(staff_id: str, client_id: str) -> None:
    """File somebody of the staff into the ledger of who served a client."""
    client_services.note_service(
        client_id=client_id, staff_id=staff_id, capacity=Capacity.BOOKING, day=clock.today()
    )
