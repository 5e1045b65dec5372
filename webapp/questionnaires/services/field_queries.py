"""Staff ask a client about one answer; she answers on the phone; staff close it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from webapp.accounts import queries as accounts
from webapp.clients.queries import Client
from webapp.kernel import audit, clock, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours, Refusal
from webapp.kernel.i18n import _
from webapp.kernel.inserting import insert_new
from webapp.notices import services as notices
from webapp.questionnaires import queries
from webapp.questionnaires.models import FieldQuery, QueryMessage, Response
from webapp.questionnaires.queries import Filling
from webapp.questionnaires.rules.querying import Deed, after
from webapp.questionnaires.services.amending import begin_amendment
from webapp.toolbox.packaged import bilingual, data


class AskedAlready(Refusal):
    """A question about this answer is still open."""

    def message(self) -> str:
        return _("A question about this answer is still open.")


class MovedOn(Refusal):
    """Somebody else answered or closed the query meanwhile."""

    def message(self) -> str:
        return _("This question has moved on meanwhile. Please look at it again.")


def ask(*, response: Response, client: Client, link_id: str, words: str, actor_id: str) -> str:
    """Ask the client about one answer; gives the query's id. Raises `NotYours`, `AskedAlready`."""
    item = queries.parsed(response.definition_id).index.get(link_id)
    if response.client_id != client.id or item is None or not item.is_question:
        raise NotYours
    row_id = ids.new_id()
    new = insert_new(
        FieldQuery,
        id=row_id,
        branch_id=response.branch_id,
        client_id=client.id,
        response_id=response.id,
        link_id=link_id[:255],
        status="OPEN",
        asked_by=actor_id,
        asked_at=clock.now(),
    )
    if not new:
        raise AskedAlready
    _say(row_id, response.branch_id, "STAFF", actor_id, words)
    _note("asked", row_id, response.branch_id, actor_id)
    if client.account_id is not None:
        _tell(client.account_id, response.branch_id, "asked", f"/questionnaires/queries/{row_id}")
    return row_id


def answer(*, query: FieldQuery, words: str, actor_id: str) -> None:
    """Keep the client's answer and tell who asked. Raises `MovedOn`."""
    _move(query, Deed.ANSWER, actor_id, answered_at=clock.now())
    _say(query.id, query.branch_id, "CLIENT", actor_id, words)
    if accounts.account(query.asked_by) is not None:
        where = f"/desk/clients/{query.client_id}/questionnaires/queries/{query.id}"
        _tell(query.asked_by, query.branch_id, "answered", where)


def answer_with_correction(*, query: FieldQuery, words: str, actor_id: str) -> Filling:
    """Keep the client's answer and open what she sent for the correction it speaks of (Q8).

    Raises `MovedOn`, and for the newest of the corrections what `begin_amendment` does.
    """
    row = queries.response(query.response_id)
    if row is None:
        raise NotYours
    filling = begin_amendment(original=queries.newest_of(row), actor_id=actor_id)
    answer(query=query, words=words, actor_id=actor_id)
    return filling


def ask_again(*, query: FieldQuery, client: Client, words: str, actor_id: str) -> None:
    """Ask further about the same answer. Raises `MovedOn`."""
    _move(query, Deed.ASK_AGAIN, actor_id)
    _say(query.id, query.branch_id, "STAFF", actor_id, words)
    if client.account_id is not None:
        _tell(client.account_id, query.branch_id, "asked", f"/questionnaires/queries/{query.id}")


def close(*, query: FieldQuery, actor_id: str) -> None:
    """End a query, answered or taken back. Raises `MovedOn`."""
    _move(query, Deed.CLOSE, actor_id, closed_at=clock.now())


def _move(query: FieldQuery, deed: Deed, actor_id: str, **moments: Any) -> None:
    following = after(query.status, deed)
    if following is None:
        raise MovedOn
    moved = update(FieldQuery).where(FieldQuery.id == query.id, FieldQuery.status == query.status)
    if changed(moved.values(status=following, **moments)) != 1:
        raise MovedOn
    db.session.refresh(query)
    _note(deed.value.lower(), query.id, query.branch_id, actor_id)


def _say(query_id: str, branch_id: str, author: str, actor_id: str, words: str) -> None:
    row = QueryMessage(
        id=ids.new_id(),
        branch_id=branch_id,
        query_id=query_id,
        author=author,
        actor_id=actor_id,
        words=words,
    )
    db.session.add(row)
    db.session.flush()


def _note(deed: str, query_id: str, branch_id: str, actor_id: str) -> None:
    audit.record(
        f"questionnaires.query.{deed}",
        subject=("query", query_id),
        branch_id=branch_id,
        actor_id=actor_id,
        details={},
    )


def _tell(account_id: str, branch_id: str, what: str, link: str) -> None:
    words = bilingual(data("questionnaires", "notices")[what])
    notices.tell(account_id=account_id, branch_id=branch_id, kind="QUESTIONNAIRE", words=words, link=link)
