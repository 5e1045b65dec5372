"""What is typed without any script after the session ended waits for the same person (Q5)."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import Act, SignIn, new_client
from tests.questionnaires.conftest import House, Person
from tests.questionnaires.test_views import begin, certify, fill, hidden
from webapp.accounts import services as accounts
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.kept_forms import KeptForm
from webapp.questionnaires import queries
from webapp.seed.questionnaires import HEALTHY

PART = "/questionnaires/hra/parts/8"
TYPED = {"q-sleep-hours": "seven and <b>more</b>", "q-pss10-1": "3"}


def end_session(person: Person, act: Act) -> None:
    with act():
        accounts.end_sessions(account_id=person.account_id)


def post_late(person: Person, act: Act, **headers: str) -> TestResponse:
    """Fill a section in, and press its button when the session is over."""
    begin(person)
    sent = hidden(person.browser.get(PART)) | TYPED | {"go": "stay"}
    end_session(person, act)
    return person.browser.post(PART, data=sent, headers=headers)


def way_on(page: TestResponse) -> str:
    """Give where the page's link leads to after signing in."""
    found = re.search(r'href="/sign-in\?next=([^"]+)"', page.text)
    return unescape(found[1]).replace("%2F", "/") if found else ""


def press(browser: FlaskClient, page: TestResponse) -> TestResponse:
    """Send the form of what was kept, as a browser without scripts does."""
    form = re.search(r'<form method="post" action="([^"]+)">(.*?)</form>', page.text, re.S)
    assert form
    fields = re.findall(r'name="([^"]+)" value="([^"]*)"', form[2])
    return browser.post(unescape(form[1]), data={name: unescape(value) for name, value in fields})


class TestKept:
    def test_the_same_person_signs_in_again_and_all_of_it_arrives(
        self, people: House, act: Act, sign_in: SignIn
    ) -> None:
        late = post_late(people.shen, act)
        assert late.status_code == 401
        sign_in(people.shen.browser, people.shen.account_id)
        page = people.shen.browser.get(way_on(late))
        assert page.status_code == 200
        assert press(people.shen.browser, page).status_code == 422
        kept = people.shen.browser.get(PART).text
        assert "seven and &lt;b&gt;more&lt;/b&gt;" in kept
        with act():
            draft = queries.draft(client_id=people.shen.id, code="hra")
            assert draft
            assert "pss10-1" in draft.answers

    def test_what_was_signed_arrives_once(self, people: House, act: Act, sign_in: SignIn) -> None:
        fill(people.shen, HEALTHY)
        end_session(people.shen, act)
        late = certify(people.shen.browser)
        sign_in(people.shen.browser, people.shen.account_id)
        page = people.shen.browser.get(way_on(late))
        receipts = [press(people.shen.browser, page).location for _ in range(2)]
        assert receipts[0].startswith("/questionnaires/receipts/")
        assert receipts[0] == receipts[1]

    def test_nobody_else_finds_it(self, people: House, act: Act) -> None:
        late = post_late(people.shen, act)
        assert people.wang.browser.get(way_on(late)).status_code == 404
        assert people.manager.browser.get(way_on(late)).status_code == 404
        assert new_client(people.shen.browser.application).get(way_on(late)).status_code == 303

    def test_it_is_sealed_and_gone_after_a_day(self, people: House, act: Act, sign_in: SignIn) -> None:
        late = post_late(people.shen, act)
        with act():
            row = db.session.execute(db.text("SELECT * FROM kept_form")).one()
            assert "seven" not in str(row)
            assert "hra" not in str(row)
        with clock.at(clock.now() + timedelta(hours=25)):
            sign_in(people.shen.browser, people.shen.account_id)
            assert people.shen.browser.get(way_on(late)).status_code == 404

    def test_after_signing_out_nobody_knows_whose_it_is_and_the_page_says_what_to_do(
        self, people: House, act: Act
    ) -> None:
        begin(people.shen)
        sent = hidden(people.shen.browser.get(PART)) | TYPED
        people.shen.browser.post("/sign-out")
        late = people.shen.browser.post(PART, data=sent, headers={"Accept-Language": "en"})
        assert late.status_code == 401
        assert "Sign in in another window" in late.text
        with act():
            assert not db.session.query(KeptForm).count()

    @pytest.mark.parametrize("asked", [{"HX-Request": "true"}, {"Accept": "application/json"}])
    def test_what_a_script_sent_is_on_the_phone_already(
        self, people: House, act: Act, asked: dict[str, str]
    ) -> None:
        assert post_late(people.shen, act, **asked).status_code == 401
        with act():
            assert not db.session.query(KeptForm).count()
