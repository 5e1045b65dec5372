"""Members without a place are reminded: the contact may ask for it, the branch sends it, the worker tells (B11)."""

from __future__ import annotations

from sqlalchemy import update

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.groups import queries
from webapp.groups.models import GroupContract, GroupReminded, GroupReminder
from webapp.groups.refusals import RemindedLately
from webapp.groups.rules.assigning import Standing, may_remind, standing
from webapp.groups.services.notes import note
from webapp.kernel import clock, ids, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.i18n import both
from webapp.kernel.inserting import insert_new
from webapp.notices import services as notices
from webapp.organisation import queries as organisation

REMIND_JOB = "groups.remind"
BATCH = 100


def ask_to_remind(*, contract: GroupContract, actor_id: str) -> None:
    """Note that the contact wishes members to be reminded; asking twice is asking once. Raises RemindedLately."""
    _check(contract)
    row_id = ids.new_id()
    new = insert_new(
        GroupReminder,
        **_row(contract, row_id),
        status="ASKED",
        asked_by=actor_id,
        asked_at=clock.now(),
    )
    if new:
        _tell_the_branch(contract)
        note("reminder.asked", ("group_reminder", row_id), contract.branch_id, actor_id)


def _tell_the_branch(contract: GroupContract) -> None:
    """Tell the branch's health managers, or its manager where there is none."""
    found = organisation.staff_of(branch_id=contract.branch_id, role=Role.HEALTH_MANAGER)
    for person in found or organisation.staff_of(branch_id=contract.branch_id, role=Role.BRANCH_MANAGER):
        notices.tell(
            account_id=person.account_id,
            branch_id=person.branch_id,
            kind="GROUP_REMINDER",
            words=both("A company's contact asks you to remind those who have not booked."),
            link=f"/desk/groups/contracts/{contract.id}/progress",
        )


def send_reminder(*, contract: GroupContract, actor_id: str) -> None:
    """Have everybody without a place told once; a second press sends nothing. Raises RemindedLately."""
    _check(contract)
    values = {"status": "SENDING", "sent_by": actor_id, "sent_at": clock.now()}
    asked = update(GroupReminder).where(
        GroupReminder.contract_id == contract.id, GroupReminder.status == "ASKED"
    )
    row_id = ids.new_id()
    new = bool(changed(asked.values(**values))) or insert_new(
        GroupReminder, **_row(contract, row_id), **values, asked_by=""
    )
    if not new:
        raise RemindedLately
    found = next(one for one in queries.reminders_of(contract.id) if one.status == "SENDING")
    jobs.enqueue(REMIND_JOB, {"reminder_id": found.id, "after": ""})
    note("reminder.sent", ("group_reminder", found.id), contract.branch_id, actor_id)


def _row(contract: GroupContract, row_id: str) -> dict[str, object]:
    whose = {"branch_id": contract.branch_id, "group_id": contract.group_id, "contract_id": contract.id}
    return {"id": row_id, **whose, "people": 0}


def _check(contract: GroupContract) -> None:
    if not may_remind(queries.last_reminded(contract.id), clock.now()):
        raise RemindedLately


@jobs.handler(REMIND_JOB)
def remind(task: jobs.Task) -> None:
    """Tell the next people of a round; ask for another job while there are more."""
    round_ = db.session.get(GroupReminder, task.payload["reminder_id"], with_for_update=True)
    contract = queries.contract(round_.contract_id) if round_ else None
    if round_ is None or contract is None or round_.status != "SENDING":
        return
    without = sorted(
        one.client_id
        for one, status in queries.standings(contract)
        if one.enrolment_id
        and standing(status) is Standing.NOT_BOOKED
        and one.client_id > task.payload["after"]
    )
    batch = without[:BATCH]
    people = clients.named(batch)
    round_.people += sum(_tell(round_, people[one]) for one in batch if one in people)
    if len(without) > len(batch):
        jobs.enqueue(REMIND_JOB, {"reminder_id": round_.id, "after": batch[-1]})
    else:
        round_.status = "SENT"


@jobs.when_given_up(REMIND_JOB)
def reminding_failed(task: jobs.Task) -> None:
    """Let a round that the worker has given up be sent again: who was told is not told twice."""
    same = update(GroupReminder).where(
        GroupReminder.id == task.payload["reminder_id"], GroupReminder.status == "SENDING"
    )
    changed(same.values(status="ASKED", sent_by="", sent_at=None))


def _tell(round_: GroupReminder, client: clients.Client) -> int:
    new = insert_new(
        GroupReminded,
        id=ids.new_id(),
        branch_id=round_.branch_id,
        reminder_id=round_.id,
        client_id=client.id,
        told_at=clock.now(),
    )
    if not new or not client.account_id:
        return 0
    notices.tell(
        account_id=client.account_id,
        branch_id=client.branch_id,
        kind="GROUP_REMINDER",
        words=both("Your appointment of this year is not booked yet. Please choose a time that suits you."),
        link="/exams/book",
    )
    return 1
