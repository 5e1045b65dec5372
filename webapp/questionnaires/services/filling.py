"""Filling a questionnaire: begin, save, choose between two devices (Q1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from sqlalchemy import Table, bindparam, update

from webapp.clients import queries as client_queries
from webapp.clients import services as clients
from webapp.clients.rules import Purpose
from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.kernel.inserting import insert_new
from webapp.kernel.uploads import Upload
from webapp.questionnaires import queries
from webapp.questionnaires.models import Draft
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules import merging
from webapp.questionnaires.rules.enablement import asks_others
from webapp.questionnaires.rules.fillers import is_for_clients
from webapp.questionnaires.rules.filling import initial_answers
from webapp.questionnaires.services.attaching import keep_files, settled

Values = Mapping[str, Sequence[Any]]
_Held = TypeVar("_Held")
_drafts = cast(Table, Draft.__table__)
_STARTED = "questionnaires.draft.started"
_PLAIN = ("definition_id", "revision", "place", "written_by", "saved_at")
_WRITE = (  # built once: it runs with every answer
    update(_drafts)
    .where(_drafts.c.id == bindparam("row"), _drafts.c.revision == bindparam("seen"))
    .values({name: bindparam(f"new_{name}") for name in ("answers", "parked", "warned_at", *_PLAIN)})
)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the draft's new state, whether it was stale, whether other questions are asked now."""

    filling: Filling
    stale: bool = False
    asks_others: bool = False


class ConsentMissing(Refusal):
    """The client has not agreed to questionnaires being filled in and kept (A5)."""

    status = 422

    def message(self) -> str:
        return _("Please agree first: without it we may not keep your answers.")


class WrittenMeanwhile(Refusal):
    """Another device wrote into the draft at this very moment; sent again, the save meets what it wrote."""


def start(
    *, client_id: str, branch_id: str, code: str, actor_id: str, agrees: bool = False, source: str = "PHONE"
) -> Filling:
    """Begin a questionnaire, or go on with the draft that is there.

    `agrees` gives the consent it needs; `source` is PAPER where staff enter what a client wrote.
    Raises `NotYours` for an unknown code, or one that the client does not fill in herself, and `ConsentMissing`.
    """
    if source == "PHONE":
        check_filler(code)
    published = queries.current_definition(code)
    if published is None:
        raise NotYours
    if agrees:
        clients.give_consent(client_id=client_id, purpose=Purpose.QUESTIONNAIRE, actor_id=actor_id)
    check_consent(client_id)
    row_id = ids.new_id()
    begun = {"values": initial_answers(queries.parsed(published.id))}
    new = insert_new(
        Draft,
        id=row_id,
        branch_id=branch_id,
        client_id=client_id,
        definition_id=published.id,
        code=code,
        answers=crypto.for_row(begun, row_id),
        revision=0,
        place=1,
        written_by="",
        source=source,
        entered_by=actor_id if source == "PAPER" else "",
        started_at=clock.now(),
        saved_at=clock.now(),
    )
    if new:
        subject = ("draft", row_id)
        audit.record(
            _STARTED, subject=subject, branch_id=branch_id, actor_id=actor_id, details={"code": code}
        )
    return _mine(client_id, code)


def check_filler(code: str) -> None:
    """Raise `NotYours` for what a practitioner asks: a client does not fill it in (T1)."""
    if not is_for_clients(code):
        raise NotYours


def check_consent(client_id: str) -> None:
    """Raise `ConsentMissing` unless the client agrees now."""
    if not client_queries.agreed(client_id=client_id, purpose=Purpose.QUESTIONNAIRE):
        raise ConsentMissing


