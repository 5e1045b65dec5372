"""A client fills the questionnaire without any script; staff read it; strangers do not."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import Act
from tests.questionnaires.conftest import House, Person
from webapp.kernel.db import db
from webapp.questionnaires import queries
from webapp.questionnaires.models import Response
from webapp.records import queries as records
from webapp.seed.questionnaires import HEALTHY, fill_hra

HTMX = {"HX-Request": "true"}
PARTS = 9
KNOWN = {"diet-known": ["oil", "salt"]}


def typed(fact: Any) -> str:
    return {True: "true", False: "false"}[fact] if isinstance(fact, bool) else str(fact)


def fields(facts: dict[str, Any]) -> dict[str, list[str]]:
    """Give a form's fields for facts by linkId."""
    return {
        f"q-{link_id}": [typed(one) for one in (fact if isinstance(fact, list) else [fact])]
        for link_id, fact in facts.items()
    }


def hidden(page: TestResponse) -> dict[str, str]:
    """Give what a browser sends along with a section: revision, token."""
    text = page.get_data(as_text=True)
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', text)[1]  # type: ignore[index]
        for name in ("revision", "token")
    }


def begin(person: Person) -> None:
    answer = person.browser.post("/questionnaires/hra", data={"agree": "y"})
    assert answer.status_code == 303


def save(person: Person, number: int, facts: dict[str, Any], **more: Any) -> TestResponse:
    """Open a section, fill it in and press its button, as a browser without scripts does."""
    path = f"/questionnaires/hra/parts/{number}"
    sent = hidden(person.browser.get(path)) | fields(facts) | {"go": "next"} | more
    return person.browser.post(path, data=sent)


def fill(person: Person, facts: dict[str, Any]) -> None:
    """Fill all sections; twice, because a first answer can open more questions."""
    begin(person)
    for number in range(1, PARTS + 1):
        for _ in range(2):
            path = f"/questionnaires/hra/parts/{number}"
            shown = set(re.findall(r'name="(q-[^"]+)"', person.browser.get(path).get_data(as_text=True)))
            known = {link_id: fact for link_id, fact in facts.items() if f"q-{link_id}" in shown}
            assert save(person, number, known).status_code == 303


def certify(browser: FlaskClient, **changed: str) -> TestResponse:
    page = browser.get("/questionnaires/hra/review").get_data(as_text=True)
    key = re.search(r'name="_key" value="([^"]*)"', page)
    sent = {"certify": "y", "name": "Shen Zhihe", "_key": key[1] if key else "x" * 20} | changed
    return browser.post("/questionnaires/hra/review", data=sent)


class TestStart:
    def test_tells_what_it_is_and_asks_for_consent(self, people: House) -> None:
        page = people.shen.browser.get("/questionnaires/hra")
        assert page.status_code == 200
        assert 'name="agree"' in page.text
        assert " checked" not in page.text

    def test_without_consent_nothing_begins(self, people: House) -> None:
        answer = people.shen.browser.post("/questionnaires/hra", data={})
        assert answer.status_code == 422
        assert 'href="#agree"' in answer.text

    def test_goes_on_where_one_stopped(self, people: House) -> None:
        begin(people.shen)
        save(people.shen, 1, {"work": "sitting"})
        answer = people.shen.browser.post("/questionnaires/hra", data={})
        assert answer.location == "/questionnaires/hra/parts/2"

    @pytest.mark.parametrize("code", ["nothing", "a%00b", "%F0%9F%98%80", "x" * 200])
    def test_an_unknown_questionnaire_is_404(self, people: House, code: str) -> None:
        assert people.shen.browser.get(f"/questionnaires/{code}").status_code == 404
        assert people.shen.browser.post(f"/questionnaires/{code}").status_code == 404


