"""The room's pages: who gets which answer, and that nothing else changes a case."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from tests.conftest import Act, SignIn, new_client
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case, a_complaint
from webapp.clients.models import CareTeamMember
from webapp.complaints import queries, services
from webapp.complaints.desk.steps import STEPS
from webapp.complaints.models import Case
from webapp.complaints.presenters import saved
from webapp.complaints.rules.outcomes import Outcome, Severity
from webapp.complaints.rules.states import State
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.limits import LimitWindow

NOWHERE = "0" * 20
# Who may press what in which state, by hand from complaints.md §2; a note is nobody's transition.
ALLOWED = {
    ("SUBMITTED", "handler"): "accept ask decline name recuse",
    ("ACCEPTED", "handler"): "ask serve put-off extend investigate name evidence recuse renew",
    ("INVESTIGATING", "handler"): "ask serve put-off extend name evidence conclude settle recuse renew",
    ("WAITING_CLIENT", "handler"): "recuse renew",
    ("REVIEW", "handler"): "recuse renew",
    ("SUBMITTED", "second"): "sign-decline",
    ("ACCEPTED", "second"): "renew",
    ("INVESTIGATING", "second"): "renew",
    ("WAITING_CLIENT", "second"): "renew",
    ("REVIEW", "second"): "send-back decide renew",
}
DEEDS = [
    "take",
    "accept",
    "decline",
    "sign-decline",
    "investigate",
    "conclude",
    "settle",
    "decide",
    "send-back",
    "serve",
    "put-off",
    "extend",
    "ask",
    "evidence",
    "name",
    "renew",
    "recuse",
]
PEOPLE = ("handler", "second", "served", "colleague", "independent", "client")


@pytest.fixture
def company(act: Act) -> Company:
    with act():
        return factory.a_company()


def browser_of(app: Flask, sign_in: SignIn, company: Company, who: str) -> FlaskClient:
    person = getattr(company, who)
    return sign_in(new_client(app), person.account_id)


def version_of(app: Flask, case_id: str) -> tuple[int, str]:
    with app.app_context():
        row = db.session.execute(select(Case.version, Case.state).where(Case.id == case_id)).one()
        return row.version, row.state


class TestMatrix:
    @pytest.mark.slow
    @pytest.mark.parametrize("state", list(State))
    def test_what_the_table_does_not_hold_is_refused_and_changes_nothing(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company, state: State
    ) -> None:
        with act():
            case_id = a_case(company, state).id
        before = version_of(app, case_id)
        wrong = []
        for who, deed in product(PEOPLE, DEEDS):
            if deed in ALLOWED.get((state.value, who), "").split():
                continue
            browser = browser_of(app, sign_in, company, who)
            answer = browser.post(f"/desk/complaints/{case_id}/{deed}", data={"version": before[0]})
            if answer.status_code not in (403, 404, 409) or version_of(app, case_id) != before:
                wrong.append((who, deed, answer.status_code))
        assert wrong == []

    @pytest.mark.parametrize("deed", ["ask", "serve", "evidence", "conclude", "name", "renew", "extend"])
    def test_an_empty_form_comes_back_with_its_errors(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company, deed: str
    ) -> None:
        with act():
            case = a_case(company, State.INVESTIGATING)
        browser = browser_of(app, sign_in, company, "handler")
        answer = browser.post(f"/desk/complaints/{case.id}/{deed}", data={"version": case.version})
        assert answer.status_code == 422
        assert b'id="faults"' in answer.data


class TestFind:
    @pytest.mark.parametrize("asked", ["t26-1119", "01", "T26-1119-01"])
    def test_a_case_is_found_by_its_number_even_when_it_has_ended(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company, asked: str
    ) -> None:
        with clock.at(factory.NOW), act():
            number = a_case(company, State.DECLINED).number
        for who, found in (("second", True), ("handler", True)):
            page = browser_of(app, sign_in, company, who).get("/desk/complaints", query_string={"q": asked})
            assert (number in page.text) == found

    def test_nobody_finds_a_case_with_a_conflict_of_interest(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with clock.at(factory.NOW), act():
            case = a_case(company, State.SUBMITTED)
            services.recuse(**factory.by_handler(company, case))
        page = browser_of(app, sign_in, company, "handler").get("/desk/complaints?q=T26")
        assert case.number not in page.text


class TestSavedReplies:
    def test_one_begins_the_form_in_the_client_s_language(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.INVESTIGATING)
        path = f"/desk/complaints/{case.id}?do=ASK_CLIENT"
        page = browser_of(app, sign_in, company, "handler").get(path + "&reply=when").text
        assert "on which day, and at about what time" in page
        assert "reply=proof" in page

    def test_each_step_with_saved_replies_has_a_field_for_them(self) -> None:
        for action in saved.data("complaints", "saved_replies"):
            kind = STEPS[action].form
            assert kind
            assert saved.FIELDS[action] in kind(None)()


class TestInterest:
    def test_who_declares_one_never_sees_the_case_again_and_nothing_moves(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.REVIEW)
        browser, path = browser_of(app, sign_in, company, "second"), f"/desk/complaints/{case.id}"
        assert "do=INTEREST" in browser.get(path).text
        assert browser.post(f"{path}/interest", data={"version": case.version}).status_code == 303
        assert browser.get(path).status_code == 404
        assert browser.post(f"{path}/decide", data={"version": case.version}).status_code == 404
        assert version_of(app, case.id) == (case.version, "REVIEW")

    def test_who_handles_the_case_steps_back_instead(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.INVESTIGATING)
        browser, path = browser_of(app, sign_in, company, "handler"), f"/desk/complaints/{case.id}"
        assert "do=INTEREST" not in browser.get(path).text
        assert browser.post(f"{path}/interest", data={"version": case.version}).status_code == 409


class TestTooLate:
    def test_a_step_that_came_too_late_shows_the_case_as_it_is_and_why(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.ACCEPTED, named=False)
        browser = browser_of(app, sign_in, company, "handler")
        old = {"version": case.version - 1}
        answer = browser.post(f"/desk/complaints/{case.id}/investigate", data=old)
        assert answer.status_code == 409
        assert 'id="faults"' in answer.text
        assert case.number in answer.text
        assert f'action="/desk/complaints/{case.id}/investigate"' in answer.text

    def test_only_a_step_that_leads_on_is_drawn_as_the_next_one(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            waits = a_case(company, State.WAITING_CLIENT).id
            accepted = a_case(company, State.ACCEPTED, named=False).id
        browser = browser_of(app, sign_in, company, "handler")
        assert 'class="btn" ' not in acts(browser.get(f"/desk/complaints/{waits}").text)
        assert acts(browser.get(f"/desk/complaints/{accepted}").text).count('class="btn" ') == 1


def acts(page: str) -> str:
    """Give the buttons of the steps, out of a case's page."""
    return page[page.index('<div class="acts') :].replace('class="btn">', 'class="btn" >')


