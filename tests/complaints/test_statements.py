"""How often each step of a complaint asks the database, from the first word to the last.

The numbers allowed stand in `tests/budgets/exceptions.txt`; `-s` prints what was measured.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import update

from tests.budgets.test_statements import budget, exceptions
from tests.complaints.test_views import browser_of, version_of
from tests.conftest import Act, SignIn
from tests.factories import complaints as factory
from tests.factories.complaints import Company
from tests.listening import listening
from webapp.accounts.rules import Role
from webapp.complaints import queries
from webapp.complaints.models import CaseClock
from webapp.kernel import clock
from webapp.kernel.db import db

MOST = 21  # statements of any step that changes nobody's standing
SLACK = 1  # an exception holds for the demo too, whose branch has more people


class Walk:
    """Somebody of a company presses one button after another; every step is counted."""

    def __init__(self, app: Flask, act: Act, sign_in: SignIn, company: Company) -> None:
        self.app, self.act, self.sign_in, self.company = app, act, sign_in, company
        self.case_id = ""
        self.seen: dict[str, int] = {}
        self._keys = count(10**19)

    def press(self, who: str, rule: str, /, **data: str) -> Walk:
        """Post a form; `rule` is the route without its ids: they are filled in here."""
        browser = browser_of(self.app, self.sign_in, self.company, who)
        path = rule.replace("<id:case_id>", self.case_id).replace("<id:respondent_id>", self.named())
        if path.startswith("/desk/complaints/"):
            data["version"] = str(version_of(self.app, self.case_id)[0])
        with listening(self.app) as seen:
            answer = browser.post(path, data=data | {"_key": str(next(self._keys))})
        assert answer.status_code == 303, (rule, answer.text)
        self.seen[f"POST {rule}"] = max(len(seen), self.seen.get(f"POST {rule}", 0))
        return self

    def desk(self, who: str, deed: str, /, **data: str) -> Walk:
        """Take a step of the desk."""
        return self.press(who, f"/desk/complaints/<id:case_id>/{deed}", **data)

    def tell(self, about: str, category: str = "MANNER") -> Walk:
        """Tell in three steps; the case is the one that is walked through from here."""
        self.press("client", "/complaints/new", who=about)
        self.press("client", "/complaints/new/what", category=category)
        self.press("client", "/complaints/new/story", story="He was rude.")
        with self.app.app_context():
            self.case_id = queries.cases_of_client(self.company.client.id)[0].id
        return self

    def named(self) -> str:
        """Give the id of the first respondent."""
        with self.app.app_context():
            return next((one.id for one in queries.respondents(self.case_id)), "")

    def next_day(self) -> Walk:
        """Let the case's promises have begun a day earlier than they did."""
        earlier = update(CaseClock).values(started_on=clock.today() - timedelta(days=1))
        with self.act():
            db.session.execute(earlier.where(CaseClock.case_id == self.case_id))
        return self

    def finding(self) -> dict[str, str]:
        """Fill the form of a conclusion."""
        with self.app.app_context():
            cited, one = queries.evidence(self.case_id)[0].id, self.named()
        found = {"outcome": "PARTLY", "severity": "MINOR", "measure": "TRAINING", "grounds": "The log."}
        words = {f"{name}_{one}": value for name, value in found.items()} | {f"evidence_{one}": cited}
        return words | {"remedy": "A new appointment.", "result": "We are sorry."}


@pytest.fixture
def walk(app: Flask, act: Act, sign_in: SignIn) -> Walk:
    with act():
        company = factory.a_company()
    return Walk(app, act, sign_in, company)


class TestStatements:
    def test_no_step_of_a_case_costs_more_than_it_may(
        self, walk: Walk, capsys: pytest.CaptureFixture[str]
    ) -> None:
        walk.tell(walk.company.served.id).press("client", "/complaints/<id:case_id>/withdraw")
        to_the_result(walk)
        opened_by_hand(walk)
        refused_or_settled(walk)
        with capsys.disabled():
            print("\nstatements", dict(sorted(walk.seen.items())))
        allowed = exceptions()
        assert {
            name: number for name, number in walk.seen.items() if number > allowed.get(name, budget(name))
        } == {}
        roomy = {name for name, number in walk.seen.items() if allowed.get(name, 0) > number + SLACK}
        assert roomy == set()

    def test_only_what_puts_somebody_on_standby_or_back_to_work_costs_more(self) -> None:
        dear = {name for name, number in exceptions().items() if "complaints" in name and number > MOST}
        assert dear == {
            "POST /complaints/<id:case_id>/confirm",
            "POST /complaints/<id:case_id>/withdraw",
            "POST /complaints/new/story",
            "POST /complaints/new/whole",
            "POST /desk/complaints/<id:case_id>/accept",
            "POST /desk/complaints/<id:case_id>/decide",
            "POST /desk/complaints/<id:case_id>/name",
        }

    def test_more_colleagues_cost_nothing_more(self, walk: Walk, act: Act) -> None:
        walk.tell(walk.company.served.id)
        first = walk.seen.pop("POST /complaints/new/story")
        walk.press("client", "/complaints/<id:case_id>/withdraw")
        with act():
            for number in range(4):
                factory.hired(walk.company.branch, Role.HEALTH_MANAGER, f"Colleague {number}")
        walk.tell(walk.company.served.id)
        assert walk.seen["POST /complaints/new/story"] <= first + 1  # one look at all loads together


def to_the_result(walk: Walk) -> None:
    """A named employee: standby at once, reply, conclusion, second signature, agreement."""
    walk.tell(walk.company.served.id)
    walk.desk("handler", "put-off", respondent=walk.named(), reason="On a journey.")
    walk.desk("handler", "serve", respondent=walk.named(), summary="Two calls did not come.")
    walk.desk("handler", "investigate").desk("handler", "extend", days="2", reason="The log comes late.")
    walk.desk("handler", "ask", question="At what time?")
    walk.press("client", "/complaints/<id:case_id>/answer", words="At three.")
    walk.press("served", "/desk/my-case/<id:respondent_id>/reply", words="I was away.")
    walk.desk("handler", "evidence", title="Log", words="No call.").desk("handler", "note", words="Odd.")
    walk.next_day().desk("handler", "renew", reason="The log is missing.")
    walk.desk("handler", "conclude", **walk.finding()).desk("second", "send-back", reason="Once more.")
    walk.desk("handler", "conclude", **walk.finding()).desk("second", "decide")
    walk.press("client", "/complaints/<id:case_id>/agree", satisfaction="5")


def opened_by_hand(walk: Walk) -> None:
    """Nobody is named at first; then a colleague is, and the handler steps back."""
    walk.tell("nobody", "DIET").desk("handler", "name", staff=walk.company.served.id)
    walk.desk("handler", "accept").desk("handler", "name", staff=walk.company.colleague.id)
    walk.desk("handler", "recuse")


def refused_or_settled(walk: Walk) -> None:
    """A refusal that two people sign, and a settlement on the spot."""
    walk.tell("nobody").desk("handler", "name", staff=walk.company.served.id)
    walk.desk("handler", "decline", reason="NOT_OURS", words="This is not ours.")
    walk.desk("second", "sign-decline")
    walk.tell("nobody").desk("handler", "accept").desk("handler", "investigate")
    walk.desk("handler", "settle", remedy="A call.", result="We called.", agreed="y")
