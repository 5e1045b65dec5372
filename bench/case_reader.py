"""`python -m bench.case_reader CASES`: fills the environment's house, then answers on standard input.

`timers`: how long the timers look for what is due, in milliseconds. `round`: the people of the desk open each view of their queue and its second page: [[by the clock, worked], …] in
milliseconds. `plans`: the steps of the statements' plans that read a whole table.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

from flask import Flask

from bench.bookings import NEAR, Filler, Row, name
from bench.inside import Time, browser, served
from bench.month_reader import steps_that_scan
from tests.crowd import cookie_for
from tests.factories import complaints as factory
from webapp.accounts import services as accounts
from webapp.accounts.models import Account
from webapp.app import create_app
from webapp.complaints import queries, services
from webapp.complaints.models import Case
from webapp.complaints.rules.categories import Category
from webapp.kernel import clock, crypto, transaction
from webapp.kernel.db import db

PEOPLE = ("handler", "manager", "second", "admin", "independent")
BRANCHES, OF_A_CLIENT, ROUNDS = 200, 20, 3
OPEN_OF_FAR = 200  # one case in so many is open: what a company of this size has in hand
SMALL = (
    "branch",
    "staff",
    "account",
    "auth_session",
    "audit_head",
    "standby_order",
    "work_calendar_day",
    "CONSTANT",
    "anon_",  # at most a hundred rows, counted
)
"""A few hundred rows at most in this house: reading all of them is the quickest way."""
OPEN = (
    "SUBMITTED",
    "ACCEPTED",
    "INVESTIGATING",
    "INVESTIGATING",
    "WAITING_CLIENT",
    "REVIEW",
    "DECIDED",
    "DECIDED",
)


def main(wanted: int) -> None:
    """Fill, then do what is asked for, until nothing more is."""
    app = create_app()
    with app.app_context(), transaction.unit_of_work():
        company = factory.a_company()
        case = factory.a_complaint(company, category=Category.MANNER)
        services.name_respondent(**factory.by_handler(company, case), respondent_staff_id=company.served.id)
        staff = [getattr(company, one) for one in PEOPLE]
        known = {"case": case.id, "handler": company.handler.id, "client": company.client.id}
        known["manager"] = company.manager.id
        tokens = [
            accounts.start_session(account=db.session.get_one(Account, one.account_id), device="bench")
            for one in staff
        ]
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
        db.engine.dispose()
    _fill(url, known, wanted)
    paths = [
        (path, cookie_for(app, token)) for token in tokens for path in _paths(app, cookie_for(app, token))
    ]
    windows = [served(app, path, cookie) for path, cookie in paths]
    for window in windows:
        window()
    print(json.dumps("filled"), flush=True)
    for word in sys.stdin:
        asked = {"round": lambda: _round(windows), "timers": lambda: _timers(app)}
        print(json.dumps(asked.get(word.strip(), lambda: _plans(app, paths))()), flush=True)


def _round(windows: list[Any]) -> list[Time]:
    return [window() for _turn in range(ROUNDS) for window in windows]


def _timers(app: Flask) -> float:
    """Give the middle of five looks for what is due, and for clocks to remind of."""
    times = []
    for _turn in range(5):
        with app.app_context(), transaction.reading():
            began = time.perf_counter()
            services.due(clock.today())
            queries.running_clocks()
            times.append((time.perf_counter() - began) * 1000)
    return round(sorted(times)[2], 2)


def _paths(app: Flask, cookie: str) -> Iterator[str]:
    """Give every view of somebody's queue, and the second page where there is one."""
    for view in queries.Queue:
        path = f"/desk/complaints?view={view.value}"
        yield path
        page = browser(app, cookie).get(path).text
        more = re.search(r'href="(/[^"]*complaints\?[^"]*after=[^"]+)"', page)
        if more:
            yield more[1].replace("&amp;", "&")


def _plans(app: Flask, paths: list[tuple[str, str]]) -> list[str]:
    return sorted({step for path, cookie in paths for step in steps_that_scan(app, path, cookie, SMALL)})


