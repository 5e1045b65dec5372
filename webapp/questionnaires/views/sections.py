"""Filling a section: shown, kept with every change, gone on from (Q1, Q3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.kernel import access, htmx, transaction, uploads
from webapp.kernel.errors import NotYours
from webapp.questionnaires import queries, services
from webapp.questionnaires.forms import SectionEntry, read_section
from webapp.questionnaires.presenters import pages
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.fields import Press, pressed
from webapp.questionnaires.rules.filling import sections
from webapp.questionnaires.rules.usual import doubts
from webapp.questionnaires.views.blueprint import bp, mine, my_draft


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
    filling = my_draft(code)
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


def _forget(_saved: services.Saved) -> None:
    """A save whose answer nobody waits for."""


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
