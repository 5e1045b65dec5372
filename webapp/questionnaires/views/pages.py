"""A client's pages: begin, fill section by section, review, certify, submit, look back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.clients.rules import Purpose
from webapp.kernel import access, htmx, idempotency, transaction, uploads
from webapp.kernel.errors import NotYours
from webapp.kernel.pages import link
from webapp.questionnaires import queries, services
from webapp.questionnaires.forms import AmendForm, CertifyForm, SectionEntry, read_section
from webapp.questionnaires.presenters import listing as questionnaire_list
from webapp.questionnaires.presenters import packing, pages, sheet
from webapp.questionnaires.presenters.newer import left_lines
from webapp.questionnaires.presenters.scores import said
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.attachments import FOLDER
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.fields import Press, pressed
from webapp.questionnaires.rules.filling import sections
from webapp.questionnaires.rules.safety import thinks_of_death
from webapp.questionnaires.rules.usual import doubts
from webapp.questionnaires.views.blueprint import bp, mine, sent_by_me


@bp.get("/questionnaires")
@access.roles(Role.CLIENT)
def listing() -> Response:
    """List the questionnaires to fill, with how far each is."""
    client_id = access.visitor().person_id
    waiting = questionnaire_list.asked(queries.open_field_queries(client_id))
    rows = waiting + questionnaire_list.rows(queries.states(client_id), queries.screening(client_id).standing)
    return htmx.answer("questionnaires/listing.html", questionnaires=rows)


@bp.get("/questionnaires/<code>")
@access.roles(Role.CLIENT)
def start(code: str) -> Response:
    """Show what the questionnaire is, how long it takes, and where one stands."""
    return _start(mine(code))


@bp.post("/questionnaires/<code>")
@access.roles(Role.CLIENT)
def begin(code: str) -> Response:
    """Begin, or go on where one stopped; the first time with one's consent (A5)."""
    who = access.visitor()
    try:
        filling = services.start(
            client_id=who.person_id,
            branch_id=who.branch_id,
            code=mine(code),
            actor_id=who.account_id,
            agrees="agree" in request.form,
        )
    except services.ConsentMissing as refusal:
        return _start(code, refusal.message())
    return htmx.go("questionnaires.section", code=code, number=filling.place)


@bp.get("/questionnaires/<code>/parts/<int:number>")
@access.roles(Role.CLIENT)
def section(code: str, number: int) -> Response:
    """Show one section with what is in it so far."""
    filling = queries.draft(client_id=access.visitor().person_id, code=mine(code))
    if filling is None:
        return htmx.go("questionnaires.start", code=code)
    if filling.outdated:
        return htmx.go("questionnaires.newer", code=code)
    page = pages.section_page(
        filling,
        number,
        left=request.args.get("left", 0, type=int),
        checking="check" in request.args,
        more=request.args.get("more", ""),
    )
    if page is None:
        raise NotYours
    return htmx.answer("questionnaires/section.html", "questionnaires/_section.html", page=page)


@bp.post("/questionnaires/<code>/parts/<int:number>")
@access.roles(Role.CLIENT, keeps_form=True)
@uploads.checked_each("q-")
def save_section(code: str, number: int) -> Response:
    """Keep the answers of a section: each change by itself (htmx), or all with the button."""
    filling = _filling(code)
    cut = sections(filling.definition)
    if not 1 <= number <= len(cut):
        raise NotYours
    entry = read_section(filling, cut[number - 1], request.form, uploads.brought())
    save: Callable[..., services.Saved] = partial(
        services.save_answers,
        client_id=filling.client_id,
        code=code,
        values=entry.values,
        typed=entry.typed,
        revision=entry.revision,
        place=number if htmx.asked() else _place(number, len(cut)),
        written_by=entry.token,
        whole_page=True,
        draft=filling,
        files=entry.files,
        account_id=access.visitor().account_id,
    )
    saved = save()
    if htmx.asked():
        return _kept(saved, number, entry, marked=_marked(filling, entry))
    if entry.press and not saved.stale:
        return _again(saved, number, entry.press)
    if _is_stopped(saved, entry):
        transaction.after_rollback(lambda: _forget(save(draft=None)))  # by then it may have moved on
        return _redrawn(saved, number, entry, status=422)
    if saved.stale:
        return htmx.go("questionnaires.section", code=code, number=number)
    return _onward(saved.filling, number, len(cut))


