"""How far a company's people are: counts for the contact and the branch, and the reminder (B11)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.groups import queries, services
from webapp.groups.desk.blueprint import KEEPERS, STAFF, desk, own_contract
from webapp.groups.models import ClientGroup, GroupContract
from webapp.groups.presenters import progress as words
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import NotYours


@desk.get("/desk/our-group/progress")
@access.roles(Role.GROUP_CONTACT)
def our_progress() -> Response:
    """Show the contact counts, and nobody's name."""
    group, contract = _ours()
    return _page(group, contract)


@desk.post("/desk/our-group/remind")
@access.roles(Role.GROUP_CONTACT)
@idempotency.once
def ask_to_remind() -> Response:
    """Ask the branch to remind those who are not booked."""
    _group, contract = _ours()
    services.ask_to_remind(contract=contract, actor_id=access.visitor().account_id)
    return htmx.go("groups_desk.our_progress", kept=1)


@desk.get("/desk/groups/contracts/<id:contract_id>/progress")
@access.roles(*STAFF)
def progress(contract_id: str) -> Response:
    """Show the branch the same counts, with the reminder."""
    return _page(*own_contract(contract_id))


@desk.post("/desk/groups/contracts/<id:contract_id>/remind")
@access.roles(*KEEPERS)
@idempotency.once
def send_reminder(contract_id: str) -> Response:
    """Have everybody without a place told once."""
    _group, contract = own_contract(contract_id)
    services.send_reminder(contract=contract, actor_id=access.visitor().account_id)
    return htmx.go("groups_desk.progress", contract_id=contract_id, kept=1)


def _ours() -> tuple[ClientGroup, GroupContract]:
    group = queries.group_of_contact(access.visitor().person_id)
    contract = queries.contract_on(group, clock.today())
    if contract is None:
        raise NotYours
    return group, contract


def _page(group: ClientGroup, contract: GroupContract) -> Response:
    role = access.visitor().role
    found = words.progress(
        queries.standings(contract), queries.reminders_of(contract.id), queries.newest_levels(contract.id)
    )
    return htmx.answer(
        "groups/progress.html",
        group=group,
        contract=contract,
        progress=found,
        heads=list(words.STANDING_WORDS.values()),
        contact=role == Role.GROUP_CONTACT,
        keeps=role in KEEPERS,
    )