class TestSection:
    @pytest.mark.parametrize("number", ["0", "10", "9" * 30])
    def test_a_section_that_is_not_there_is_404(self, people: House, number: str) -> None:
        begin(people.shen)
        path = f"/questionnaires/hra/parts/{number}"
        assert people.shen.browser.get(path).status_code == 404
        assert people.shen.browser.post(path, data={"revision": "0"}).status_code == 404

    def test_before_beginning_it_leads_to_the_start(self, people: House) -> None:
        answer = people.shen.browser.get("/questionnaires/hra/parts/1")
        assert answer.location == "/questionnaires/hra"

    def test_shows_only_what_is_asked(self, people: House) -> None:
        begin(people.shen)
        assert "q-smoking-amount" not in people.shen.browser.get("/questionnaires/hra/parts/5").text
        save(people.shen, 5, {"smoking": "current"})
        assert "q-smoking-amount" in people.shen.browser.get("/questionnaires/hra/parts/5").text

    def test_shows_what_was_answered(self, people: House) -> None:
        begin(people.shen)
        save(people.shen, 2, {"conditions": ["diabetes", "tia"], "other-medicines": 'a < b & "c"'})
        page = people.shen.browser.get("/questionnaires/hra/parts/2").text
        assert re.findall(r'value="([a-z_]+)" checked', page) == ["diabetes", "tia"]
        assert 'a < b & "c"' in unescape(page)

    def test_says_how_far_one_is_and_how_long_it_takes(self, people: House) -> None:
        begin(people.shen)
        page = people.shen.browser.get("/questionnaires/hra/parts/3").text
        assert re.search(r"<b>Part 3 of 9</b> · about \d+ minutes?<", page)
        assert 'aria-label="9 parts, you are in part 3"' in page

    def test_a_figure_brings_up_its_keys_and_is_read_out_with_its_unit(self, people: House) -> None:
        begin(people.shen)
        save(people.shen, 6, KNOWN)
        page = people.shen.browser.get("/questionnaires/hra/parts/6").text
        field = re.search(r'<input id="q-diet-salt"[^>]*>', page)
        assert field
        assert 'inputmode="decimal"' in field[0]
        assert 'aria-describedby="q-diet-salt-unit' in field[0]
        assert 'id="q-diet-salt-unit">' in page
        assert '<label class="lab" for="q-diet-salt">' in page

    def test_speaks_chinese_and_english_alike(self, people: House) -> None:
        begin(people.shen)
        people.shen.browser.post("/language", data={"language": "zh-Hans", "back": "/"})
        page = people.shen.browser.get("/questionnaires/hra/parts/5").text
        assert "您现在吸烟吗" in page
        assert "Do you smoke" not in page