@bp.post("/questionnaires/<code>/settle")
@access.roles(Role.CLIENT)
def settle(code: str) -> Response:
    """Choose between the answers of two devices."""
    filling = services.settle(
        client_id=access.visitor().person_id,
        code=mine(code),
        keep_parked=request.form.get("keep") == "other",
    )
    return htmx.go("questionnaires.section", code=code, number=filling.place)


@bp.get("/questionnaires/<code>/review")
@access.roles(Role.CLIENT)
def review(code: str) -> Response:
    """Show all answers in words, what is missing, and the last step."""
    filling = queries.draft(client_id=access.visitor().person_id, code=mine(code))
    if filling is None:
        return htmx.go("questionnaires.start", code=code)
    if filling.outdated:
        return htmx.go("questionnaires.newer", code=code)
    return _review(filling, _last_step(filling)())


@bp.post("/questionnaires/<code>/review")
@access.roles(Role.CLIENT, keeps_form=True)
@idempotency.once
def submit(code: str) -> Response:
    """Certify and submit, exactly once (Q2, Q8)."""
    who = access.visitor()
    filling = queries.draft(client_id=who.person_id, code=mine(code))
    form = _last_step(filling).read()
    if filling is not None and not form.validate():
        return _review(filling, form, 422)
    try:
        row = services.submit(
            client_id=who.person_id,
            code=code,
            signature=form.signature(),
            actor_id=who.account_id,
            reason=form.why.data or "" if isinstance(form, AmendForm) else "",
            draft=filling,
        )
    except services.NotComplete:
        return _review(_filling(code), form, 422)
    except services.NothingChanged as refusal:
        form.add_error("why", refusal.message())
        return _review(_filling(code), form, 422)
    except services.BadSignature as refusal:
        for field, message in refusal.problems():
            form.add_error(field, message)
        return _review(_filling(code), form, 422)
    return htmx.go("questionnaires.receipt", response_id=row.id)


@bp.get("/questionnaires/receipts/<id:response_id>")
@access.roles(Role.CLIENT)
def receipt(response_id: str) -> Response:
    """Show the receipt: number, time, fingerprint."""
    found = sent_by_me(response_id)
    row, form = found.response, queries.parsed(found.response.definition_id)
    return htmx.answer(
        "questionnaires/receipt.html",
        response=row,
        when=sheet.when(row),
        gently=thinks_of_death(row.response),
        said=said(row.code, found.score, form) if found.score else None,
    )


@bp.get("/questionnaires/answers/<id:response_id>")
@access.roles(Role.CLIENT)
def answers(response_id: str) -> Response:
    """Show one's own submitted answers in the wording of their day."""
    found = sent_by_me(response_id)
    words = sheet.words(found, lambda other: link("questionnaires.answers", response_id=other), FOLDER)
    score = said(found.response.code, found.score, words["form"]) if found.score else None
    return htmx.answer("questionnaires/answers.html", said=score, **words)


def _start(code: str, error: str = "") -> Response:
    client_id = access.visitor().person_id
    filling = queries.draft(client_id=client_id, code=code)
    definition_id = filling.definition_id if filling else queries.current_id(code)
    if definition_id is None:
        raise NotYours
    agreed = clients.agreed(client_id=client_id, purpose=Purpose.QUESTIONNAIRE)
    return htmx.answer(
        "questionnaires/start.html",
        status=422 if error else 200,
        code=code,
        filling=filling,
        left=left_lines(filling.left) if filling else [],
        about=packing.about(code, definition_id, filling, **({"data-agreed": ""} if agreed else {})),
        overview=pages.overview(queries.parsed(definition_id), filling),
        latest=queries.latest_response(client_id=client_id, code=code),
        agreed=agreed,
        error=error,
    )


