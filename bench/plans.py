"""What is measured: a file of requests for each page, made from real pages of real people.

`python -m bench.plans FOLDER CROWD` runs in the environment of the measured server. It writes
`NAME.plan` (see send.lua) for each page it could prepare and prints what it made as JSON.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient

from tests.crowd import Crowd, build
from tests.fuzz.forms import drawn
from tests.fuzz.house_map import Ids, explore, people, places, session_cookie
from tests.fuzz.test_every_route import as_drawn

ROUNDS = 3
HTMX = "HX-Request: true"
Line = tuple[str, str, str, str, str]  # method, path, cookie, further headers, body


class Maker:
    """Makes plans out of a living house and a crowd of fresh clients."""

    def __init__(self, app: Flask, crowd: Crowd) -> None:
        self.app = app
        self.crowd = crowd
        self.people = {person.role: person for person in people(app)}
        self.ids = Ids(app)

    def browser(self, cookie: str) -> FlaskClient:
        """Give a browser that shows `cookie` and keeps nothing."""
        browser = self.app.test_client(use_cookies=False)
        browser.environ_base |= {"HTTP_COOKIE": cookie, "HTTP_SEC_FETCH_SITE": "same-origin"}
        return browser

    def page(self, role: str, path: str, headers: str = "") -> Iterator[Line]:
        """One page of the person with the longest history."""
        cookie = session_cookie(self.app, self.people[role])
        answer = self.browser(cookie).get(path, headers=_headers(headers))
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
        yield "GET", path, cookie, headers, ""

    def opened(self, role: str, endpoint: str, headers: str = "") -> Iterator[Line]:
        """The first object of somebody's that opens a page."""
        person = self.people[role]
        cookie = session_cookie(self.app, person)
        wanted = [place for place in places(self.app, person) if place.rule.endpoint == endpoint]
        explore(self.browser(cookie), wanted, self.ids, person)
        assert wanted, f"there is no {endpoint}"
        assert wanted[0].open, f"nothing opens {endpoint}"
        yield "GET", wanted[0].path(wanted[0].open[0]), cookie, headers, ""

    def home(self) -> Iterator[Line]:
        """A client's Today."""
        return self.page("CLIENT", "/today")

    def not_modified(self) -> Iterator[Line]:
        """Today again, when nothing happened."""
        cookie = session_cookie(self.app, self.people["CLIENT"])
        tag = self.browser(cookie).get("/today").headers["ETag"]
        again = self.browser(cookie).get("/today", headers={"If-None-Match": tag})
        assert again.status_code == 304, "no 304"
        yield "GET", "/today", cookie, f"If-None-Match: {tag}", ""

    def fragment(self) -> Iterator[Line]:
        """The free times as htmx asks for them."""
        for cookie in self.crowd.cookies[:20]:
            yield "GET", "/exams/book", cookie, HTMX, ""

    def section(self) -> Iterator[Line]:
        """A section of the questionnaire with a draft."""
        for cookie in self.crowd.cookies[:20]:
            self.begin(cookie)
            yield "GET", "/questionnaires/hra/parts/1", cookie, "", ""

    def save(self) -> Iterator[Line]:
        """One answer kept, as htmx sends it; each by another client."""
        for cookie in self.crowd.cookies:
            self.begin(cookie)
            path = "/questionnaires/hra/parts/1"
            html = self.browser(cookie).get(path).text
            form = next(form for form in drawn(html, path) if form.path == path)
            body = as_drawn(form)
            name, choices = next((name, values) for name, values in form.offered.items() if len(values) > 1)
            yield "POST", path, cookie, HTMX, urlencode({**body, name: [choices[0]]}, doseq=True)

    def book(self) -> Iterator[Line]:
        """A booking; each by another client."""
        for cookie in self.crowd.cookies:
            body = {"session": self.crowd.session_id, "_key": secrets.token_urlsafe(16)}
            yield "POST", "/exams/book", cookie, "", urlencode(body)

    def report(self) -> Iterator[Line]:
        """A released report."""
        return self.opened("CLIENT", "assessments.report")

    def queue(self) -> Iterator[Line]:
        """The complaint desk's queue."""
        return self.page("COMPLAINT_HANDLER", "/desk/complaints")

    def statements(self, line: Line) -> int:
        """Count the statements one request sends to the database."""
        from tests.budgets.test_statements import counted

        method, path, cookie, headers, body = line
        if path == "/":
            return 0
        kind = "application/x-www-form-urlencoded"
        with counted(self.app) as seen:
            answer = self.browser(cookie).open(
                path,
                method=method,
                headers=_headers(headers),
                data=body or None,
                content_type=kind if body else None,
            )
        assert answer.status_code < 400, f"{path} answers {answer.status_code}"
        return len(seen)

    def begin(self, cookie: str) -> None:
        """Begin the questionnaire with consent; a second time changes nothing."""
        answer = self.browser(cookie).post("/questionnaires/hra", data={"agree": "on"})
        assert answer.status_code == 303, f"the questionnaire does not begin: {answer.status_code}"


def _headers(words: str) -> dict[str, str]:
    return dict([words.split(": ", 1)]) if words else {}


def hello() -> Iterator[Line]:
    """The yardstick."""
    yield "GET", "/", "", "", ""


def write(folder: Path, name: str, lines: list[Line], *, parts: int = 1) -> None:
    """Write a plan, or one for each round when every request may be sent only once."""
    size = len(lines) // parts
    for part in range(parts):
        chosen = lines[part * size : (part + 1) * size]
        suffix = f"-{part}" if parts > 1 else ""
        (folder / f"{name}{suffix}.plan").write_text("".join("\t".join(line) + "\n" for line in chosen))


def main(folder: Path, size: int) -> None:
    """Write all plans that can be made; print {name: requests, or why not}."""
    from webapp.app import create_app

    app = create_app()
    maker = Maker(app, build(app, size, size + 1))
    circling: dict[str, Callable[[], Iterator[Line]]] = {
        "hello": hello,
        "home": maker.home,
        "not_modified": maker.not_modified,
        "fragment": maker.fragment,
        "section": maker.section,
        "report": maker.report,
        "queue": maker.queue,
    }
    said: dict[str, object] = {}
    for name, make in (circling | {"save": maker.save, "book": maker.book}).items():
        try:
            lines = list(make())
            statements = maker.statements(lines.pop() if name not in circling else lines[0])
            write(folder, name, lines, parts=1 if name in circling else ROUNDS)
            said[name] = {"requests": len(lines), "statements": statements}
        except (AssertionError, KeyError, StopIteration) as error:
            said[name] = f"not measured: {type(error).__name__} {error}"
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
