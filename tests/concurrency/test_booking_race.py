"""Forty people want five places at the same moment."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from tests import serving
from tests.databases import Databases

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
PEOPLE, PLACES, WORKERS = 40, 5, 4
Answers = Counter[tuple[int, str]]


class Race:
    """A crowd and a server on one database."""

    def __init__(self, target: str, state: Path, database_url: str) -> None:
        self.target, self.state, self.database_url = target, state, database_url
        own = serving.environment(state, 8000) | {"KANGYUE_DATABASE_URL": database_url}
        command = [sys.executable, "-m", "tests.crowd", str(PEOPLE), str(PLACES)]
        made = subprocess.run(command, env=own, cwd=serving.ROOT, check=True, capture_output=True, text=True)
        self.crowd: dict[str, Any] = json.loads(made.stdout)

    def run(self, cookies: list[str], keys: list[str]) -> list[tuple[int, str]]:
        """Let everybody book at the same moment; gives (status, where to) of each."""
        with serving.serving_target(self.target, self.state, self.database_url, WORKERS) as server:
            port = int(server.address.rpartition(":")[2])
            fork = multiprocessing.get_context("fork")
            ready, answers = fork.Barrier(len(cookies)), fork.Queue()
            sent = [
                (port, cookie, key, self.crowd["session_id"])
                for cookie, key in zip(cookies, keys, strict=True)
            ]
            people = [fork.Process(target=book, args=(ready, answers, *one)) for one in sent]
            for person in people:
                person.start()
            found = [answers.get(timeout=120) for _ in people]
            for person in people:
                person.join()
        return found

    def ask(self, statement: str) -> Any:
        """Ask the database itself."""
        engine = sqlalchemy.create_engine(self.database_url)
        with engine.connect() as connection:
            found = connection.execute(
                sqlalchemy.text(statement), {"session": self.crowd["session_id"]}
            ).scalar()
        engine.dispose()
        return found

    def counted(self) -> tuple[int, int]:
        """Give the session's counter and the bookings that hold a place in it."""
        counter = self.ask("SELECT booked FROM exam_session WHERE id = :session")
        return counter, self.ask("SELECT count(*) FROM exam_booking WHERE session_id = :session")


def book(ready: Any, answers: Any, port: int, cookie: str, key: str, session_id: str) -> None:
    """Book from a process of one's own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=100)
    headers = {
        "Cookie": cookie,
        "Sec-Fetch-Site": "same-origin",
        "Idempotency-Key": key,
        "Host": f"localhost:{port}",
    }
    headers |= {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "en"}
    connection.connect()
    ready.wait()
    connection.request("POST", "/exams/book", f"session={session_id}", headers)
    answer = connection.getresponse()
    answer.read()
    answers.put((answer.status, answer.headers.get("Location", "")))


@pytest.fixture
def race(
    request: pytest.FixtureRequest, databases: Databases, house_template: str, worker: str, tmp_path: Path
) -> Race:
    """A race on a fresh database; the parameter names what is served."""
    url = databases.url(f"race_{worker}")
    databases.renew(url, house_template)
    return Race(getattr(request, "param", "wsgi:app"), tmp_path, url)


class TestBook:
    def test_five_get_a_place_and_thirty_five_are_told_it_is_full(self, race: Race) -> None:
        answers = race.run(race.crowd["cookies"], [f"race-key-{n:04}" for n in range(PEOPLE)])
        assert Counter(status for status, _ in answers) == {303: PLACES, 409: PEOPLE - PLACES}
        assert race.counted() == (PLACES, PLACES)
        verified = [sys.executable, "-c", "from webapp.cli import main; main()", "audit", "verify"]
        own = serving.environment(race.state, 8000) | {"KANGYUE_DATABASE_URL": race.database_url}
        subprocess.run(verified, env=own, cwd=serving.ROOT, check=True)

    def test_one_person_pressing_twenty_times_books_once(self, race: Race) -> None:
        answers = race.run(race.crowd["cookies"][:1] * 20, ["race-key-same"] * 20)
        assert len(set(answers)) == 1
        assert answers[0][0] == 303
        assert race.counted() == (1, 1)

    @pytest.mark.parametrize("race", ["tests.concurrency.careless:app"], indirect=True)
    def test_a_build_that_looks_first_and_writes_later_is_caught(self, race: Race) -> None:
        race.run(race.crowd["cookies"], [f"race-key-{n:04}" for n in range(PEOPLE)])
        assert race.counted()[1] > PLACES, "the careless build did not oversell: this race proves nothing"