def _last_step(filling: Filling | None) -> type[CertifyForm]:
    return AmendForm if filling is not None and filling.amends_id else CertifyForm


def _forget(_saved: services.Saved) -> None:
    """A save whose answer nobody waits for."""


def _filling(code: str) -> Filling:
    found = queries.draft(client_id=access.visitor().person_id, code=mine(code))
    if found is None:
        raise NotYours
    return found


def _is_stopped(saved: services.Saved, entry: SectionEntry) -> bool:
    """Tell whether something that cannot be read stands in a question that is asked, now that all is saved (Q3)."""
    filling = saved.filling
    if entry.refused:
        return True
    unread = set(entry.typed) | {i for i, held in entry.values.items() if held and i in filling.typed}
    return bool(unread) and not asked(filling.definition, filling.answers).isdisjoint(unread)


def _place(number: int, total: int) -> int:
    go = request.form.get("go", "")
    step = {"back": -1, "stay": 0}.get(go, 0 if pressed(go) else 1)
    return min(max(number + step, 1), total)


def _again(saved: services.Saved, number: int, press: Press) -> Response:
    """Show the section once more, with room for another answer or without the one that was taken away."""
    more = {} if press.at else {"more": press.field}
    back = {"check": "1"} if "check" in request.form else {}
    there = pages.row_of(saved.filling, press)
    return htmx.go(
        "questionnaires.section", code=saved.filling.code, number=number, _anchor=there, **more, **back
    )


def _onward(filling: Filling, number: int, total: int) -> Response:
    """Go where the button says; what stays open behind is told on the next page and blocks nothing."""
    forward = request.form.get("go") != "back"
    if forward and (number == total or "check" in request.form):
        return htmx.go("questionnaires.review", code=filling.code)
    behind = {"left": number} if forward and pages.is_open(filling, number) else {}
    return htmx.go("questionnaires.section", code=filling.code, number=_place(number, total), **behind)


def _marked(filling: Filling, entry: SectionEntry) -> bool:
    """Tell whether the section shows, or must show, a mistake or a doubt."""
    form = filling.definition
    doubtful = doubts(form, entry.values) or doubts(
        form, {i: filling.answers.get(i, []) for i in entry.values}
    )
    came = entry.files or entry.refused
    return bool(filling.typed or entry.typed or came or doubtful)


def _kept(saved: services.Saved, number: int, entry: SectionEntry, *, marked: bool) -> Response:
    """Answer a single change: the saved line, or the section where other questions are asked now."""
    if saved.stale or saved.asks_others or marked:
        return _redrawn(saved, number, entry)
    return htmx.answer("questionnaires/section.html", "questionnaires/_saved.html", filling=saved.filling)


def _redrawn(saved: services.Saved, number: int, entry: SectionEntry, status: int = 200) -> Response:
    page = pages.section_page(
        saved.filling,
        number,
        token=entry.token,
        checking="check" in request.form,
        refused=entry.refused,
    )
    answer = htmx.answer(
        "questionnaires/section.html",
        "questionnaires/_section.html",
        status=status,
        page=page,
        swapped=htmx.asked(),
    )
    answer.headers["HX-Retarget"] = "#questionnaires-section"
    answer.headers["HX-Reswap"] = "outerMorph"
    return answer


def _review(filling: Filling, form: CertifyForm, status: int = 200) -> Response:
    missing = pages.missing(filling, checking=True)
    return htmx.answer(
        "questionnaires/review.html",
        status=status,
        filling=filling,
        left=left_lines(filling.left),
        about=packing.about(filling.code, filling.definition_id, filling),
        form=form,
        missing=missing,
        open=sum(gap.open for gap in missing),
        choices=pages.differences(filling),
        parts=pages.parts(filling.definition, filling.answers, filling.code, FOLDER),
    )