class TestSaveSection:
    def test_the_button_keeps_the_answers_and_goes_on(self, people: House) -> None:
        begin(people.shen)
        assert save(people.shen, 1, {"living-area": "city"}).location == "/questionnaires/hra/parts/2?left=1"
        assert save(people.shen, 2, {}, go="back").location == "/questionnaires/hra/parts/1"
        assert save(people.shen, PARTS, {}).location == "/questionnaires/hra/review"

    def test_what_stays_open_behind_is_told_softly_on_the_next_page(self, people: House) -> None:
        begin(people.shen)
        after = people.shen.browser.get(save(people.shen, 1, {"living-area": "city"}).location)
        assert "4 questions of “Where and how you live” are still open." in after.text
        assert 'href="/questionnaires/hra/parts/1#q-living-north"' in after.text
        whole = {
            link_id: HEALTHY[link_id] for link_id in ("living-north", "education", "living-with", "work")
        }
        assert save(people.shen, 1, whole).location == "/questionnaires/hra/parts/2"

    def test_who_comes_from_the_check_goes_back_to_it(self, people: House) -> None:
        begin(people.shen)
        page = people.shen.browser.get("/questionnaires/hra/parts/2?check=1")
        assert "Back to the check" in page.text
        answer = save(people.shen, 2, {"statin": False}, check="1")
        assert answer.location == "/questionnaires/hra/review"

    def test_six_minutes_of_sitting_are_kept_and_asked_about(self, people: House) -> None:
        begin(people.shen)
        assert save(people.shen, 7, {"ipaq-sitting-minutes": 6}).status_code == 303
        asked = "6 minutes? If you mean hours, please write 360."
        assert asked in people.shen.browser.get("/questionnaires/hra/parts/7").text
        assert asked in people.shen.browser.get("/questionnaires/hra/review").text

    def test_salt_may_be_unknown_and_has_decimals_where_it_is_known(self, people: House, act: Act) -> None:
        begin(people.shen)
        save(people.shen, 6, {"diet-known": "none"})
        assert 'name="q-diet-salt"' not in people.shen.browser.get("/questionnaires/hra/parts/6").text
        save(people.shen, 6, {"diet-known": "salt"})
        save(people.shen, 6, {"diet-salt": "6.5"})
        with act():
            kept = queries.draft(client_id=people.shen.id, code="hra")
            assert kept
            assert kept.answers["diet-salt"] == [6.5]

    def test_each_change_is_kept_by_itself(self, people: House, act: Act) -> None:
        begin(people.shen)
        path = "/questionnaires/hra/parts/1"
        sent = hidden(people.shen.browser.get(path)) | {"q-living-area": "town"}
        answer = people.shen.browser.post(path, data=sent, headers=HTMX)
        assert answer.status_code == 200
        assert answer.text.startswith('<p class="q" role="status" id="questionnaires-saved"')
        with act():
            kept = queries.draft(client_id=people.shen.id, code="hra")
            assert kept
            assert kept.answers["living-area"][0]["code"] == "town"

    def test_a_change_that_opens_questions_gives_the_section_anew(self, people: House) -> None:
        begin(people.shen)
        path = "/questionnaires/hra/parts/5"
        sent = hidden(people.shen.browser.get(path)) | {"q-smoking": "former"}
        answer = people.shen.browser.post(path, data=sent, headers=HTMX)
        assert answer.headers["HX-Retarget"] == "#questionnaires-section"
        assert "q-smoking-quit-years" in answer.text

    def test_what_cannot_be_read_comes_back_as_typed_with_a_linked_error(
        self, people: House, act: Act
    ) -> None:
        begin(people.shen)
        answer = save(people.shen, 6, KNOWN | {"diet-oil": "about 30", "diet-salt": "6"})
        assert answer.status_code == 422
        assert 'href="#q-diet-oil"' in answer.text
        assert 'value="about 30"' in answer.text
        with act():
            kept = queries.draft(client_id=people.shen.id, code="hra")
            assert kept
            assert kept.answers["diet-salt"] == [6]
            assert kept.typed == {"diet-oil": ["about 30"]}
        assert 'value="about 30"' in people.shen.browser.get("/questionnaires/hra/parts/6").text

    def test_what_cannot_be_read_stops_nobody_once_its_question_is_not_asked(self, people: House) -> None:
        begin(people.shen)
        save(people.shen, 5, {"smoking": "former"})
        assert save(people.shen, 5, {"smoking": "former", "smoking-quit-years": "long"}).status_code == 422
        assert save(people.shen, 5, {"smoking": "never", "smoking-quit-years": "long"}).status_code == 303

    def test_a_mended_answer_is_no_error_any_more(self, people: House) -> None:
        begin(people.shen)
        save(people.shen, 6, KNOWN | {"diet-oil": "9999"})
        assert save(people.shen, 6, {"diet-oil": "３０"}).status_code == 303
        assert 'value="30"' in people.shen.browser.get("/questionnaires/hra/parts/6").text

    @pytest.mark.parametrize(
        "facts",
        [
            {"conditions": ["none", "diabetes"]},
            {"conditions": "no-such-code"},
            {"diabetes-year": "1e400", "conditions": ["diabetes"]},
            {"health-rating": ["good", "poor"]},
            {"high-glucose": "maybe"},
        ],
    )
    def test_no_wrong_answer_is_taken(self, people: House, facts: dict[str, Any]) -> None:
        begin(people.shen)
        save(people.shen, 2, {"conditions": ["diabetes"]})
        assert save(people.shen, 2, facts).status_code == 422

    @pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40, "１"])
    def test_a_broken_revision_is_a_400_that_names_it(self, people: House, revision: str) -> None:
        begin(people.shen)
        answer = people.shen.browser.post("/questionnaires/hra/parts/1", data={"revision": revision})
        assert answer.status_code == 400
        assert "revision" in answer.text

    def test_answers_from_a_second_device_wait_for_a_choice(self, people: House, act: Act) -> None:
        begin(people.shen)
        path = "/questionnaires/hra/parts/1"
        tablet = hidden(people.shen.browser.get(path))
        save(people.shen, 1, {"living-area": "city"})
        answer = people.shen.browser.post(path, data=tablet | {"q-living-area": "village", "go": "next"})
        assert answer.location == path
        assert "Answered on two devices" in people.shen.browser.get(path).text
        people.shen.browser.post("/questionnaires/hra/settle", data={"keep": "other"})
        with act():
            kept = queries.draft(client_id=people.shen.id, code="hra")
            assert kept
            assert kept.answers["living-area"][0]["code"] == "village"
        assert "Answered on two devices" not in people.shen.browser.get(path).text

    def test_what_is_blank_on_an_older_page_takes_nothing_away(self, people: House, act: Act) -> None:
        begin(people.shen)
        path = "/questionnaires/hra/parts/1"
        tablet = hidden(people.shen.browser.get(path))
        save(people.shen, 1, {"living-area": "city", "work": "sitting"})
        sent = tablet | {"q-living-area": "village", "q-work": "", "go": "next"}
        assert people.shen.browser.post(path, data=sent).location == path
        people.shen.browser.post("/questionnaires/hra/settle", data={"keep": "other"})
        with act():
            kept = queries.draft(client_id=people.shen.id, code="hra")
            assert kept
            codes = [kept.answers[link_id][0]["code"] for link_id in ("living-area", "work")]
        assert codes == ["village", "sitting"]

    def test_a_ticked_box_can_be_cleared(self, people: House, act: Act) -> None:
        begin(people.shen)
        save(people.shen, 1, {"living-with": ["partner"]})
        save(people.shen, 1, {"living-with": ""})
        with act():
            kept = queries.draft(client_id=people.shen.id, code="hra")
            assert kept
            assert "living-with" not in kept.answers


