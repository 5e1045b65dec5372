"""The one way to change a draft, a client's plan or a template (D1): a compare-and-set on its revision."""

from __future__ import annotations

from collections.abc import Callable
from typing import NotRequired, TypedDict

from sqlalchemy import select, update

from webapp.clients import queries as clients
from webapp.diet_plans import queries
from webapp.diet_plans.models import DietDraft
from webapp.diet_plans.refusals import (
    DraftMoved,
    MayNotWrite,
    NoDietPlanInPlan,
    NotAgreed,
    PhaseGone,
    StaleDraft,
)
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import Content
from webapp.diet_plans.rules.stepwise import alone, within
from webapp.diet_plans.rules.templates import OnShelf
from webapp.kernel import audit, clock, crypto
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation

Change = Callable[[Content], Content]


class Author(TypedDict):
    """Who writes, and what: the plan of a client, or a template of the own shelf."""

    staff_id: str
    actor_id: str
    client_id: NotRequired[str]
    template: NotRequired[OnShelf]


def check_may_write(*, client_id: str, staff_id: str) -> clients.Client:
    """The nutritionist may serve, the client's plan contains diet plans, the client agreed: give the client.

    Hold what is given, so that the rooms below find it at hand.
    """
    check_may_serve(staff_id)
    table = queries.table_of(client_id, day=clock.today())
    if not table.entitled:
        raise NoDietPlanInPlan
    if not table.shares:
        raise NotAgreed
    return table.client


def check_may_serve(staff_id: str) -> None:
    """Raise MayNotWrite for somebody who cannot take on work now."""
    if not organisation.may_serve(staff_id):
        raise MayNotWrite


def open_draft(who: Author, arranged: int | None = None) -> DietDraft:
    """Give the draft to somebody who may write it, with its phases as they were `arranged` when they were seen.

    Who names a phase by its place says so: another one may stand there by now. None: as they are.
    Raises DraftMoved, NotYours, MayNotWrite and what `check_may_write` raises.
    """
    found = _of_template(who, who["template"]) if "template" in who else _of_client(who)
    if arranged not in (None, found.arranged):
        raise DraftMoved
    return found


def _of_template(who: Author, template: OnShelf) -> DietDraft:
    check_may_serve(who["staff_id"])
    return queries.template_being_written(template).draft


def _of_client(who: Author) -> DietDraft:
    check_may_write(client_id=who["client_id"], staff_id=who["staff_id"])
    found = queries.draft(who["client_id"])
    if found is None:
        raise NotYours
    return found


def change(found: DietDraft, who: Author, write: Change, *, rearranging: bool = False) -> None:
    """Write the changed document, if nobody was faster. Raises StaleDraft."""
    content = write(document.read(found.content))
    if not move(found, who["staff_id"], content, rearranging=rearranging):
        now = db.session.scalars(select(DietDraft).where(DietDraft.id == found.id)).one()
        raise StaleDraft(document.read(now.content))


def change_phase(found: DietDraft, who: Author, phase: int, write: Change) -> None:
    """Write the document with one phase changed. Raises PhaseGone, StaleDraft."""

    def within_phase(content: Content) -> Content:
        phase_alone(content, phase)
        return within(content, phase, write)

    change(found, who, within_phase)


def phase_alone(content: Content, phase: int) -> Content:
    """Give one phase of the plan, as `alone` does. Raises PhaseGone."""
    if not 0 <= phase < len(content.phases):
        raise PhaseGone
    return alone(content, phase)


def move(found: DietDraft, staff_id: str, content: Content, *, rearranging: bool = False) -> bool:
    """Compare-and-set the draft from the revision that was read to the next one.

    `rearranging`: a phase may stand where another one stood.
    """
    values = {
        "arranged": found.revision + 1 if rearranging else found.arranged,
        "content": crypto.for_row(document.write(content), found.id),
        "revision": found.revision + 1,
        "changed_by": staff_id,
        "changed_at": clock.now(),
    }
    moved = changed(
        update(DietDraft)
        .where(DietDraft.id == found.id, DietDraft.revision == found.revision)
        .values(**values)
    )
    db.session.expunge(found)  # the row it shows is history
    return bool(moved)


def record(action: str, found: DietDraft, who: Author, details: dict[str, object] | None = None) -> None:
    """Note what became of a draft in the audit chain."""
    subject = ("client", found.client_id) if found.client_id else ("diet_template", found.template_id or "")
    audit.record(
        action,
        subject=subject,
        branch_id=found.branch_id or audit.HEADQUARTERS,
        actor_id=who["actor_id"],
        details=details,
    )
