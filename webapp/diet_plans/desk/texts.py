"""The texts of a plan: phase, advice, recommended foods, tips (D1)."""

from __future__ import annotations

from datetime import datetime

from flask import Response

from webapp.accounts.rules import Role
from webapp.diet_plans import services
from webapp.diet_plans.desk.blueprint import client_at_table, desk, draft_content, writer
from webapp.diet_plans.forms import TextsForm
from webapp.diet_plans.presenters.words import SECTION_WORDS
from webapp.diet_plans.refusals import StaleDraft
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.content import NOTHING, Content, Section
from webapp.kernel import access, clock, htmx


@desk.get("/desk/diet/clients/<id:client_id>/texts")
@access.roles(Role.NUTRITIONIST)
def texts(client_id: str) -> Response:
    """Show the texts of the draft, to be written."""
    return _page(client_id, _form(draft_content(client_id).content))


@desk.post("/desk/diet/clients/<id:client_id>/texts")
@access.roles(Role.NUTRITIONIST, keeps_form=True)
def save_texts(client_id: str) -> Response:
    """Save the texts; where somebody else wrote meanwhile, show both and lose nothing.

    A script saves as the nutritionist types and is told in one line; a conflict is shown when she presses Save.
    """
    form, who = TextsForm.read(), writer(client_id)
    if not form.validate():
        return _page(client_id, form, status=422)
    try:
        services.save(texts=form.texts, base=form.base.data or "", **who)
    except StaleDraft as stale:
        if not htmx.asked():
            form.base.data = document.fingerprint_of_texts(stale.saved)
        return _page(client_id, form, saved=stale, status=409)
    if htmx.asked():
        form.base.data = document.fingerprint_of_texts(draft_content(client_id).content)
        return _page(client_id, form, saved_at=clock.now())
    return htmx.go("diet_plans_desk.editor", client_id=client_id)


def _form(content: Content) -> TextsForm:
    typed = {"base": document.fingerprint_of_texts(content)}
    for section in Section:
        words = content.text(section)
        typed |= {f"{section.value.lower()}_zh": words.zh, f"{section.value.lower()}_en": words.en}
    return TextsForm(data=typed)


def _page(
    client_id: str,
    form: TextsForm,
    *,
    saved: StaleDraft | None = None,
    saved_at: datetime | None = None,
    status: int = 200,
) -> Response:
    client = client_at_table(client_id)
    return htmx.answer(
        "diet_plans/texts.html",
        "diet_plans/_texts_saved.html",
        status=status,
        client_id=client_id,
        name=client.name,
        form=form,
        sections=[
            (words, form[f"{section.value.lower()}_zh"], form[f"{section.value.lower()}_en"])
            for section, words in SECTION_WORDS.items()
        ],
        saved_at=saved_at,
        message=saved.message() if saved else "",
        others=_others(saved.saved) if saved else (),
    )


def _others(saved: Content) -> list[tuple[str, str, str]]:
    """Give what is saved now: section, Chinese, English."""
    return [
        (str(SECTION_WORDS[section]), saved.text(section).zh, saved.text(section).en)
        for section in Section
        if saved.text(section) != NOTHING
    ]