def save_answers(
    *,
    client_id: str,
    code: str,
    values: Values,
    typed: Mapping[str, Sequence[str]] | None = None,
    revision: int,
    place: int = 0,
    written_by: str = "",
    whole_page: bool = False,
    draft: Filling | None = None,
    files: Mapping[str, Upload] | None = None,
    account_id: str = "",
) -> Saved:
    """Keep answers of some questions: linkId → FHIR values, none to clear.

    `typed` holds what could not be read, so that nothing is lost. A save that is based on an older revision than
    the draft's, made elsewhere, and that disagrees with it overwrites nothing: it is parked for the person to
    choose (Q1). `whole_page`: these are all fields of a page, touched or not; what is blank on a stale one was perhaps
    never seen with its answer, and clears nothing. `place` is the section to come back to, 0 to leave it; `draft`
    spares reading it twice; `files` came along, by id, from `account_id`. Raises `ConsentMissing` once the consent is withdrawn (A5).
    """
    draft = draft or _mine(client_id, code)
    if not draft.agreed:
        raise ConsentMissing
    values, typed = _writable(draft, values), _writable(draft, typed or {})
    keep_files(files=files or {}, draft=draft, account_id=account_id)
    values, typed = settled(draft.definition, client_id=client_id, values=values, typed=typed)
    theirs = merging.written_elsewhere(
        seen=revision, revision=draft.revision, token=written_by, written_by=draft.written_by
    )
    if theirs and whole_page:
        values = merging.without_blanks(values, typed)
    others = merging.disagreeing(draft.answers, draft.typed, values, typed)
    if theirs and others:
        return _park(draft, others, typed)
    answers = merging.laid_over(draft.answers, values)
    kept = merging.typed_over(draft.typed, values, typed)
    saved = write(draft, answers=answers, typed=kept, place=place or draft.place, written_by=written_by)
    return Saved(saved, asks_others=asks_others(draft.definition, draft.answers, answers, values))


def settle(*, client_id: str, code: str, keep_parked: bool) -> Filling:
    """Choose between the draft's answers and those that a stale save parked.

    The choice is nobody's page: a later save of a page that does not know it is parked again.
    """
    draft = _mine(client_id, code)
    if not keep_parked:
        return write(draft, parked={}, parked_typed={}, written_by="")
    answers = merging.laid_over(draft.answers, draft.parked)
    typed = merging.typed_over(draft.typed, draft.parked, draft.parked_typed)
    return write(draft, answers=answers, typed=typed, parked={}, parked_typed={}, written_by="")


def _mine(client_id: str, code: str) -> Filling:
    draft = queries.draft(client_id=client_id, code=code)
    if draft is None:
        raise NotYours
    return draft


def _writable(draft: Filling, given: Mapping[str, Sequence[_Held]]) -> dict[str, Sequence[_Held]]:
    """Leave out what a form shows but does not ask: read-only questions keep what the definition fills in."""
    index = draft.definition.index
    return {i: held for i, held in given.items() if i not in index or not index[i].read_only}


def _park(draft: Filling, values: Values, typed: Mapping[str, Sequence[str]]) -> Saved:
    """Keep beside the draft's answers what another device brought: as values, else as it was typed."""
    parked = {link_id: list(held) for link_id, held in {**draft.parked, **values}.items()}
    after = replace(draft, parked=parked, parked_typed=merging.typed_over(draft.parked_typed, values, typed))
    kept = {
        "parked": crypto.for_row(_aside(after), draft.id),
        "answers": crypto.for_row(_kept(draft), draft.id),
    }
    if (
        changed(update(Draft).where(Draft.id == draft.id, Draft.revision == draft.revision).values(**kept))
        != 1
    ):
        raise WrittenMeanwhile
    return Saved(after, stale=True)


def write(draft: Filling, **state: Any) -> Filling:
    """Write the next revision, if nobody wrote in between (`queries.draft` sees to that)."""
    after = replace(draft, revision=draft.revision + 1, saved_at=clock.now(), **state)
    written = {
        "row": draft.id,
        "seen": draft.revision,
        "new_answers": crypto.for_row(_kept(after), draft.id),
        "new_parked": crypto.for_row(_aside(after), draft.id),
        "new_warned_at": None,
        **{f"new_{name}": getattr(after, name) for name in _PLAIN},
    }
    if db.session.connection().execute(_WRITE, written).rowcount != 1:
        raise WrittenMeanwhile
    return after


def _aside(draft: Filling) -> dict[str, Any] | None:
    return {"values": draft.parked, "typed": draft.parked_typed} if draft.parked else None


def _kept(draft: Filling) -> dict[str, Any]:
    more = {"left": list(draft.left), "hands": list(draft.hands)}
    return {"values": draft.answers, "typed": draft.typed} | {
        name: held for name, held in more.items() if held
    }