class TestRespondent:
    @pytest.mark.parametrize("state", [State.ACCEPTED, State.INVESTIGATING, State.REVIEW])
    def test_the_case_answers_like_a_wrong_address(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company, state: State
    ) -> None:
        with act():
            case_id = a_case(company, state).id
        browser = browser_of(app, sign_in, company, "served")
        there = browser.get(f"/desk/complaints/{case_id}")
        nowhere = browser.get(f"/desk/complaints/{NOWHERE}")
        assert there.status_code == nowhere.status_code == 404
        assert neutral(there.data).replace(case_id.encode(), NOWHERE.encode()) == neutral(nowhere.data)

    def test_a_handler_who_became_respondent_gets_the_same_answer(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_complaint(company)
            services.name_respondent(
                **factory.by_handler(company, case), respondent_staff_id=company.handler.id
            )
        browser = browser_of(app, sign_in, company, "handler")
        there, nowhere = (browser.get(f"/desk/complaints/{one}") for one in (case.id, NOWHERE))
        assert there.status_code == 404
        assert neutral(there.data).replace(case.id.encode(), NOWHERE.encode()) == neutral(nowhere.data)
        assert case.number not in browser.get("/desk/complaints").text

    def test_before_serving_the_own_case_shows_dates_and_rights_only(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.ACCEPTED)
            part = factory.the_respondent(case)
        browser = browser_of(app, sign_in, company, "served")
        page = browser.get("/desk/my-case").text
        for secret in (case.number, case.id, part, "Shen", "沈", factory.STORY, "Follow-up"):
            assert secret not in page
        assert browser.post(f"/desk/my-case/{part}/reply", data={"words": "No"}).status_code == 404

    def test_after_serving_the_summary_and_a_reply_but_never_the_client(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.INVESTIGATING)
            part = factory.the_respondent(case)
        browser = browser_of(app, sign_in, company, "served")
        page = browser.get("/desk/my-case").text
        assert "Two agreed calls did not come." in page
        assert "Shen" not in page
        assert browser.post(f"/desk/my-case/{part}/reply", data={"words": "I was away."}).status_code == 303
        assert browser.post(f"/desk/my-case/{part}/reply", data={"words": "Again."}).status_code == 409

    def test_after_the_result_the_grounds_and_the_evidence_with_every_other_name_covered(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.INVESTIGATING)
            part = factory.the_respondent(case)
            services.reply(respondent_id=part, staff_id=company.served.id, words="I was ill.")
            log = {"title": "Log of Shen Zhihe", "words": "No call on 12 November"}
            services.add_evidence(**factory.by_handler(company, case), **log)
            cited = next(one.id for one in queries.evidence(case.id) if one.title)
            found = services.Finding(
                Outcome.SUBSTANTIATED, Severity.SERIOUS, "Mr Shen waited, as 沈致和 said.", cited
            )
            words = {"findings": {part: found}, "remedy": "-", "result": "-"}
            services.conclude(**factory.by_handler(company, case), **words)
            services.decide(case_id=case.id, staff_id=company.second.id, version=case.version)
        browser = browser_of(app, sign_in, company, "served")
        page = browser.get("/desk/my-case", headers={"Accept-Language": "en"}).text
        assert "Separation has been proposed" in page
        assert "▇▇▇ waited, as ▇▇▇ said." in page
        assert "Log of ▇▇▇" in page
        assert "No call on 12 November" not in page
        assert case.number not in page

    def test_two_questions_at_once_have_a_form_each(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            parts = [factory.the_respondent(a_case(company, State.INVESTIGATING)) for _ in range(2)]
        browser = browser_of(app, sign_in, company, "served")
        page = browser.get("/desk/my-case").text
        assert all(page.count(f'id="words-{one}"') == 1 for one in parts)
        refused = browser.post(f"/desk/my-case/{parts[0]}/reply", data={"words": " "})
        assert refused.status_code == 422
        assert f'href="#words-{parts[0]}"' in refused.text
        assert refused.text.count("aria-invalid") == 1

    def test_on_standby_nothing_else_opens(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            a_case(company, State.ACCEPTED)
        browser = browser_of(app, sign_in, company, "served")
        assert browser.get("/desk/my-case").status_code == 200
        assert browser.get("/desk/exams/results").status_code == 403

    def test_whose_session_ended_with_the_standby_finds_the_staff_door(self, app: Flask) -> None:
        answer = new_client(app).get(
            "/desk/my-case", follow_redirects=True, headers={"Accept-Language": "en"}
        )
        assert answer.request.path == "/sign-in/staff"
        assert "Please sign in to continue." in answer.text


def neutral(page: bytes) -> bytes:
    """Leave out the one-time token of the page's own forms."""
    return re.sub(rb'name="_csrf" value="[0-9a-f]+"', b"", page)


def tell(browser: FlaskClient, said: dict[str, str], **last: str) -> TestResponse:
    """Answer the first two steps as far as `said` goes, and send the third."""
    browser.post("/complaints/new", data={"who": said.get("who", "nobody")})
    browser.post("/complaints/new/what", data={"category": "MANNER"} | said)
    return browser.post("/complaints/new/story", data={"story": said.get("story", "He was rude."), **last})


class TestSend:
    def test_sent_twice_is_one_complaint(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "client")
        first = tell(browser, {"who": company.served.id}, _key="k" * 20)
        second = browser.post("/complaints/new/story", data={"story": "He was rude.", "_key": "k" * 20})
        assert first.status_code == 303
        assert first.location == second.location
        with app.app_context():
            assert len(queries.cases_of_client(company.client.id)) == 1

    def test_the_receipt_has_the_number_and_the_date(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "client")
        page = browser.get(tell(browser, {}).location).text
        assert re.search(r"T\d\d-\d{4}-01", page)
        assert "Your result by" in page

    @pytest.mark.parametrize(
        ("path", "said", "field"),
        [
            ("/complaints/new", {}, "who"),
            ("/complaints/new", {"who": NOWHERE}, "who"),
            ("/complaints/new/what", {"category": "WEATHER"}, "category"),
            ("/complaints/new/what", {"category": "MANNER", "happened_on": "3000-01-01"}, "happened_on"),
            ("/complaints/new/story", {"story": " "}, "story"),
        ],
    )
    def test_a_fault_comes_back_with_its_step_and_the_field(
        self, app: Flask, sign_in: SignIn, company: Company, path: str, said: dict[str, str], field: str
    ) -> None:
        browser = browser_of(app, sign_in, company, "client")
        browser.post("/complaints/new", data={"who": "nobody"})
        browser.post("/complaints/new/what", data={"category": "MANNER"})
        answer = browser.post(path, data=said)
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text

    def test_only_people_who_served_her_can_be_named(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        page = browser_of(app, sign_in, company, "client").get("/complaints/new").text
        assert "Lu Xiao" in page
        assert "Chen Nuo" not in page

    def test_no_address_tells_whom_or_what_it_is_about(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "client")
        told = {"who": company.served.id, "category": "PRIVACY", "happened_on": "2026-01-05"}
        ways = [browser.post("/complaints/new", data=told), browser.post("/complaints/new/what", data=told)]
        ways.append(browser.post("/complaints/new/story", data={"story": "He told my wife."}))
        for answer in ways:
            assert answer.status_code == 303
            assert "?" not in answer.location
            assert not any(words in answer.location for words in told.values())

    def test_going_back_finds_every_answer_as_it_was(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "client")
        browser.post("/complaints/new", data={"who": company.served.id})
        browser.post("/complaints/new/what", data={"category": "DIET", "happened_on": "2026-01-05"})
        assert f'value="{company.served.id}" checked' in browser.get("/complaints/new").text
        step = browser.get("/complaints/new/what").text
        assert 'value="DIET" checked' in step
        assert 'value="2026-01-05"' in step

    def test_a_step_without_the_one_before_leads_back_to_it(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "client")
        assert browser.get("/complaints/new/story").location == "/complaints/new"
        browser.post("/complaints/new", data={"who": "nobody"})
        assert browser.get("/complaints/new/story").location == "/complaints/new/what"

    def test_a_refused_story_is_still_there_and_a_sent_one_is_not(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "client")
        for _ in range(5):
            assert tell(browser, {}).status_code == 303
        assert tell(browser, {"story": "A sixth thing, too."}).status_code == 429
        assert "A sixth thing, too." in browser.get("/complaints/new/story").text
        with app.app_context():
            db.session.execute(delete(LimitWindow))
            db.session.commit()
        assert tell(browser, {"story": "A sixth thing, too."}).status_code == 303
        assert browser.get("/complaints/new/story").location == "/complaints/new"

    def test_somebody_who_no_longer_may_be_named_brings_step_one_back(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "client")
        browser.post("/complaints/new", data={"who": company.served.id})
        browser.post("/complaints/new/what", data={"category": "MANNER"})
        with app.app_context():
            db.session.execute(delete(CareTeamMember))
            db.session.commit()
        answer = browser.post("/complaints/new/story", data={"story": "He was rude."})
        assert answer.status_code == 422
        assert 'href="#who"' in answer.text
        assert "He was rude." in browser.get("/complaints/new/story").text


class TestSuggest:
    def test_one_page_one_answer_and_nobody_is_touched(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "client")
        assert browser.post("/complaints/suggest", data={"story": " "}).status_code == 422
        sent = browser.post("/complaints/suggest", data={"story": "Open at seven.", "who": company.served.id})
        assert sent.status_code == 303
        assert "Suggestion" in browser.get("/complaints", headers={"Accept-Language": "en"}).text
        with act():
            case = queries.cases_of_client(company.client.id)[0]
            assert (case.kind, queries.respondents(case.id)) == ("SUGGESTION", [])
            with pytest.raises(services.NotAllowedNow):
                services.name_respondent(
                    **factory.by_handler(company, case), respondent_staff_id=company.served.id
                )
            for step in (services.accept, services.investigate):
                step(**factory.by_handler(company, case))
            services.settle(
                **factory.by_handler(company, case), remedy="From May.", result="Yes.", agreed=True
            )
            assert (case.state, factory.standing_of(company.served)) == ("DECIDED", "ACTIVE")

    def test_a_complaint_that_was_begun_is_still_there(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "client")
        browser.post("/complaints/new", data={"who": company.served.id})
        browser.post("/complaints/suggest", data={"story": "Open at seven."})
        assert f'value="{company.served.id}" checked' in browser.get("/complaints/new").text


class TestFollow:
    def test_somebody_elses_case_is_not_there(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case_id = a_case(company, State.DECIDED).id
            stranger = factory.a_client(company.branch)
        browser = sign_in(new_client(app), stranger.account_id)
        for path in ("", "/receipt", "/words", "/withdraw"):
            assert browser.get(f"/complaints/{case_id}{path}").status_code == 404
        for path in ("answer", "agree", "withdraw"):
            data = {"words": "x", "satisfaction": "1"}
            assert browser.post(f"/complaints/{case_id}/{path}", data=data).status_code == 404

    def test_a_question_is_answered_and_the_result_agreed_with(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            waits = a_case(company, State.WAITING_CLIENT, named=False).id
            decided = a_case(company, State.DECIDED).id
        browser = browser_of(app, sign_in, company, "client")
        assert "At what time did you expect the call?" in browser.get(f"/complaints/{waits}").text
        browser.post(f"/complaints/{waits}/answer", data={"words": "At three."})
        browser.post(f"/complaints/{decided}/agree", data={"satisfaction": "5"})
        assert version_of(app, waits)[1] == "INVESTIGATING"
        assert version_of(app, decided)[1] == "CLOSED"
        assert browser.post(f"/complaints/{decided}/agree").status_code == 409

    def test_internal_notes_and_evidence_never_reach_the_client(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_case(company, State.REVIEW)
            services.add_note(case_id=case.id, staff_id=company.handler.id, words="internal thought")
        page = browser_of(app, sign_in, company, "client").get(f"/complaints/{case.id}").text
        for secret in ("internal thought", "No call on 12", "I was at a training", "missed call"):
            assert secret not in page


class TestRace:
    def test_two_presses_at_once_and_one_wins(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = a_complaint(company)
        browsers = [browser_of(app, sign_in, company, "handler") for _ in range(4)]

        def press(browser: FlaskClient) -> int:
            path = f"/desk/complaints/{case.id}/accept"
            return browser.post(path, data={"version": case.version}).status_code

        with ThreadPoolExecutor(4) as pool:
            answers = sorted(pool.map(press, browsers))
        assert answers == [303, 409, 409, 409]
        assert version_of(app, case.id) == (2, "ACCEPTED")
