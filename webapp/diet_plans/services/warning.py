"""A new allergy and the plans that are out already: warn at once, until the plan or a written reason answers (D3)."""

from __future__ import annotations

from sqlalchemy import select, update

from webapp.clients import queries as clients
from webapp.clients.events import AllergiesReported
from webapp.clients.rules import Capacity
from webapp.diet_plans import queries
from webapp.diet_plans.models import AllergyWarning, DietPlanVersion
from webapp.diet_plans.refusals import AlreadyAnswered, MayNotWrite, NoReason
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.allergies import Answer, carried
from webapp.diet_plans.rules.content import NOTHING
from webapp.diet_plans.rules.versions import LIVE
from webapp.diet_plans.rules.worklist import Kind
from webapp.diet_plans.services.tasks import close_tasks, open_task
from webapp.diet_plans.services.telling import News, tell
from webapp.kernel import audit, clock, crypto
from webapp.kernel.db import changed, db
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Bilingual


def allergies_were_reported(event: AllergiesReported) -> None:
    """Warn of every live version of the client that holds, or offers in exchange, what is new on the record."""
    found = [version for version in queries.versions(event.client_id) if version.status in LIVE]
    raised = [version for version in found if _warn(version, frozenset(event.added))]
    if raised:
        open_task(client_id=event.client_id, branch_id=event.branch_id, kind=Kind.ALLERGY)
        tell(raised[0], News.ALLERGY)
        _tell_nutritionist(event.client_id)


def _warn(version: DietPlanVersion, added: frozenset[str]) -> bool:
    plan = queries.published(version.id, client_id=version.client_id)
    offered = [food for group in queries.swaps_of(version.id).values() for food in group.values()]
    held = {code for food in (*plan.foods.values(), *offered) for code in carried(food, added)}
    if not held:
        return False
    whose = {"branch_id": version.branch_id, "client_id": version.client_id, "version_id": version.id}
    db.session.add(AllergyWarning(**whose, allergens=",".join(sorted(held))))
    db.session.flush()
    _note("raised", version.client_id, version.branch_id, "")
    return True


def _tell_nutritionist(client_id: str) -> None:
    """Tell who now acts for the client; the branch's list of tasks names it to the others."""
    acting = clients.who_looks_after(client_id=client_id, capacity=Capacity.NUTRITIONIST)
    one = organisation.staff(acting) if acting else None
    if one:
        notices.tell(
            account_id=one.account_id,
            branch_id=one.branch_id,
            kind="diet_plan",
            words=both("A client needs you today. Please look at the diet plans."),
            link=f"/desk/diet/clients/{client_id}/allergies",
        )


def answer_warning(
    *, client_id: str, warning_id: str, reason: Bilingual, staff_id: str, actor_id: str
) -> None:
    """Write why the plan may stay as it is; the client reads it. Raises MayNotWrite, NoReason, AlreadyAnswered."""
    if not organisation.may_serve(staff_id):
        raise MayNotWrite
    if reason == NOTHING:
        raise NoReason
    words = crypto.for_row(document.write_words(reason), warning_id)
    where = (AllergyWarning.id == warning_id, AllergyWarning.client_id == client_id)
    written = {"answer": Answer.REASON.value, "answered_by": staff_id, "answered_at": clock.now()}
    open_one = update(AllergyWarning).where(*where, AllergyWarning.answer.is_(None))
    if not changed(open_one.values(**written, reason=words)):
        raise AlreadyAnswered
    _close_task(client_id)
    client = clients.client(client_id)
    _note("answered", client_id, client.branch_id if client else "", actor_id)


def end_warnings(client_id: str) -> None:
    """Close the warnings of versions that have ended: what took their place went through the gate."""
    ended = select(DietPlanVersion.id).where(
        DietPlanVersion.client_id == client_id, DietPlanVersion.status.not_in(LIVE)
    )
    waiting = (AllergyWarning.client_id == client_id, AllergyWarning.answer.is_(None))
    closed = update(AllergyWarning).where(*waiting, AllergyWarning.version_id.in_(ended))
    if changed(closed.values(answer=Answer.ENDED.value, answered_at=clock.now())):
        _close_task(client_id)


def _close_task(client_id: str) -> None:
    """Take the client from the list once no warning waits."""
    waiting = (AllergyWarning.client_id == client_id, AllergyWarning.answer.is_(None))
    if db.session.scalars(select(AllergyWarning.id).where(*waiting).limit(1)).first() is None:
        close_tasks(client_id=client_id, kinds=[Kind.ALLERGY])


def _note(what: str, client_id: str, branch_id: str, actor_id: str) -> None:
    audit.record(
        f"diet_plans.allergy_warning.{what}",
        subject=("client", client_id),
        branch_id=branch_id,
        actor_id=actor_id,
    )
