"""The desk's queue: its views and their sizes; cases with a conflict of interest are left out (§5).

The statements are built once for each kind of reader: building them costs more than running them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, bindparam, func, literal, not_, or_, select
from sqlalchemy import case as when

from webapp.clients import queries as clients
from webapp.complaints.models import Case, Recusal, Respondent
from webapp.complaints.queries.people import provided_by
from webapp.complaints.rules import states
from webapp.complaints.rules.eligibility import HANDLING_ROLES, REVIEWING_ROLES
from webapp.complaints.rules.states import State
from webapp.kernel import paging
from webapp.kernel.db import among, db, rows
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Position

_ANSWERED = when((Case.state == State.DECIDED.value, 1), else_=0)  # nothing left to do: below all others
MOST_COUNTED = 100
_LISTED: tuple[Any, ...] = (
    *(Case.id, Case.number, Case.state, Case.due_on),
    *(Case.story, Case.language, Case.closed_at),
)
_ME: BindParameter[str] = bindparam("me")
_MY_BRANCH: BindParameter[str] = bindparam("my_branch")
_MY_MANAGER: BindParameter[str] = bindparam("my_manager")
_WHO_READS = organisation.place_of(_ME).add_columns(clients.ever_served(_ME).label("provided"))


class Sets(NamedTuple):
    """Ids of cases, each as a subquery: those a person may never see, and those about people of headquarters."""

    conflicted: Any
    about_headquarters: Any


class Listed(NamedTuple):
    """A case as a line of the list."""

    id: str
    number: str
    state: str
    due_on: date
    story: str
    language: str
    closed_at: datetime | None


class Kind(NamedTuple):
    """What the statements of a reader depend on; `provided`: ever served a client, so some cases may be about that."""

    role: str
    at_headquarters: bool
    provided: bool


class Reader(NamedTuple):
    """Who reads the queue."""

    id: str
    branch_id: str
    manager_id: str | None
    serving: bool
    kind: Kind


class Queue(StrEnum):
    """A view of the desk's list."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    REVIEW = "review"
    BREACHED = "breached"
    APPEALS = "appeals"
    CLOSED = "closed"


COUNTED = tuple(one for one in Queue if one is not Queue.CLOSED)  # what has ended waits for nobody


def queue(
    *, staff_id: str, which: Queue, after: str = "", size: int = 30, me: Position | None = None
) -> tuple[paging.Page, dict[Queue, int]]:
    """Give one view of the desk's queue, least time left first, and the size of each view that waits for somebody.

    What has ended comes newest first.

    Conflicted cases are left out in the statements themselves, so counts and pages cannot tell; who
    may see what is worked out once for both. `me` spares a look-up.
    """
    reader = _reader(staff_id, me)
    page = _listing(reader.kind, which).page(after, size, _values(reader))
    return paging.Page(_lines(page.rows), page.after), _sizes_for(reader)


def by_number(*, staff_id: str, number: str, me: Position | None = None) -> list[Listed]:
    """Give the cases, ended ones too, whose number begins or ends so and that this person may see; at most twenty."""
    reader = _reader(staff_id, me)
    wanted = number.upper().replace("%", "").replace("_", "")
    if not wanted:
        return []
    asked = {**_values(reader), "begins": f"{wanted}%", "ends": f"%-{wanted}"}
    return _lines(rows(_numbered(reader.kind), asked))


def _lines(found: Iterable[Any]) -> list[Listed]:
    return [Listed(*row) for row in found]


@lru_cache(maxsize=16)
def _numbered(kind: Kind) -> Select[Any]:
    like = or_(Case.number.like(bindparam("begins")), Case.number.like(bindparam("ends")))
    return _without_conflicts(kind).with_only_columns(*_LISTED).where(like).order_by(Case.id.desc()).limit(20)


def standbys(staff_id: str) -> list[tuple[Case, Respondent]]:
    """Give whom the cases that somebody may see put on standby, whether it has ended or not; the queue's conflicts hold."""
    reader = _reader(staff_id)
    named = _put_on_standby(reader.kind)
    return [(row[0], row[1]) for row in db.session.execute(named, _values(reader))]


@lru_cache(maxsize=16)
def _put_on_standby(kind: Kind) -> Select[Any]:
    visible = _visible(kind).join(Respondent, Respondent.case_id == Case.id)
    named = visible.where(Respondent.order_id.is_not(None)).add_columns(Respondent)
    return named.order_by(Case.id, Respondent.id).limit(200)


def sizes(staff_id: str) -> dict[Queue, int]:
    """Give the size of each view of the queue, for the start page; raises NotYours like `queue`."""
    return _sizes_for(_reader(staff_id))


