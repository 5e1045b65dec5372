"""Important abnormal results: a task with a clock opens by itself and is tracked until closed (X1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select, update

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.rules import Capacity
from webapp.exams.events import ImportantResultHandled
from webapp.exams.models import ExamReport, ImportantResult, ImportantStep, Result
from webapp.exams.queries.important import Followed, open_of, unanswered
from webapp.exams.refusals import StepOutOfPlace
from webapp.exams.rules.important import ENDS, Act, Level, due_after, found_in, may_note, tell_by
from webapp.kernel import audit, clock, events, ids, jobs
from webapp.kernel.db import changed, db
from webapp.kernel.i18n import both
from webapp.kernel.inserting import insert_new
from webapp.notices import services as notices
from webapp.organisation import queries as organisation

KIND = "EXAM_IMPORTANT"
_BATCH = 200


def open_found(report: ExamReport, results: Iterable[Result]) -> dict[str, Level]:
    """Open a task for each important result of a report in force; gives what is new by lab item.

    Whoever looks after the client is told at once, with the first of them.
    """
    found = found_in(results)
    if not found:
        return {}
    owner = clients.who_looks_after(client_id=report.client_id, capacity=Capacity.HEALTH_MANAGER)
    new = {code: level for code, level in found.items() if _open(report, code, level, owner)}
    if new:
        words = both("An important exam result needs somebody today")
        if Level.A not in new.values():
            words = both("An important exam result needs somebody in the next days")
        for one in _whom_to_tell(owner, report.branch_id):
            _tell(one, words, "/desk/exams/important")
    return new


def mark_important(*, line: Result, report: ExamReport, staff_id: str, actor_id: str) -> None:
    """Open a task of class B for a result that the list does not know: a finding in words. Raises StepOutOfPlace."""
    if not _open(report, line.code, Level.B, staff_id):
        raise StepOutOfPlace
    _record("opened", report, actor_id, line.code)


def note_step(*, followed: Followed, act: Act, words: str, staff_id: str, actor_id: str) -> None:
    """Note what was done about an important result. Raises StepOutOfPlace."""
    task = followed.task
    if not may_note(act, told=task.told_at is not None, unanswered=unanswered(task.id)):
        raise StepOutOfPlace
    _step(task, act, words, staff_id)
    audit.record(
        "exams.important.noted",
        subject=("exam_important", task.id),
        branch_id=task.branch_id,
        actor_id=actor_id,
        details={"act": act},
    )
    if act is Act.TOLD:
        handled = ImportantResultHandled(
            task.report_id, task.client_id, task.branch_id, task.code, staff_id, words
        )
        events.publish(handled)


def told_elsewhere(*, report_id: str, codes: Collection[str], words: str, staff_id: str) -> None:
    """Note that the client was told of these results on the way to the report: one call, one deed."""
    for task in open_of(report_id, codes):
        if task.told_at is None:
            _step(task, Act.TOLD, words, staff_id)


def follow_correction(report: ExamReport, line: Result) -> None:
    """After a correction: close what is not important after all, open what is."""
    if line.code not in found_in([line]):
        for task in open_of(report.id, [line.code]):
            _step(task, Act.CORRECTED, "", None)
    open_found(report, [line])


def _open(report: ExamReport, code: str, level: Level, owner: str | None) -> bool:
    now = clock.now()
    return insert_new(
        ImportantResult,
        id=ids.new_id(),
        branch_id=report.branch_id,
        client_id=report.client_id,
        report_id=report.id,
        code=code,
        level=level,
        owner_id=owner,
        opened_at=now,
        due_at=tell_by(level, now),
    )


def _step(task: ImportantResult, act: Act, words: str, staff_id: str | None) -> None:
    """Write the step and move the clock; only while the task is open."""
    now = clock.now()
    moved: dict[str, Any] = {"due_at": due_after(act, Level(task.level), due=task.due_at, now=now)}
    if act is Act.TOLD:
        moved["told_at"] = now
    if act in ENDS:
        moved |= {"ending": act, "closed_at": now}
    if staff_id:
        moved["owner_id"] = task.owner_id or staff_id
    still = update(ImportantResult).where(ImportantResult.id == task.id, ImportantResult.ending.is_(None))
    if not changed(still.values(**moved)):
        raise StepOutOfPlace
    step = ImportantStep(
        branch_id=task.branch_id, important_id=task.id, act=act, words=words or None, by=staff_id, at=now
    )
    db.session.add(step)
    db.session.flush()


@jobs.recurring("exams.late_important", every=timedelta(minutes=30))
def remind_of_late(_task: jobs.Task) -> None:
    """Remind the owner and the branch's manager of each step that is late, once for each clock."""
    now = clock.now()
    late = select(ImportantResult).where(
        ImportantResult.ending.is_(None),
        ImportantResult.due_at < now,
        or_(ImportantResult.reminded_at.is_(None), ImportantResult.reminded_at < ImportantResult.due_at),
    )
    words = both("The follow-up of an important exam result is late")
    for one in db.session.scalars(late.order_by(ImportantResult.due_at).limit(_BATCH)).all():
        same = update(ImportantResult).where(
            ImportantResult.id == one.id,
            ImportantResult.ending.is_(None),
            ImportantResult.due_at == one.due_at,
        )
        if changed(same.values(reminded_at=now)):
            people = _whom_to_tell(one.owner_id, one.branch_id) + organisation.staff_of(
                branch_id=one.branch_id, role=Role.BRANCH_MANAGER
            )
            for person in {each.id: each for each in people}.values():
                _tell(person, words, f"/desk/exams/important/{one.id}")


def _whom_to_tell(owner: str | None, branch_id: str) -> list[organisation.Staff]:
    """Give the owner, else everybody in the branch who may act."""
    person = organisation.staff(owner) if owner else None
    if person:
        return [person]
    managers = organisation.staff_of(branch_id=branch_id, role=Role.HEALTH_MANAGER)
    return managers or organisation.staff_of(branch_id=branch_id, role=Role.BRANCH_MANAGER)


def _tell(person: organisation.Staff, words: Any, link: str) -> None:
    notices.tell(account_id=person.account_id, branch_id=person.branch_id, kind=KIND, words=words, link=link)


def _record(what: str, report: ExamReport, actor_id: str, code: str) -> None:
    audit.record(
        f"exams.important.{what}",
        subject=("exam_report", report.id),
        branch_id=report.branch_id,
        actor_id=actor_id,
        details={"code": code},
    )
