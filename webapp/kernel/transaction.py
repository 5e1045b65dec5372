"""One request, one service call, one commit.

An unsafe request opens BEGIN IMMEDIATE before its first statement, commits when the view gave
an answer below 400 and rolls back otherwise. Views never touch the session; commands and the
worker use `unit_of_work`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal, TypeVar

from flask import Flask, Response, current_app, g, has_request_context, request

from webapp.kernel.db import db

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_mode: ContextVar[Literal["read", "write"] | None] = ContextVar("transaction_mode", default=None)
BeforeCommit = Callable[[], None]
View = TypeVar("View", bound=Callable[..., Any])
_before_commit: list[BeforeCommit] = []


def writing() -> bool:
    """Tell whether the transaction about to begin may write."""
    mode = _mode.get()
    if mode is not None:
        return mode == "write"
    return has_request_context() and request.method not in SAFE_METHODS and not _looking()


def only_reads() -> bool:
    """Tell whether the transaction about to begin is a page's that reads and ends without a word."""
    return has_request_context() and not writing()


def may_write() -> bool:
    """Tell whether a write is at home here: not in a request or a passage that only reads.

    Outside both (a script, a shell) nobody promised anything.
    """
    return writing() or (_mode.get() is None and not has_request_context())


def locks_rows() -> bool:
    """Tell whether this transaction has to hold rows one by one: SQLite's one writer holds the whole file."""
    return writing() and db.session.get_bind().dialect.name != "sqlite"


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Open a write transaction outside a request: commands, the worker, the seed, tests.

    Commits at the end; any exception rolls back and is raised on.
    """
    token = _mode.set("write")
    try:
        yield
        commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _mode.reset(token)


@contextmanager
def reading() -> Iterator[None]:
    """Read outside the write transaction of an unsafe request (error pages)."""
    token = _mode.set("read")
    try:
        yield
    finally:
        db.session.rollback()
        _mode.reset(token)


@contextmanager
def aside() -> Iterator[None]:
    """Do long work before the view's own: under its access decorator, above `idempotency.once`.

    The write lock that the visitor's look-up has taken is given back first, so nobody waits for it;
    what is read inside takes none.
    """
    db.session.rollback()
    with reading():
        yield


def look_first(look: Callable[..., Response | None]) -> Callable[[View], View]:
    """Let an unsafe view be refused after a look alone; put it between the access decorator and `idempotency.once`.

    Where thousands press at once, most are refused: they shall not queue for the lock of those who write. `look` gets
    the view's arguments and only reads; what it gives is the answer, None lets the view act in a write transaction,
    where every rule is asked again.
    """

    def mark(view: View) -> View:
        view.__look__ = look  # type: ignore[attr-defined]
        return view

    return mark


def _look_of() -> Callable[..., Response | None] | None:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "__look__", None)


def _looking() -> bool:
    """Tell whether this request still only looks."""
    return "acts" not in g and request.method not in SAFE_METHODS and _look_of() is not None


def _look() -> Response | None:
    look = _look_of()
    if look is None:
        return None
    answer = look(**(request.view_args or {}))
    if answer is None:
        db.session.rollback()
        g.acts = True
    return answer


def before_commit(act: BeforeCommit, *, first: bool = False) -> None:
    """Install something that writes at the end of each transaction; the audit head stays the last."""
    if act not in _before_commit:
        _before_commit.insert(0 if first else len(_before_commit), act)


def commit() -> None:
    """Flush, let the last writers write, commit."""
    db.session.flush()
    for act in _before_commit:
        act()
    db.session.commit()


def after_rollback(act: Callable[[], None]) -> None:
    """Keep a write even if this request is refused: attempt counters, refusals, stored 422 answers.

    It runs in a transaction of its own once the first has been rolled back; it does not run after
    a commit.
    """
    _list("after_rollback").append(act)


def keep_although_refused() -> None:
    """Commit what this request has written, although it is refused: what was counted before it was judged.

    Unlike `after_rollback` the count and what it allows are one transaction, so nobody slips in between.
    """
    g.kept = True


def after_reading(act: Callable[[], None]) -> None:
    """Write one short row after a page was gathered and before it is sent (A6).

    A refused form that draws the page again is such a page too.
    """
    _list("after_reading").append(act)


def _list(name: str) -> list[Callable[[], None]]:
    if name not in g:
        setattr(g, name, [])
    found: list[Callable[[], None]] = getattr(g, name)
    return found


def finish(response: Response) -> Response:
    """End the request's transaction by what the view answered."""
    if not writing():
        db.session.remove()  # nothing to take back: cheaper than a rollback
    elif response.status_code < 400 or g.pop("kept", False):
        commit()
        return response
    else:
        db.session.rollback()
    _run("after_reading")
    if response.status_code >= 400:
        _run("after_rollback")
    return response


def abandon() -> None:
    """Roll back after an exception, then keep what had to be kept."""
    db.session.rollback()
    _run("after_rollback")


def _run(name: str) -> None:
    acts = g.pop(name, [])
    if not acts:
        return
    with unit_of_work():
        for act in acts:
            act()


class Application(Flask):
    """Flask whose dispatch is one transaction, and whose views are plain functions."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func  # Flask asks a dozen times a request whether this is a coroutine

    def dispatch_request(self) -> Response:
        try:
            response = self.make_response(_look() or super().dispatch_request())
            return finish(response)
        except BaseException:
            abandon()
            raise
