"""Who may go where with which ids: read from the URL map, the doors, and the living database."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.fuzz.forms import Drawn, drawn
from webapp.accounts.models import Account
from webapp.kernel import access
from webapp.kernel.db import Model, db

COMPANY_WIDE = {"HQ_ADMIN", "PRIVACY_OFFICER", "INDEPENDENT_REVIEWER", "COMPLAINT_HANDLER"}
_FEW = 40


@dataclass(frozen=True)
class Person:
    """Somebody of the demo who signs in; `role` "" is nobody."""

    role: str = ""
    account_id: str = ""
    person_id: str = ""
    branch_id: str = ""


@dataclass
class Place:
    """One method of one route for one person: ids that open it, ids that must not, forms that lead to it."""

    rule: Rule
    method: str
    open: list[dict[str, str]] = field(default_factory=list)
    foreign: list[dict[str, str]] = field(default_factory=list)
    forms: list[Drawn] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Give method and path."""
        return f"{self.method} {self.rule.rule}"

    def path(self, arguments: dict[str, str]) -> str:
        """Fill the path's holes."""
        return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda hole: arguments.get(hole[1], "x"), self.rule.rule)


def people(app: Flask) -> list[Person]:
    """Give one person of each role, the client with the longest history, and nobody."""
    with app.app_context():
        found: dict[str, Account] = {}
        for account in db.session.scalars(
            select(Account).where(Account.reach == "FULL").order_by(Account.id)
        ):
            if account.role not in found or _history(account) > _history(found[account.role]):
                found[account.role] = account
        return [Person(), *(Person(one.role, one.id, one.person_id, one.branch_id) for one in found.values())]


def session_cookie(app: Flask, person: Person) -> str:
    """Sign somebody in and give the cookie as a header says it; empty for nobody."""
    from tests.conftest import enter, new_client

    if not person.account_id:
        return ""
    kept = enter(app, new_client(app), person.account_id).get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert kept is not None
    return f"{kept.key}={kept.value}"


def _history(account: Account) -> int:
    """Count what is kept about a client, so that the fullest pages are tried."""
    if account.role != "CLIENT":
        return 0
    kept = (table for table in Model.metadata.tables.values() if "client_id" in table.columns)
    return sum(
        db.session.scalar(select(db.func.count()).select_from(t).where(t.c.client_id == account.person_id))
        or 0
        for t in kept
    )


def places(app: Flask, person: Person) -> list[Place]:
    """Give every place the person may enter."""
    doors = access.doors(app)
    who = access.Visitor(
        account_id=person.account_id, role=person.role, reach="FULL" if person.role else "NONE"
    )
    return [
        Place(rule, method)
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if doors[rule.endpoint].opens_for(who)
    ]


class Ids:
    """Ids of the living database, by table, split into a person's own and other people's."""

    def __init__(self, app: Flask) -> None:
        self.rows: dict[str, list[Any]] = {}
        with app.app_context():
            for table in Model.metadata.tables.values():
                if "id" in table.columns:
                    owner = [table.c[name] for name in ("branch_id", "client_id") if name in table.columns]
                    newest = select(table.c.id, *owner).order_by(table.c.id.desc()).limit(400)
                    self.rows[table.name] = [row._asdict() for row in db.session.execute(newest)]

    def tables_for(self, argument: str) -> list[str]:
        """Give the tables an argument of a path may mean, the likeliest first."""
        name = argument.removesuffix("_id")
        likely = [t for t in self.rows if t == name]
        near = [
            t
            for t in self.rows
            if t != name and (t.endswith(f"_{name}") or t.startswith(name) or name.endswith(t))
        ]
        return likely + sorted(near)

    def candidates(self, argument: str, person: Person) -> list[str]:
        """Give ids worth trying, own ones first."""
        found = [row for table in self.tables_for(argument) for row in self.rows[table]]
        found.sort(key=lambda row: not is_own(row, person))
        return [str(row["id"]) for row in found[:_FEW]]

    def foreign(self, argument: str, person: Person) -> list[str]:
        """Give ids of the likeliest table that are certainly not for this person's eyes."""
        if person.role in COMPANY_WIDE or not person.role:
            return []
        table = next(iter(self.tables_for(argument)), "")
        rows = [row for row in self.rows.get(table, []) if is_strange(table, row, person)]
        return [str(row["id"]) for row in rows[:5]]

    def with_their_clients(self, tried: list[dict[str, str]]) -> list[dict[str, str]]:
        """Give arguments that name a client and something of hers: luck seldom pairs them."""
        clients = {row["id"]: row.get("client_id") for table in self.rows.values() for row in table}
        return [
            {**one, "client_id": clients[thing]}
            for one in tried
            for name, thing in one.items()
            if name != "client_id" and clients.get(thing)
        ]

    def any(self) -> list[str]:
        """Give a few ids of everything."""
        return [str(row["id"]) for rows in self.rows.values() for row in rows[:3]]


