"""A client asks, a nutritionist answers; both see what is new to them (D6)."""

from __future__ import annotations

from sqlalchemy import update

from webapp.clients import services as client_services
from webapp.clients.rules import Capacity
from webapp.diet_plans import queries
from webapp.diet_plans.models import DietMessage
from webapp.diet_plans.refusals import MayNotWrite, NobodyToAsk, NoSuchMeal, NotAgreed, NothingOpen, NotShared
from webapp.diet_plans.rules.talking import Author, Quote, in_words, may_quote
from webapp.diet_plans.rules.worklist import PUT_OFF_BY_HAND, SETTLED_BY_HAND, Kind
from webapp.diet_plans.services.tasks import close_tasks, open_task, put_off_task
from webapp.kernel import audit, clock
from webapp.kernel.db import changed, db
from webapp.kernel.i18n import both
from webapp.kernel.uploads import Upload
from webapp.notices import services as notices
from webapp.organisation import queries as organisation
from webapp.records import services as records

PHOTO = "DIET_MESSAGE"


def ask(
    *, client_id: str, words: str, actor_id: str, quote: Quote | None = None, photo: Upload | None = None
) -> None:
    """Write to the nutritionist; the first unanswered message puts the client on the list.

    Raises NobodyToAsk, NotShared (A5), NoSuchMeal for a meal that no plan had on its day.
    """
    line = queries.line_of(client_id)
    if line.nutritionist_id is None:
        raise NobodyToAsk
    if not line.shares:
        raise NotShared
    message = DietMessage(
        branch_id=line.client.branch_id, client_id=client_id, author=Author.CLIENT, words=words
    )
    _quote(message, quote)
    _keep(message, photo, actor_id)
    open_task(client_id=client_id, branch_id=message.branch_id, kind=Kind.QUESTION)
    _tell_nutritionist(line.nutritionist_id, client_id)
    _note("diet_plans.question.asked", message, actor_id)


def answer(*, client_id: str, words: str, staff_id: str, actor_id: str, photo: Upload | None = None) -> None:
    """Write to the client; nothing of hers waits for an answer any more. Raises MayNotWrite, NotAgreed."""
    if not organisation.may_serve(staff_id):
        raise MayNotWrite
    line = queries.line_of(client_id)
    if not line.shares:
        raise NotAgreed
    message = DietMessage(
        branch_id=line.client.branch_id,
        client_id=client_id,
        author=Author.NUTRITIONIST,
        staff_id=staff_id,
        words=words,
    )
    _keep(message, photo, actor_id)
    close_tasks(client_id=client_id, kinds=[Kind.QUESTION])
    client_services.note_service(
        client_id=client_id, staff_id=staff_id, capacity=Capacity.NUTRITIONIST, day=clock.today()
    )
    _tell_client(line)
    _note("diet_plans.question.answered", message, actor_id)


def settle(*, client_id: str, kind: Kind, branch_id: str, actor_id: str) -> None:
    """Call a matter done without a message or a new plan, or put it off for a week.

    Raises NothingOpen when it was not open, or must be acted on.
    """
    if kind in SETTLED_BY_HAND:
        done = bool(close_tasks(client_id=client_id, kinds=[kind]))
    else:
        done = kind in PUT_OFF_BY_HAND and put_off_task(client_id=client_id, kind=kind)
    if not done:
        raise NothingOpen
    audit.record(
        "diet_plans.task.settled",
        subject=("client", client_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details={"kind": kind.value},
    )


def note_opened(*, client_id: str, author: Author) -> None:
    """Keep when the other side first opened what `author` said."""
    new = (DietMessage.client_id == client_id, DietMessage.author == author, DietMessage.read_at.is_(None))
    changed(update(DietMessage).where(*new).values(read_at=clock.now()))


def _quote(message: DietMessage, quote: Quote | None) -> None:
    """Quote a meal by the version of its own day; one that was marked, as it was planned then (D6)."""
    if quote is None:
        return
    on_its_day = queries.meals_on(client_id=message.client_id, day=quote.day)
    due = next((one for one in on_its_day if one.meal is quote.meal), None)
    if due is None or not may_quote(quote.day, today=clock.today()):
        raise NoSuchMeal
    words = in_words(due.menu, due.foods)
    message.version_id, message.day, message.meal = due.version_id, quote.day, quote.meal.value
    message.quoted = {"zh": words.zh, "en": words.en}


def _keep(message: DietMessage, photo: Upload | None, actor_id: str) -> None:
    if photo:
        whose = {"client_id": message.client_id, "branch_id": message.branch_id}
        message.file_id = records.keep_file(**whose, kind=PHOTO, upload=photo, account_id=actor_id).id
    db.session.add(message)
    db.session.flush()


def _tell_nutritionist(staff_id: str, client_id: str) -> None:
    person = organisation.staff(staff_id)
    if person and person.account_id:
        notices.tell(
            account_id=person.account_id,
            branch_id=person.branch_id,
            kind="diet_question",
            words=both("A client has written to you."),
            link=f"/desk/diet/clients/{client_id}/questions",
        )


def _tell_client(line: queries.Line) -> None:
    client = line.client
    if client.account_id:
        notices.tell(
            account_id=client.account_id,
            branch_id=client.branch_id,
            kind="diet_question",
            words=both("There is an answer for you."),
            link="/diet/questions",
        )


def _note(action: str, message: DietMessage, actor_id: str) -> None:
    audit.record(
        action,
        subject=("diet_message", message.id),
        branch_id=message.branch_id,
        actor_id=actor_id,
        details={"photo": message.file_id is not None, "meal": message.meal},
    )