class TestSubmit:
    def test_from_the_first_page_to_the_receipt_without_scripts(self, people: House, act: Act) -> None:
        fill(people.shen, HEALTHY | {"smoking": "current", "smoking-amount": 10, "smoking-years": 20})
        answer = certify(people.shen.browser)
        assert answer.status_code == 303
        receipt = people.shen.browser.get(answer.location)
        with act():
            row = queries.latest_response(client_id=people.shen.id, code="hra")
            assert row
            assert row.number in receipt.text
            assert row.response_hash in receipt.text

    @pytest.mark.parametrize(("points", "told"), [("0", False), ("1", True)])
    def test_thoughts_of_death_are_met_with_help_at_once(
        self, people: House, points: str, told: bool
    ) -> None:
        fill(people.shen, HEALTHY | {"phq9-9": points})
        receipt = people.shen.browser.get(certify(people.shen.browser).location)
        assert ('href="tel:12356"' in receipt.text) is told

    def test_somebody_elses_name_signs_nothing(self, people: House) -> None:
        fill(people.shen, HEALTHY)
        answer = certify(people.shen.browser, name="Wang Li")
        assert answer.status_code == 422
        assert 'href="#name"' in answer.text
        assert certify(people.shen.browser, name="沈 致和").status_code == 303

    def test_pressed_ten_times_it_is_one_response(self, people: House, act: Act) -> None:
        fill(people.shen, HEALTHY)
        page = people.shen.browser.get("/questionnaires/hra/review").text
        key = re.search(r'name="_key" value="([^"]*)"', page)[1]  # type: ignore[index]
        sent = {"certify": "y", "name": "Shen Zhihe", "_key": key}
        answers = [people.shen.browser.post("/questionnaires/hra/review", data=sent) for _ in range(10)]
        assert {answer.status_code for answer in answers} == {303}
        assert len({answer.location for answer in answers}) == 1
        assert (
            people.shen.browser.post("/questionnaires/hra/review", data=sent | {"name": "X"}).status_code
            == 422
        )
        with act():
            assert db.session.query(Response).count() == 1

    def test_without_a_key_a_second_press_leads_to_the_same_receipt(self, people: House) -> None:
        fill(people.shen, HEALTHY)
        sent = {"certify": "y", "name": "Shen Zhihe"}
        first, second = (people.shen.browser.post("/questionnaires/hra/review", data=sent) for _ in range(2))
        assert first.location == second.location

    @pytest.mark.parametrize(("lacking", "field"), [("certify", "certify"), ("name", "name")])
    def test_must_be_certified_and_signed(self, people: House, lacking: str, field: str) -> None:
        fill(people.shen, HEALTHY)
        answer = certify(people.shen.browser, **{lacking: ""})
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text

    def test_open_questions_are_listed_with_links(self, people: House) -> None:
        begin(people.shen)
        save(people.shen, 1, {"living-area": "city"})
        page = people.shen.browser.get("/questionnaires/hra/review")
        assert 'href="/questionnaires/hra/parts/1?check=1#q-living-north"' in page.text
        assert certify(people.shen.browser).status_code == 422

    def test_nothing_is_signed_before_the_choice_between_two_devices(self, people: House) -> None:
        fill(people.shen, HEALTHY)
        old = {"revision": "0", "token": "tablet", "q-living-area": "village", "go": "next"}
        people.shen.browser.post("/questionnaires/hra/parts/1", data=old)
        page = people.shen.browser.get("/questionnaires/hra/review").text
        assert "Answered on two devices" in page
        assert "certify-form" not in page
        assert certify(people.shen.browser).status_code == 409
        people.shen.browser.post("/questionnaires/hra/settle", data={"keep": "saved"})
        assert certify(people.shen.browser).status_code == 303

    def test_nothing_begun_is_nothing_to_send(self, people: House) -> None:
        sent = {"certify": "y", "name": "Shen Zhihe"}
        assert people.shen.browser.post("/questionnaires/hra/review", data=sent).status_code == 404