def _fill(url: str, known: dict[str, str], wanted: int) -> None:
    """Copy a real case: the first thousand in our branch as at every size, the others in two hundred branches."""
    put = Filler(url, clock.today())
    case = put.first("complaint_case", f"id = '{known['case']}'")
    named = put.first("complaint_respondent", f"case_id = '{known['case']}'")
    client = put.first("client", f"id = '{known['client']}'")
    watch = put.first("complaint_clock", f"case_id = '{known['case']}' AND kind = 'RESULT'")
    put.copy("branch", put.first("branch", f"id = '{case['branch_id']}'"), _branches())
    people = put.first("staff", f"id = '{known['handler']}'")
    put.copy("staff", people, _staff())
    put.copy("client", client | {"account_id": None}, _clients(wanted))
    put.copy("served_by", _service(put, case), _services(wanted, known["manager"]))
    put.copy("complaint_case", case, _cases(put, wanted, known))
    put.copy(
        "complaint_respondent",
        named,
        ({"id": name("re", n), "case_id": name("ca", n), **_of(n)} for n in range(1, wanted, 3)),
    )
    put.copy("complaint_clock", watch, _watches(put, wanted))
    put.copy(
        "complaint_recusal",
        _recusal(put, case),
        ({"id": name("rc", n), "case_id": name("ca", n), **_of(n)} for n in range(2, wanted, 20)),
    )
    put.end()


def _recusal(put: Filler, case: Row) -> Row:
    return {"id": "", "branch_id": case["branch_id"], "case_id": "", "staff_id": "", "at": put.moment(-3, 3)}


def _branches() -> Iterator[Row]:
    return ({"id": name("br", n), "code": f"MANY{n}", "is_headquarters": False} for n in range(BRANCHES))


def _staff() -> Iterator[Row]:
    return (
        {"id": name("st", n), "branch_id": name("br", n), "account_id": name("ac", n)}
        for n in range(BRANCHES)
    )


def _clients(wanted: int) -> Iterator[Row]:
    return ({"id": name("ci", n), "phone_index": f"{n:064d}"} for n in range(-(-wanted // OF_A_CLIENT)))


def _service(put: Filler, case: Row) -> Row:
    who = {"id": "", "client_id": "", "staff_id": "", "branch_id": case["branch_id"]}
    return who | {"capacity": "HEALTH_MANAGER", "day": put.day(-30)}


def _services(wanted: int, manager: str) -> Iterator[Row]:
    """Everybody's clients were served by somebody of her branch; every fiftieth also by the manager who reads."""
    for n in range(-(-wanted // OF_A_CLIENT)):
        yield {"id": name("sb", n), "client_id": name("ci", n), **_of(n)}
        if n % 50 == 0:
            yield {"id": name("sm", n), "client_id": name("ci", n), "staff_id": manager}


def _of(n: int) -> Row:
    return {"staff_id": name("st", n % BRANCHES)}


def _watches(put: Filler, wanted: int) -> Iterator[Row]:
    """The clock of each case: it runs while the case is open, the others were kept."""
    kept = put.moment(-15, 0)
    for n in range(wanted):
        met = {} if _is_open(n) else {"met_at": kept}
        yield {"id": name("cl", n), "case_id": name("ca", n), "due_on": _due(put, n), "met_at": None, **met}


def _is_open(n: int) -> bool:
    return n % (4 if n < NEAR else OPEN_OF_FAR) == 0


def _due(put: Filler, n: int) -> Any:
    turn = n // (4 if n < NEAR else OPEN_OF_FAR)
    return put.day(turn % 12 - 2) if _is_open(n) else put.day(-20 - n % 3000)


def _cases(put: Filler, wanted: int, known: dict[str, str]) -> Iterator[Row]:
    for n in range(wanted):
        near, open_ = n < NEAR, _is_open(n)
        turn = n // (4 if near else OPEN_OF_FAR)
        row: Row = {"id": name("ca", n), "number": f"B{n:09d}", "client_id": name("ci", n // OF_A_CLIENT)}
        row["state"] = OPEN[turn % len(OPEN)] if open_ else "CLOSED"
        row["state_before_waiting"] = "INVESTIGATING" if row["state"] == "WAITING_CLIENT" else None
        row["handler_id"] = None if turn % 10 == 0 else known["handler"] if near else name("st", n % BRANCHES)
        row["escalated"] = int(turn % 12 == 0)
        row["due_on"] = _due(put, n)
        if not near:
            row["branch_id"] = name("br", n % BRANCHES)
        if open_:
            row["story"] = _sealed(row["id"], put.engine.dialect)
        yield row


def _sealed(row_id: str, dialect: Any) -> Any:
    column = Case.__table__.c.story
    return column.type.process_bind_param(crypto.for_row(factory.STORY, row_id), dialect)


if __name__ == "__main__":
    main(int(sys.argv[1]))
