"""Many clients who all may book the same session: for races and for the bench.

`python -m tests.crowd CLIENTS CAPACITY` builds a branch of their own in the database of the
environment, through the services, and prints JSON: session, branch, and one cookie for each client.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta

from flask import Flask
from sqlalchemy import select

from webapp import config
from webapp.accounts import services as accounts
from webapp.accounts.models import Account
from webapp.clients import services as clients
from webapp.exams import services as exams
from webapp.exams.models import Session
from webapp.exams.rules.timetable import ExamClass
from webapp.kernel import clock, transaction
from webapp.kernel.db import db
from webapp.organisation import services as organisation
from webapp.organisation.rules import Grade
from webapp.plans import queries as plan_queries
from webapp.plans import services as plans
from webapp.plans.rules import Plan

NOBODY = "crowd"
DATA = config.ROOT / "webapp" / "plans" / "data"


@dataclass(frozen=True)
class Crowd:
    """Who they are and what they want."""

    branch_id: str
    session_id: str
    other_session_id: str
    client_ids: list[str]
    cookies: list[str]


def build(app: Flask, size: int, capacity: int) -> Crowd:
    """Build the branch, its one session, and the clients, each with a signed-in browser."""
    with app.app_context(), transaction.unit_of_work():
        branch_id, institution_id = _branch()
        session_id, other_id = _sessions(branch_id, institution_id, capacity)
        package_id = _package()
    members = [
        member
        for first in range(0, size, 200)
        for member in _register(
            app, range(first, min(first + 200, size)), branch_id, institution_id, package_id
        )
    ]
    cookies = [cookie_for(app, token) for _, token in members]
    return Crowd(branch_id, session_id, other_id, [client_id for client_id, _ in members], cookies)


def _branch() -> tuple[str, str]:
    branch = organisation.open_branch(code="CROWD", name_zh="人群", name_en="Crowd", actor_id=NOBODY)
    institution = organisation.add_institution(
        branch_id=branch.id, grade=Grade.REGULAR, name_zh="大院", name_en="Great Hall", actor_id=NOBODY
    )
    organisation.sign_agreement(
        institution_id=institution.id, branch_id=branch.id, valid_from=clock.today() - timedelta(days=400),
        valid_to=clock.today() + timedelta(days=400), change_hours=48, report_days=10, actor_id=NOBODY,
    )  # fmt: skip
    return branch.id, institution.id


def _sessions(branch_id: str, institution_id: str, capacity: int) -> tuple[str, str]:
    for weekday in range(1, 8):
        exams.add_template(
            branch_id=branch_id, institution_id=institution_id, weekday=weekday, starts=time(8), ends=time(10),
            capacity=capacity, exam_class=ExamClass.ANY, valid_from=date(2020, 1, 1), actor_id=NOBODY,
        )  # fmt: skip
    db.session.flush()
    first, last = clock.today() + timedelta(days=7), clock.today() + timedelta(days=21)
    exams.generate_sessions(
        branch_id=branch_id, institution_id=institution_id, first=first, last=last, actor_id=NOBODY
    )
    made = select(Session.id).where(Session.branch_id == branch_id).order_by(Session.starts_at)
    wanted, other = db.session.scalars(made.limit(2))
    return wanted, other


def _package() -> str:
    if plan_queries.matrix() is None:
        plans.publish_matrix(data=json.loads((DATA / "matrix.json").read_text()), actor_id=NOBODY)
    wanted = json.loads((DATA / "packages.json").read_text())["packages"][1]
    return plans.add_package(
        level=wanted["level"], name_zh="人群", name_en="Crowd", items=wanted["items"], actor_id=NOBODY
    ).id


def _register(
    app: Flask, numbers: range, branch_id: str, institution_id: str, package_id: str
) -> list[tuple[str, str]]:
    """Register some clients; gives (client id, secret of their session)."""
    with app.app_context(), transaction.unit_of_work():
        return [_client(number, branch_id, institution_id, package_id) for number in numbers]


def _client(number: int, branch_id: str, institution_id: str, package_id: str) -> tuple[str, str]:
    client = clients.register(
        branch_id=branch_id, name_zh=f"甲{number}", name_en=f"Person {number}", sex="FEMALE", birth_date=date(1970, 1, 1),
        phone=f"+86170{number:08d}", language="en", actor_id=NOBODY,
    )  # fmt: skip
    plans.enrol(
        client_id=client.id, branch_id=branch_id, plan=Plan.MAINTENANCE, package_id=package_id,
        institution_id=institution_id, starts=clock.today(), actor_id=NOBODY,
    )  # fmt: skip
    account = db.session.get_one(Account, client.account_id)
    return client.id, accounts.start_session(account=account, device="crowd")


def cookie_for(app: Flask, token: str) -> str:
    """Give the cookie of a session."""
    browser = app.test_client()
    with browser.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
    cookie = browser.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    return f"{cookie.key}={cookie.value}"


def main(size: int, capacity: int) -> None:
    """Build a crowd in the environment's database and print it."""
    from webapp.app import create_app

    print(json.dumps(asdict(build(create_app(), size, capacity))))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