class TestReceipt:
    def test_belongs_to_its_client_alone(self, people: House, act: Act) -> None:
        with act():
            response_id = fill_hra(
                client_id=people.shen.id,
                branch_id=people.shen.branch_id,
                account_id=people.shen.account_id,
                name="Shen Zhihe",
            )
        for path in (f"/questionnaires/receipts/{response_id}", f"/questionnaires/answers/{response_id}"):
            assert people.shen.browser.get(path).status_code == 200
            assert people.wang.browser.get(path).status_code == 404
            assert people.manager.browser.get(path).status_code == 403


class TestClientAnswers:
    @pytest.fixture
    def path(self, people: House, act: Act) -> str:
        with act():
            response_id = fill_hra(
                client_id=people.shen.id,
                branch_id=people.shen.branch_id,
                account_id=people.shen.account_id,
                name="Shen Zhihe",
                facts={"health-rating": "fair"},
            )
        return f"/desk/clients/{people.shen.id}/questionnaires/{response_id}"

    def test_staff_of_the_branch_read_it_and_the_client_can_see_who_did(
        self, people: House, act: Act, path: str
    ) -> None:
        page = people.manager.browser.get(path)
        assert page.status_code == 200
        assert "您觉得自己现在身体怎么样？</dt><dd><b>一般" in page.text
        with act():
            (entry,) = records.access_log(client_id=people.shen.id).rows
            assert entry.account_id == people.manager.account_id

    def test_another_branch_finds_nothing(self, people: House, path: str) -> None:
        assert people.stranger.browser.get(path).status_code == 404

    def test_an_answer_under_another_client_is_not_there(self, people: House, path: str) -> None:
        wrong = path.replace(people.shen.id, people.wang.id)
        assert people.manager.browser.get(wrong).status_code == 404

    def test_a_client_may_not_enter(self, people: House, path: str) -> None:
        assert people.shen.browser.get(path).status_code == 403
