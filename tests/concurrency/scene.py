"""A branch in which everything about bookings can happen at once.

`python -m tests.concurrency.scene PEOPLE PLACES` builds it in the database of the environment, through the
services, and prints JSON: the branch, its few sessions, the people and the staff, each with a cookie.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests import crowd
from webapp.accounts import services as accounts
from webapp.accounts.models import Account
from webapp.accounts.rules import Role
from webapp.clients.models import Client
from webapp.exams.models import Session
from webapp.kernel import transaction
from webapp.kernel.db import db
from webapp.organisation import services as organisation

SESSIONS = 5
"""So few that everybody meets; every other one takes requests only (B7)."""

STAFF = (Role.HEALTH_MANAGER, Role.BRANCH_MANAGER)


def build(app: Flask, people: int, places: int) -> dict[str, Any]:
    """Build the branch; gives what the storm must know."""
    found = crowd.build(app, people, places)
    with app.app_context(), transaction.unit_of_work():
        sessions = _sessions(found.branch_id)
        tokens = {str(role): _hire(found.branch_id, role) for role in STAFF}
        accounts_of = dict(db.session.execute(select(Client.id, Client.account_id)).all())
    clients = zip(found.client_ids, found.cookies, strict=True)
    return {
        "branch": found.branch_id,
        "sessions": sessions,
        "places": places,
        "people": [
            {"client": client_id, "account": accounts_of[client_id], "cookie": cookie}
            for client_id, cookie in clients
        ],
        "staff": {
            role: {"account": account, "cookie": crowd.cookie_for(app, token)}
            for role, (account, token) in tokens.items()
        },
    }


def _sessions(branch_id: str) -> list[dict[str, str]]:
    few = select(Session).where(Session.branch_id == branch_id).order_by(Session.starts_at).limit(SESSIONS)
    found = db.session.scalars(few).all()
    for number, session in enumerate(found):
        session.self_service = number % 2 == 0
    return [{"id": one.id, "day": one.day.isoformat()} for one in found]


def _hire(branch_id: str, role: Role) -> tuple[str, str]:
    """Hire somebody of a role; gives the account and the secret of its session."""
    staff = organisation.hire(
        branch_id=branch_id,
        role=role,
        username=f"storm-{role.lower().replace('_', '-')}",
        password="a long enough secret",
        name_zh="林若溪",
        name_en="Lin Ruoxi",
        actor_id=crowd.NOBODY,
    )
    account = db.session.get_one(Account, staff.account_id)
    return account.id, accounts.start_session(account=account, device="storm")


if __name__ == "__main__":
    from webapp.app import create_app

    print(json.dumps(build(create_app(), int(sys.argv[1]), int(sys.argv[2]))))
