"""Notices of this room: words fit for a lock screen, never a name, a topic or a finding."""

from __future__ import annotations

from typing import Any, Protocol

from webapp.clients import queries as clients
from webapp.complaints.models import Case
from webapp.kernel.i18n import both
from webapp.notices import services as notices
from webapp.organisation.queries import Position
from webapp.toolbox.words import Bilingual

_CLIENT = {
    "accepted": lambda: both(
        "We have taken up what you told us. Open Kangyue to see by when you hear from us."
    ),
    "entered": lambda: both(
        "We wrote down what you told us. Open Kangyue to read it and to say whether it is right."
    ),
    "question": lambda: both("We have a question for you. Open Kangyue to answer it."),
    "later": lambda: both("We need longer than we said. Open Kangyue to read why, and the new date."),
    "answered": lambda: both("There is an answer for you. Open Kangyue to read it."),
    "again": lambda: both("What you told us is being looked into again. Open Kangyue to read why."),
    "closed": lambda: both("What you told us is now closed. Open Kangyue to see the outcome."),
}
_EMPLOYEE = {
    "standby": lambda: both(
        "You are on standby with full pay. This is not a finding. Please sign in and read the notice."
    ),
    "served": lambda: both("There is something for you to read and answer. Please sign in."),
    "soon": lambda: both("The time to answer is running. Please sign in."),
    "cleared": lambda: both("Your standby has ended. You can work as before."),
    "decided": lambda: both("There is a decision for you. Please sign in and read it."),
}
_DESK = {
    "assigned": lambda: both("A case is yours now. Please look at your queue."),
    "review": lambda: both("A conclusion waits for a second person. Please look at the queue."),
    "answer": lambda: both("An answer has arrived. Please look at your queue."),
    "soon": lambda: both("A promised date comes nearer. Please look at your queue."),
    "breach": lambda: both("A promised date has passed. Please look at the queue."),
    "again": lambda: both("A case is looked into again. Please look at your queue."),
    "appeal": lambda: both("An appeal waits for a decision. Please look at the queue."),
    "nobody_decides": lambda: both(
        "An appeal waits and nobody may decide it. Please find somebody who had no part in the matter."
    ),
    "withdrawn": lambda: both("A case was withdrawn. Headquarters can go on with it, with a reason."),
    "nobody": lambda: both("A case has no eligible person to handle it. Please look at the queue."),
    "uncovered": lambda: both(
        "Clients have nobody to look after them now. Please look at who is on standby and find somebody."
    ),
}


def tell_client(case: Case, what: str) -> None:
    """Tell the client that something moved."""
    client = clients.client(case.client_id) if case.client_id else None
    if client is not None and client.account_id:
        _tell(client, what, _CLIENT[what](), f"/complaints/{case.id}")


def tell_employee(position: Position | None, what: str) -> None:
    """Tell a respondent, in words a colleague may read over the shoulder."""
    if position is not None:
        _tell(position.staff, what, _EMPLOYEE[what](), "/desk/my-case")


def tell_desk(position: Position | None, what: str) -> None:
    """Tell somebody who works on cases; the notice names no case."""
    if position is not None:
        _tell(position.staff, what, _DESK[what](), "/desk/complaints")


class _Reader(Protocol):
    """Who has an inbox: a client or a staff member."""

    account_id: Any
    branch_id: Any


def _tell(reader: _Reader, what: str, words: Bilingual, link: str) -> None:
    notices.tell(
        account_id=reader.account_id,
        branch_id=reader.branch_id,
        kind=f"complaints.{what}",
        words=words,
        link=link,
    )
