"""The lists of bookings that wait for the branch's staff: to decide, to call, to book anew (B6, B7, B9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from flask import Response, request

from webapp.exams import queries
from webapp.exams.desk.blueprint import desk
from webapp.exams.desk.results import READERS
from webapp.exams.presenters import staff_lists as words
from webapp.kernel import access, clock, htmx, paging, transaction
from webapp.records import services as records

LOOK = "exam_booking"
"""What the access log calls a look at somebody's appointment (A6)."""


@desk.get("/desk/exams/requests")
@access.roles(*READERS)
def requests() -> Response:
    """Show the requests for a place, whichever is held the shortest first."""
    now = clock.now()
    page = queries.requests(branch_id=_branch(), now=now, after=_after())
    return _list("exams/requests.html", page, words.request_rows, now)


@desk.get("/desk/exams/change-requests")
@access.roles(*READERS)
def change_requests() -> Response:
    """Show the changes asked for after the cut-off, the next exam first."""
    page = queries.change_requests(branch_id=_branch(), after=_after())
    return _list("exams/change_requests.html", page, words.change_rows, clock.now())


@desk.get("/desk/exams/calls")
@access.roles(*READERS)
def calls() -> Response:
    """Show the changed bookings whose clients are to be called."""
    page = queries.calls_due(branch_id=_branch(), after=_after())
    return _list("exams/calls.html", page, words.call_rows, clock.now())


@desk.get("/desk/exams/rebook")
@access.roles(*READERS)
def must_rebook() -> Response:
    """Show whose time was closed or made smaller: they need another one."""
    page = queries.to_book_anew(branch_id=_branch(), after=_after())
    return _list("exams/must_rebook.html", page, words.rebook_rows, clock.now())


@desk.get("/desk/exams/waiting")
@access.roles(*READERS)
def waiting_line() -> Response:
    """Show who waits for a place to become free, whoever came first on top (B8)."""
    page = queries.line_of_branch(branch_id=_branch(), after=_after())
    note_looks(one.client.id for one in page.rows)
    return htmx.answer(
        "exams/waiting_line.html",
        rows=words.line_rows(page.rows),
        after=page.after,
        waits=queries.staff_work(branch_id=_branch(), now=clock.now()),
    )


def _list(
    template: str,
    page: paging.Page,
    draw: Callable[[Iterable[Any], datetime], list[words.StaffRow]],
    now: datetime,
) -> Response:
    note_looks(one.client.id for one in page.rows)
    work = queries.staff_work(branch_id=_branch(), now=now)
    return htmx.answer(template, rows=draw(page.rows, now), after=page.after, waits=work)


def note_looks(client_ids: Iterable[str]) -> None:
    """Write into the access log of each that somebody looked at a list with their appointments (A6)."""
    shown, account_id = set(client_ids), access.visitor().account_id
    transaction.after_reading(lambda: records.note_list(client_ids=shown, account_id=account_id, what=LOOK))


def note_look(client_id: str) -> None:
    """Write into a client's access log that somebody looked at her appointment (A6)."""
    account_id = access.visitor().account_id
    transaction.after_reading(
        lambda: records.note_access(client_id=client_id, account_id=account_id, what=LOOK)
    )


def _branch() -> str:
    return access.visitor().branch_id


def _after() -> str:
    return request.args.get("after", "")