def _sizes_for(reader: Reader) -> dict[Queue, int]:
    counted = rows(_counts(reader.kind), _values(reader)).one()
    return dict(zip(COUNTED, counted, strict=True))


def _reader(staff_id: str, known: Position | None = None) -> Reader:
    """Give who reads; of somebody `known` it is not asked whether they ever served. Raises NotYours for who has no queue."""
    if known is not None:
        staff = known.staff
        kind = Kind(staff.role, known.at_headquarters, provided=True)
        reader = Reader(staff.id, staff.branch_id, staff.manager_id, known.serving, kind)
    else:
        found = rows(_WHO_READS, {"me": staff_id}).first()
        if found is None:
            raise NotYours
        kind = Kind(found.role, bool(found.is_headquarters), bool(found.provided))
        reader = Reader(staff_id, found.branch_id, found.manager_id, bool(found.serving), kind)
    if not reader.serving or reader.kind.role not in HANDLING_ROLES | REVIEWING_ROLES:
        raise NotYours
    return reader


def _values(reader: Reader) -> dict[str, str | None]:
    return {"me": reader.id, "my_branch": reader.branch_id, "my_manager": reader.manager_id}


@lru_cache(maxsize=64)
def _listing(kind: Kind, which: Queue) -> paging.Listing:
    if which is Queue.CLOSED:
        ended = _without_conflicts(kind).where(among(Case.state, states.ENDED))
        return paging.Listing(ended.with_only_columns(*_LISTED), [Case.id.desc()])
    visible = _visible(kind)
    listed = _narrowed(visible, which).with_only_columns(*_LISTED)
    return paging.Listing(listed, [_ANSWERED, Case.due_on, Case.id])


@lru_cache(maxsize=16)
def _counts(kind: Kind) -> Select[Any]:
    """Count the views of the queue, up to a hundred each, in one statement."""
    sets = _sets(kind)._asdict()
    once = Sets(**{name: select(one.cte(name)) for name, one in sets.items()})  # for all views together
    visible = _visible(kind, once)
    return select(
        *(
            select(func.count()).select_from(_some(_narrowed(visible, which))).scalar_subquery()
            for which in COUNTED
        )
    )


def _some(query: Select[Any]) -> Any:
    """Give as many rows as are counted, empty ones: beyond that nobody needs the number."""
    return query.with_only_columns(literal(1)).limit(MOST_COUNTED).subquery()


def _visible(kind: Kind, sets: Sets | None = None) -> Select[Any]:
    """Ask for the open cases that somebody of this kind may see."""
    return _without_conflicts(kind, sets).where(among(Case.state, states.OPEN))


def _without_conflicts(kind: Kind, sets: Sets | None = None) -> Select[Any]:
    near = sets or _sets(kind)
    query = select(Case).where(Case.id.not_in(near.conflicted))
    if kind.provided:  # half the cost of planning and of running it, and hardly any handler ever served
        query = query.where(not_(provided_by(_ME)))
    if kind.role == "INDEPENDENT_REVIEWER":
        query = query.where(Case.id.in_(near.about_headquarters))
    return query if kind.at_headquarters else query.where(Case.branch_id == _MY_BRANCH)


def _sets(kind: Kind) -> Sets:
    return Sets(_conflicted(kind.role), _about_headquarters())


def _conflicted(role: str) -> Any:
    """Give the ids of cases a person may never see, as a subquery: the rule of eligibility in SQL."""
    close = organisation.close_to(_ME, role=role, branch_id=_MY_BRANCH, manager_id=_MY_MANAGER)
    named = select(Respondent.case_id).where(Respondent.staff_id == _ME)
    near = select(Respondent.case_id).where(Respondent.staff_id.in_(close))
    stepped_back = select(Recusal.case_id).where(Recusal.staff_id == _ME)
    return named.union(near, stepped_back)


def _about_headquarters() -> Any:
    return select(Respondent.case_id).where(Respondent.staff_id.in_(organisation.at_headquarters()))


def _narrowed(query: Select[Any], which: Queue) -> Select[Any]:
    if which is Queue.UNASSIGNED:
        return query.where(Case.handler_id.is_(None), Case.state != State.DECIDED.value)
    if which is Queue.REVIEW:
        return query.where(
            among(Case.state, (State.REVIEW, State.SUBMITTED)),  # an index knows these
            or_(Case.state == State.REVIEW.value, Case.decline_proposed_by.is_not(None)),
            or_(Case.handler_id.is_(None), Case.handler_id != _ME),
            or_(Case.concluded_by.is_(None), Case.concluded_by != _ME),
        )
    if which is Queue.BREACHED:
        return query.where(Case.escalated > 0)  # once for each breach (T17)
    if which is Queue.APPEALS:
        return query.where(Case.state == State.APPEALED.value)
    return query.where(Case.handler_id == _ME)
