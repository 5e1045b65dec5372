"""The nutritionist reads and answers a client's questions."""

from __future__ import annotations

from functools import partial

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import client_at_table, desk, writer
from webapp.diet_plans.forms import AnswerForm
from webapp.diet_plans.presenters import talking
from webapp.diet_plans.rules.talking import Author
from webapp.kernel import access, htmx, idempotency, transaction, uploads
from webapp.organisation import queries as organisation
from webapp.records import queries as records


@desk.get("/desk/diet/clients/<id:client_id>/questions")
@access.roles(Role.NUTRITIONIST)
def questions(client_id: str) -> Response:
    """Show a client's questions and what was answered."""
    return _page(client_id, AnswerForm())


@desk.post("/desk/diet/clients/<id:client_id>/questions")
@access.roles(Role.NUTRITIONIST)
@uploads.checked_each("photo")
@idempotency.once
def answer(client_id: str) -> Response:
    """Send the client a message."""
    form, who = AnswerForm.read_sent(), writer(client_id)
    valid, photo = form.validate(), form.upload()
    if not valid or form.photo.errors:
        return _page(client_id, form, 422)
    services.answer(words=form.words.data or "", photo=photo, **who)
    return htmx.go("diet_plans_desk.questions", client_id=client_id, kept=1)


@desk.get("/desk/diet/clients/<id:client_id>/questions/<id:message_id>/photo")
@access.roles(Role.NUTRITIONIST)
def question_photo(client_id: str, message_id: str) -> Response:
    """Open the photo of a message; the client reads who did (A6)."""
    client_at_table(client_id)
    file = queries.photo_of(message_id, client_id=client_id)
    return uploads.serve(records.content_of(file), name="photo")


def _page(client_id: str, form: AnswerForm, status: int = 200) -> Response:
    client = client_at_table(client_id)
    page = queries.thread(client_id, after=request.args.get("after", ""))
    names = organisation.staff_named([one.staff_id for one in page.rows if one.staff_id])
    if any(one.read_at is None and one.author == Author.CLIENT for one in page.rows):
        transaction.after_reading(partial(services.note_opened, client_id=client_id, author=Author.CLIENT))
    return htmx.answer(
        "diet_plans/client_questions.html",
        status=status,
        client_id=client_id,
        name=client.name,
        messages=talking.thread(page.rows, reader=Author.NUTRITIONIST, names=names, client=client),
        waits=queries.waits_for(client_id),
        earlier=page.after,
        form=form,
    )
