"""The client's questions to her nutritionist."""

from __future__ import annotations

from functools import partial

from flask import Response, jsonify, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.forms import AskForm, from_outbox
from webapp.diet_plans.presenters import talking
from webapp.diet_plans.refusals import NobodyToAsk, NoSuchMeal, NotShared
from webapp.diet_plans.rules.talking import Author, Quote
from webapp.diet_plans.views.blueprint import bp
from webapp.kernel import access, htmx, idempotency, transaction, uploads
from webapp.kernel.errors import BadInput
from webapp.kernel.pages import link
from webapp.organisation import queries as organisation
from webapp.records import queries as records


@bp.get("/diet/questions")
@access.roles(Role.CLIENT)
def questions() -> Response:
    """Show what was asked and answered, and a field for the next message."""
    return _page(AskForm.read_query())


@bp.post("/diet/questions")
@access.roles(Role.CLIENT)
@uploads.checked_each("photo")
@idempotency.once
def ask() -> Response:
    """Send a message; a phone's outbox sends `{"words", "day", "meal"}` as JSON, or with a photo as a form."""
    who, form = access.visitor(), AskForm.read_sent()
    valid, photo = form.validate(), form.upload()
    if not valid or form.photo.errors:
        if from_outbox():
            raise form.refusal()
        return _page(form, 422)
    try:
        services.ask(
            client_id=who.person_id,
            words=form.words.data or "",
            quote=form.quote,
            photo=photo,
            actor_id=who.account_id,
        )
    except (NobodyToAsk, NotShared, NoSuchMeal) as refusal:
        if from_outbox():
            raise
        form.add_error("words", refusal.message())
        return _page(form, 422)
    if from_outbox():
        return jsonify(page=link("diet_plans.questions", sent=1))
    return htmx.go("diet_plans.questions", sent=1)


@bp.get("/diet/questions/<id:message_id>/photo")
@access.roles(Role.CLIENT)
def question_photo(message_id: str) -> Response:
    """Open the photo of a message of the client's own thread."""
    file = queries.photo_of(message_id, client_id=access.visitor().person_id)
    return uploads.serve(records.content_of(file), name="photo")


def _page(form: AskForm, status: int = 200) -> Response:
    client_id = access.visitor().person_id
    line = queries.line_of(client_id)
    page = queries.thread(client_id, after=request.args.get("after", ""))
    names = organisation.staff_named([one.staff_id for one in page.rows if one.staff_id])
    if any(one.read_at is None and one.author == Author.NUTRITIONIST for one in page.rows):
        opened = partial(services.note_opened, client_id=client_id, author=Author.NUTRITIONIST)
        transaction.after_reading(opened)
    return htmx.answer(
        "diet_plans/questions.html",
        status=status,
        messages=talking.thread(page.rows, reader=Author.CLIENT, names=names, client=line.client),
        earlier=page.after,
        line=line,
        quote=talking.quote_words(_quote(form)),
        form=form,
    )


def _quote(form: AskForm) -> Quote | None:
    """Give the meal of the address or the form; an odd one is none."""
    try:
        return form.quote
    except BadInput:
        return None
