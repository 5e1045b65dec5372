"""The branch moves clients from one nutritionist to another, with a reason; everybody concerned hears of it."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.clients import queries as clients
from webapp.clients import services as client_services
from webapp.clients.rules import Capacity
from webapp.diet_plans.models import DietHandOver
from webapp.kernel.db import db
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.organisation import queries as organisation


def move_clients(
    *,
    client_ids: Sequence[str],
    from_staff_id: str | None,
    to_staff_id: str,
    reason: str,
    branch_id: str,
    actor_id: str,
) -> int:
    """Put another nutritionist of the branch in charge of clients (None: of whom nobody was); gives how many moved.

    What waits moves with them: the list goes by the care team. Raises `clients.services.NotServing`.
    """
    moved = client_services.move_care(
        client_ids=client_ids,
        capacity=Capacity.NUTRITIONIST,
        from_staff_id=from_staff_id,
        to_staff_id=to_staff_id,
        branch_id=branch_id,
        actor_id=actor_id,
    )
    if moved:
        handed = DietHandOver(
            branch_id=branch_id,
            from_staff_id=from_staff_id,
            to_staff_id=to_staff_id,
            clients=len(moved),
            reason=reason,
            moved_by=actor_id,
        )
        db.session.add(handed)
        _tell_clients(moved)
        _tell_nutritionist(to_staff_id)
    return len(moved)


def _tell_clients(client_ids: Sequence[str]) -> None:
    words = both("Somebody else looks after you from now on.")
    for client in clients.named(client_ids).values():
        if client.account_id:
            notices.tell(
                account_id=client.account_id,
                branch_id=client.branch_id,
                kind="diet_plan",
                words=words,
                link="/diet/questions",
            )


def _tell_nutritionist(staff_id: str) -> None:
    person = organisation.staff(staff_id)
    if person and person.account_id:
        notices.tell(
            account_id=person.account_id,
            branch_id=person.branch_id,
            kind="diet_plan",
            words=both("You look after further clients from now on."),
            link="/desk/diet/clients",
        )
