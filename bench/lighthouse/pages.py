"""Pages with a signed-in cookie each: run in the environment of the audited server.

`pages BASE` lists the seven that stand for the house; `pages BASE every` each page that a client can open.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from flask import Flask
from sqlalchemy import update

from tests.fuzz.house_map import Ids, Person, explore, people, places, session_cookie
from webapp.accounts.models import Account
from webapp.kernel import transaction
from webapp.kernel.db import db

LANGUAGES = {"zh": "zh-Hans", "en": "en"}
# Page → the endpoint that shows it to a client.
PAGES = {
    "sign-in": "accounts.sign_in",
    "today": "home.today",
    "questionnaire": "questionnaires.section",
    "booking": "exams.choose_slot",
    "report": "assessments.report",
    "diet-plan": "diet_plans.today",
    "complaint": "complaints.choose_who",
}
# No page on its own, or one that is only for paper.
_NOT_AUDITED = ("print", "export", "kept_forms.", "seed.", "pwa.", "health.")


def clients(app: Flask) -> list[Person]:
    """Give all demo clients, the fullest history first: somebody opens each page."""
    fullest = next(person for person in people(app) if person.role == "CLIENT")
    with app.app_context():
        rows = db.session.scalars(
            db.select(Account).where(Account.role == "CLIENT").order_by(Account.id)
        ).all()
    others = (Person("CLIENT", row.id, row.person_id, row.branch_id) for row in rows)
    return [fullest, *(one for one in others if one.account_id != fullest.account_id)]


def cookie_of(app: Flask, person: Person, language: str) -> str:
    """Sign a client in who reads `language`."""
    with app.app_context(), transaction.unit_of_work():
        db.session.execute(update(Account).where(Account.id == person.account_id).values(language=language))
    return session_cookie(app, person)


def path_for(app: Flask, endpoint: str, person: Person, ids: Ids, cookie: str) -> str:
    """Give the path of the first object that opens the page for this client, or nothing."""
    wanted = [one for one in places(app, person) if one.rule.endpoint == endpoint and one.method == "GET"]
    browser = app.test_client(use_cookies=False)
    browser.environ_base["HTTP_COOKIE"] = cookie
    explore(browser, wanted, ids, person)
    opened = [place.path(place.open[0]) for place in wanted if place.open]
    shown = [one for one in opened if browser.get(one).mimetype == "text/html"]
    return shown[0] if shown else ""


def every_page(app: Flask) -> dict[str, str]:
    """Give page → endpoint of everything that a client opens by a GET and that is no file."""
    found = sorted({one.rule.endpoint for one in places(app, clients(app)[0]) if one.method == "GET"})
    return {name.replace("_", "-"): name for name in found if not any(part in name for part in _NOT_AUDITED)}


def main(base: str, which: str = "") -> None:
    """Print [{name, url, cookie}] for every page and language; each language has its own client."""
    from webapp.app import create_app

    app = create_app()
    ids, found = Ids(app), []
    everybody = clients(app)
    for short, language in LANGUAGES.items():
        for name, endpoint in (every_page(app) if which else PAGES).items():
            found.append({"name": f"{name}.{short}", **_page(app, ids, everybody, endpoint, language, base)})
    print(json.dumps(found))


def _page(
    app: Flask, ids: Ids, everybody: list[Person], endpoint: str, language: str, base: str
) -> dict[str, Any]:
    if endpoint == "accounts.sign_in":
        return {"url": f"{base}/sign-in", "cookie": f"kangyue_language={language}"}
    for person in everybody[language == "en" :: 2]:
        cookie = cookie_of(app, person, language)
        path = path_for(app, endpoint, person, ids, cookie)
        if path:
            return {"url": base + path, "cookie": cookie}
    return {"url": f"{base}/nobody-opens/{endpoint}", "cookie": ""}


if __name__ == "__main__":
    main(*sys.argv[1:])
