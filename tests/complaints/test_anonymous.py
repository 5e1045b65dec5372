"""Telling without a name: a code instead, nothing that leads back, and everything a complainant may do (T1, §5)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.complaints.test_evidence import a_photo
from tests.complaints.test_views import browser_of, version_of
from tests.conftest import Act, SignIn, new_client
from tests.factories import complaints as factory
from tests.factories.complaints import Company
from webapp.complaints import queries
from webapp.complaints.models import Case
from webapp.complaints.rules import tracking
from webapp.kernel.db import Model, db
from webapp.kernel.limits import LimitWindow
from webapp.kernel.uploads import Checked, check, receiving
from webapp.organisation import queries as organisation

KEY = "k" * 43
ADDRESS = "203.0.113.9"
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b")


@pytest.fixture
def company(act: Act) -> Company:
    with act():
        return factory.a_company()


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return a_phone(app)


def a_phone(app: Flask, address: str = ADDRESS) -> FlaskClient:
    browser = new_client(app)
    browser.environ_base["REMOTE_ADDR"] = address
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def tell(browser: FlaskClient, company: Company, **changed: Any) -> Any:
    said = {
        "category": "MANNER",
        "branch": company.branch.id,
        "story": "They shout at the desk.",
        "_key": KEY,
    }
    return browser.post("/complaints/anonymous", data=said | changed)


def code_in(page: str) -> str:
    found = CODE.search(page)
    assert found
    return found[0]


def told(app: Flask) -> list[Case]:
    with app.app_context():
        return list(db.session.scalars(select(Case)))


def rows(app: Flask) -> dict[tuple[str, str], dict[str, str]]:
    """Give every row of the house as it reads when it is opened, by table and key."""
    found = {}
    with app.app_context():
        for mapper in Model.registry.mappers:
            for row in db.session.scalars(select(mapper.class_)):
                key = str(mapper.primary_key_from_instance(row))
                read = {one.key: str(getattr(row, one.key)) for one in mapper.column_attrs}
                found[mapper.local_table.name, key] = read  # type: ignore[union-attr]
    return found


class TestTelling:
    def test_a_code_is_given_once_and_opens_the_case(
        self, app: Flask, phone: FlaskClient, company: Company
    ) -> None:
        answer = tell(phone, company)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        code = code_in(answer.text)
        (case,) = told(app)
        assert (case.client_id, case.state) == (None, "SUBMITTED")
        assert code not in phone.get("/complaints/track/case").text
        other = a_phone(app)
        assert other.get("/complaints/track/case").status_code == 404
        for written in (code, code.lower().replace("-", " "), code.replace("0", "O").replace("1", "l")):
            assert other.post("/complaints/track", data={"code": written}).status_code == 303
        assert "They shout at the desk." in other.get("/complaints/track/case").text
        other.post("/complaints/track/leave")
        assert other.get("/complaints/track/case").status_code == 404

    def test_the_code_stands_nowhere_in_the_house(
        self, app: Flask, phone: FlaskClient, company: Company
    ) -> None:
        code = code_in(tell(phone, company).text)
        assert [where for where, row in rows(app).items() if code in str(row)] == []

    def test_a_form_that_is_sent_again_is_one_case_with_one_code(
        self, app: Flask, phone: FlaskClient, company: Company
    ) -> None:
        codes = {code_in(tell(phone, company).text) for _press in range(3)}
        assert len(codes) == len(told(app)) == 1

    def test_a_key_opens_nothing_without_the_words_that_came_with_it(
        self, app: Flask, phone: FlaskClient, company: Company
    ) -> None:
        tell(phone, company)
        answer = tell(a_phone(app), company, story="What did they say?")
        assert answer.status_code == 422
        assert not CODE.search(answer.text)
        assert "They shout" not in answer.text

    @pytest.mark.parametrize("key", ["", "short", "x" * 19])
    def test_a_key_that_could_be_guessed_is_refused(
        self, app: Flask, phone: FlaskClient, company: Company, key: str
    ) -> None:
        assert tell(phone, company, _key=key).status_code == 400
        assert told(app) == []

    def test_a_flood_ends_at_five_a_day_from_one_place(
        self, app: Flask, phone: FlaskClient, company: Company
    ) -> None:
        sent = [tell(phone, company, _key=f"{n:043}", story=f"No. {n}").status_code for n in range(7)]
        assert sent == [200] * 5 + [429] * 2
        assert tell(a_phone(app, "198.51.100.7"), company, _key="z" * 43).status_code == 200

    @pytest.mark.parametrize("wrong", [{"story": ""}, {"category": "X"}, {"branch": "0" * 20}])
    def test_what_is_missing_is_said_and_nothing_is_lost(
        self, app: Flask, phone: FlaskClient, company: Company, wrong: dict[str, str]
    ) -> None:
        answer = tell(phone, company, **wrong)
        assert answer.status_code == 422
        assert f'href="#{next(iter(wrong))}"' in answer.text
        assert KEY in answer.text
        assert told(app) == []


class TestNothingLeadsBack:
    def test_no_new_row_holds_account_person_address_or_a_file_s_name(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        browser = sign_in(a_phone(app), company.client.account_id)
        browser.get("/complaints")
        before = rows(app)
        photo = (a_photo("Zhihes-Phone"), "Shen Zhihe at the desk.jpg")
        answer = tell(browser, company, files=photo)
        assert answer.status_code == 200
        browser.post("/complaints/track/case/files", data={"files": (a_photo("B"), "Shen Zhihe 2.jpg")})
        new = {where: row for where, row in rows(app).items() if where not in before}
        assert {"complaint_case", "complaint_event", "complaint_evidence", "stored_file", "audit_entry"} <= {
            table for table, _key in new
        }
        secrets = (company.client.id, str(company.client.account_id), ADDRESS, "Zhihe", company.client.phone)
        assert [(where, one) for where, row in new.items() for one in secrets if one in str(row)] == []
        assert [where for where in new if where[0] == "idempotent_answer"] == []

    def test_limits_keep_no_address(self, app: Flask, phone: FlaskClient, company: Company) -> None:
        tell(phone, company)
        with app.app_context():
            kept = list(db.session.scalars(select(LimitWindow)))
        assert {one.name for one in kept} == {"complaints.anonymous", "complaints.anonymous.all"}
        assert all(ADDRESS not in one.holder for one in kept)

    def test_staff_read_anonymous_and_nobody_is_on_standby_before_triage(
        self, app: Flask, act: Act, sign_in: SignIn, phone: FlaskClient, company: Company
    ) -> None:
        tell(phone, company)
        (case,) = told(app)
        handler = browser_of(app, sign_in, company, "handler")
        handler.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        assert "Anonymous" in handler.get(f"/desk/complaints/{case.id}").text
        for form in ("print", "table"):
            assert handler.get(f"/desk/complaints/{case.id}/{form}").status_code == 200
        with app.app_context():
            assert factory.standing_of(company.served) == "ACTIVE"
        steps = {"version": version_of(app, case.id)[0], "staff": company.served.id}
        assert handler.post(f"/desk/complaints/{case.id}/name", data=steps).status_code == 303
        steps = {"version": version_of(app, case.id)[0]}
        assert handler.post(f"/desk/complaints/{case.id}/accept", data=steps).status_code == 303
        with app.app_context():
            assert factory.standing_of(company.served) == "STANDBY"
        served = browser_of(app, sign_in, company, "served")
        assert "full, as always" in served.get("/desk/my-case", headers={"Accept-Language": "en"}).text


class TestTries:
    def test_wrong_codes_are_counted_and_then_even_the_right_one_waits(
        self, app: Flask, phone: FlaskClient, company: Company
    ) -> None:
        code = code_in(tell(phone, company).text)
        wrong = [
            phone.post("/complaints/track", data={"code": tracking.code(bytes([n] * 32))}).status_code
            for n in range(12)
        ]
        assert wrong == [422] * 10 + [429] * 2
        assert phone.post("/complaints/track", data={"code": code}).status_code == 429
        assert a_phone(app, "198.51.100.7").post("/complaints/track", data={"code": code}).status_code == 303

    @pytest.mark.parametrize("typed", ["", "x", "0000-0000-0000-0000", "U" * 16, "’" * 16, "0" * 5000])
    def test_what_is_no_code_opens_nothing(self, phone: FlaskClient, company: Company, typed: str) -> None:
        assert phone.post("/complaints/track", data={"code": typed}).status_code == 422
        phone.set_cookie(
            "case_code", typed.encode("ascii", "ignore").decode()[:100], path="/complaints/track"
        )
        assert phone.get("/complaints/track/case").status_code == 404

    def test_a_code_has_eighty_bits_and_reads_back(self) -> None:
        codes = {tracking.code(bytes(10 * [n]) + bytes(22)) for n in range(256)}
        assert len(codes) == 256
        assert all(tracking.read(one) == one and CODE.fullmatch(one) for one in codes)
        assert tracking.code(bytes(9) + b"\x01" + bytes(22)) != tracking.code(bytes(32))


class TestTwoWays:
    def desk(self, app: Flask, sign_in: SignIn, company: Company, deed: str, **data: str) -> None:
        (case,) = told(app)
        who = "second" if deed in ("sign-decline", "decide") else "handler"
        words = data | {"version": str(version_of(app, case.id)[0])}
        answer = browser_of(app, sign_in, company, who).post(f"/desk/complaints/{case.id}/{deed}", data=words)
        assert answer.status_code == 303, answer.text

    def test_a_question_is_answered_with_the_code(
        self, app: Flask, sign_in: SignIn, phone: FlaskClient, company: Company
    ) -> None:
        tell(phone, company)
        self.desk(app, sign_in, company, "ask", question="On which day?")
        assert "On which day?" in phone.get("/complaints/track/case").text
        assert phone.post("/complaints/track/case/answer", data={"words": ""}).status_code == 422
        assert phone.post("/complaints/track/case/answer", data={"words": "On Monday."}).status_code == 303
        assert phone.post("/complaints/track/case/answer", data={"words": "Again."}).status_code == 409
        (case,) = told(app)
        page = browser_of(app, sign_in, company, "handler").get(f"/desk/complaints/{case.id}").text
        assert "On Monday." in page

    def test_a_result_is_accepted_or_appealed_once_and_opened_again(
        self, app: Flask, sign_in: SignIn, phone: FlaskClient, company: Company
    ) -> None:
        tell(phone, company)
        self.desk(app, sign_in, company, "accept")
        self.desk(app, sign_in, company, "investigate")
        self.desk(app, sign_in, company, "settle", remedy="A talk.", result="We spoke to all.", agreed="y")
        page = phone.get("/complaints/track/case").text
        assert "We spoke to all." in page
        assert "do=APPEAL" in page
        assert "You can appeal once." in phone.get("/complaints/track/case?do=APPEAL").text
        sent = phone.post("/complaints/track/case/agree", data={"satisfaction": "4"})
        assert sent.status_code == 303
        again = phone.post("/complaints/track/case/reopen", data={"words": "It goes on."})
        assert again.status_code == 303
        assert told(app)[0].state == "INVESTIGATING"
        assert phone.post("/complaints/track/case/withdraw").status_code == 303
        assert told(app)[0].state == "WITHDRAWN"
        with app.app_context():
            assert queries.broken_event() == ""

    def test_a_refusal_is_appealed_and_headquarters_decides(
        self, app: Flask, sign_in: SignIn, phone: FlaskClient, company: Company
    ) -> None:
        tell(phone, company)
        self.desk(app, sign_in, company, "decline", reason="NO_FACTS", words="Nothing to look into.")
        assert phone.post("/complaints/track/case/appeal", data={"words": "Ask them."}).status_code == 303
        assert phone.post("/complaints/track/case/appeal", data={"words": "Ask them."}).status_code == 409
        assert told(app)[0].state == "APPEALED"

    @pytest.mark.parametrize("path", ["/complaints/anonymous", "/complaints/track/case/files"])
    def test_a_stranger_cannot_keep_us_busy_with_very_many_files(
        self, phone: FlaskClient, company: Company, monkeypatch: pytest.MonkeyPatch, path: str
    ) -> None:
        tell(phone, company)
        monkeypatch.setattr(receiving, "check", lambda _data: pytest.fail("opened"))
        said = {"category": "MANNER", "branch": company.branch.id, "story": "They shout.", "_key": "m" * 43}
        answer = phone.post(path, data=said | {"files": [(a_photo(), f"{n}.jpg") for n in range(6)]})
        assert answer.status_code == 422
        assert "at most 5 files" in answer.text

    @pytest.mark.parametrize("path", ["/complaints/anonymous", "/complaints/track/case/files"])
    def test_an_address_that_sent_files_twenty_times_an_hour_has_no_more_opened(
        self, phone: FlaskClient, company: Company, monkeypatch: pytest.MonkeyPatch, path: str
    ) -> None:
        # Given forms that are refused: no limit of cases counts them
        opened: list[bytes] = []

        def counted(data: bytes) -> Checked:
            opened.append(data)
            return check(data)

        monkeypatch.setattr(receiving, "check", counted)
        with_file = {"story": "", "_key": "m" * 43}
        for _time in range(20):
            phone.post(path, data=with_file | {"files": (a_photo(), "x.jpg")})
        assert len(opened) == 20
        # Then the next file is not opened, and the words that came with it stand
        tell(phone, company)
        answer = phone.post(path, data=with_file | {"story": "Still here.", "files": (a_photo(), "x.jpg")})
        assert (answer.status_code, len(opened)) == (422, 20)
        assert "try again in an hour" in answer.text
        assert "Still here." in answer.text or "track" in path
        # But elsewhere it is, and without files nothing is refused
        a_phone(phone.application, "198.51.100.7").post(path, data={"files": (a_photo(), "x.jpg")})
        assert len(opened) == 21

    def test_files_are_added_once_and_opened_with_the_code_only(
        self, app: Flask, act: Act, sign_in: SignIn, phone: FlaskClient, company: Company
    ) -> None:
        tell(phone, company)
        for _press in range(2):
            sent = phone.post("/complaints/track/case/files", data={"files": (a_photo(), "x.jpg")})
            assert sent.status_code == 303
        with app.app_context():
            (kept,) = queries.evidence(told(app)[0].id)
        path = f"/complaints/track/case/files/{kept.id}"
        assert phone.get(path).mimetype == "image/jpeg"
        for stranger in (a_phone(app), browser_of(app, sign_in, company, "client")):
            assert stranger.get(path).status_code == 404
            assert stranger.get(f"/complaints/{kept.case_id}/files/{kept.id}").status_code != 200

    def test_another_code_opens_another_case_only(
        self, app: Flask, phone: FlaskClient, company: Company
    ) -> None:
        tell(phone, company)
        phone.post("/complaints/track/case/files", data={"files": (a_photo(), "x.jpg")})
        other = a_phone(app)
        tell(other, company, _key="o" * 43, story="Something else.")
        mine = next(one for one in told(app) if queries_of(app, one.id))
        assert other.get(f"/complaints/track/case/files/{queries_of(app, mine.id)[0]}").status_code == 404


def queries_of(app: Flask, case_id: str) -> list[str]:
    with app.app_context():
        return [one.id for one in queries.evidence(case_id)]


def test_the_form_offers_every_branch(app: Flask, phone: FlaskClient, company: Company) -> None:
    page = phone.get("/complaints/anonymous").text
    with app.app_context():
        assert all(one.id in page for one in organisation.branches())
