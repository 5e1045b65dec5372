"""`make screens`: pictures of every page into screens/, as people of each role see them.

Clients' pages on a phone (light, dark, elder mode) and on a desk; staff pages on a desk (light, dark)
and on a phone; all in both languages. Two pictures of one page never differ but by the code.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from itertools import product
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlalchemy import select

from tests import serving
from tests.browser import CHROMIUM, DESK, FLAGS, PHONE
from tests.fuzz.house_map import Ids, Person, Place, explore, people, places, session_cookie
from webapp.accounts.models import Account
from webapp.exams.models import Booking
from webapp.exams.rules.booking import BookingStatus
from webapp.home.rules import Mode
from webapp.kernel.db import db

OUT = serving.ROOT / "screens"
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
CLIENT_LOOKS = ("phone", "phone-dark", "phone-elder", "desk")
STAFF_LOOKS = ("desk", "desk-dark", "phone")


def main(only: str = "") -> None:
    """Take all pictures, or those of pages whose name holds `only`."""
    state = serving.ROOT / "build" / "screens"
    shutil.rmtree(state, ignore_errors=True)
    serving.seed(state)
    own = serving.environment(state, 8000)
    command = [sys.executable, "-c", "from tests.screens import list_people; list_people()"]
    listed = subprocess.run(
        command, env=own, cwd=serving.ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    taken = 0
    with serving.serving(state) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROME_PATH", CHROMIUM), args=FLAGS
        )
        for person in json.loads(listed.splitlines()[-1]):
            person["pages"] = {name: path for name, path in person["pages"].items() if only in name}
            for look, language in product(person["looks"], LANGUAGES):
                taken += _take(browser, server.address, look, language, person)
        browser.close()
    print(f"{taken} pictures in {OUT}")


def _take(browser: Browser, address: str, look: str, language: str, person: dict[str, Any]) -> int:
    """Let one person look at all her pages in one way."""
    scheme: Any = "dark" if look.endswith("dark") else "light"
    frame: dict[str, Any] = PHONE if look.startswith("phone") else DESK
    context = browser.new_context(
        **frame, color_scheme=scheme, reduced_motion="reduce", service_workers="block"
    )
    if person["cookie"]:
        name, _, value = person["cookie"].partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    _read_in(context, address, LANGUAGES[language], Mode.ELDER if look.endswith("elder") else Mode.STANDARD)
    page = context.new_page()
    folder = OUT / look
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in person["pages"].items():
        page.goto(address + path, wait_until="load")
        page.screenshot(path=str(folder / f"{name}.{language}.png"), full_page=True)
    context.close()
    return len(person["pages"])


def _read_in(context: BrowserContext, address: str, language: str, mode: str) -> None:
    """Set how the person likes to read, as the switches of the page do."""
    for path, form in (("/language", {"language": language}), ("/mode", {"mode": mode})):
        sent = {"back": "/", **form}
        answer = context.request.post(address + path, form=sent, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.ok, f"{path} refused {form}"


def list_people() -> None:
    """Print who may see which pages: run in the environment of the pictured server."""
    from webapp.app import create_app

    app = create_app()
    ids = Ids(app)
    print(json.dumps([*(_pages_of(app, person, ids) for person in people(app)), _offered(app)]))


def _offered(app: Flask) -> dict[str, Any]:
    """Give the page of the demo's one freed place that is held now, as she for whom it is held sees it."""
    held = select(Booking.id, Account).join(Account, Account.person_id == Booking.client_id)
    with app.app_context():
        booking_id, account = db.session.execute(held.where(Booking.status == BookingStatus.OFFERED)).one()
        person = Person(account.role, account.id, account.person_id, account.branch_id)
    return {
        "cookie": session_cookie(app, person),
        "looks": CLIENT_LOOKS,
        "pages": {"exams.booking.offered": f"/exams/bookings/{booking_id}"},
    }


def _pages_of(app: Flask, person: Person, ids: Ids) -> dict[str, Any]:
    cookie = session_cookie(app, person)
    reader = app.test_client(use_cookies=False)
    reader.environ_base["HTTP_COOKIE"] = cookie
    wanted = [place for place in places(app, person) if place.method == "GET"]
    explore(reader, wanted, ids, person)
    staff = person.role not in {"", "CLIENT"}
    return {
        "cookie": cookie,
        "looks": STAFF_LOOKS if staff else CLIENT_LOOKS,
        "pages": {
            f"{place.rule.endpoint}.{person.role.lower() or 'nobody'}": place.path(place.open[0])
            for place in wanted
            if place.open and _is_page(reader, place)
        },
    }


def _is_page(reader: FlaskClient, place: Place) -> bool:
    answer = reader.get(place.path(place.open[0]))
    return answer.mimetype == "text/html" and "<h1" in answer.text


if __name__ == "__main__":
    main(*sys.argv[1:2])