def is_own(row: dict[str, Any], person: Person) -> bool:
    """Tell whether a row is the person's, or of her branch."""
    if person.role == "CLIENT":
        return person.person_id in {row.get("client_id"), row["id"]}
    return row.get("branch_id") == person.branch_id


def is_strange(table: str, row: dict[str, Any], person: Person) -> bool:
    """Tell whether a row certainly belongs to somebody else: another client, or another branch."""
    if person.role == "CLIENT":
        return bool(row.get("client_id") or table == "client") and not is_own(row, person)
    return bool(row.get("branch_id")) and row["branch_id"] != person.branch_id


def explore(browser: Any, found: list[Place], ids: Ids, person: Person, *, of_clients: bool = False) -> None:
    """Open every page with ids that fit, and note the forms that pages show.

    `of_clients`: what has a client is tried with the client whose it is.
    """
    by_form: dict[tuple[str, str], list[Drawn]] = defaultdict(list)
    for place in (place for place in found if place.method == "GET"):
        tries = _tries(place.rule, ids, person)
        for arguments in ids.with_their_clients(tries) if of_clients else tries:
            here = place.path(arguments)
            answer = browser.get(here)
            if answer.status_code == 200:
                place.open.append(arguments)
                if answer.mimetype == "text/html":
                    for form in drawn(answer.text, here):
                        by_form[(form.method, form.path)].append(form)
            if len(place.open) >= 6:
                break
    for place in found:
        _attach(place, by_form, ids, person)


def _tries(rule: Rule, ids: Ids, person: Person) -> list[dict[str, str]]:
    """Give arguments worth trying: every word of the path with each of the nearest ids."""
    columns = {name: ids.candidates(name, person) or list(_words_of(rule, name)) for name in rule.arguments}
    return [
        dict(zip(columns, values, strict=True)) for values in islice(product(*columns.values()), _FEW * 2)
    ]


def _words_of(rule: Rule, name: str) -> tuple[str, ...]:
    """Give the words a converter like `<any(a, b):name>` takes, or some plain ones."""
    listed = re.search(rf"<any\(([^)]*)\):{name}>", rule.rule)
    if listed:
        return tuple(word.strip(" '\"") for word in listed[1].split(","))
    if f"<int:{name}>" in rule.rule:
        return ("1", "2", "3")
    return ("hra", "MAINTENANCE", "weight", "HEALTH_QUESTIONNAIRE", "2026-11-23", "BREAKFAST", "1")


def _attach(place: Place, by_form: dict[tuple[str, str], list[Drawn]], ids: Ids, person: Person) -> None:
    """Give a place the forms that lead to it, and the ids of strangers."""
    shape = re.compile(re.sub(r"<[^<>]+>", "[^/]+", place.rule.rule) + "$")
    for (method, path), forms in by_form.items():
        if method == place.method and shape.match(path):
            place.forms += forms[:3]
    for argument in place.rule.arguments:
        for strange in ids.foreign(argument, person):
            place.foreign.append({**(place.open[0] if place.open else {}), argument: strange})
