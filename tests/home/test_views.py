from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Act, SignIn, new_client
from tests.factories import company, complaints, diet_plans, exams
from tests.factories.accounts import PASSWORD, a_client_account, a_staff_account
from webapp.accounts import services as accounts
from webapp.accounts.rules import Role
from webapp.clients.rules import ASKED
from webapp.complaints.rules.states import State
from webapp.diet_plans import services as diet_plan_services
from webapp.kernel import audit, clock
from webapp.kernel.pages import MODE_COOKIE, THEME_COOKIE


@pytest.fixture
def member(client: FlaskClient, act: Act, sign_in: SignIn) -> FlaskClient:
    """A signed-in client, reading English."""
    with act():
        account = a_client_account(branch_id="b")
        account.person_id = "p"
        account_id = account.id
    return sign_in(client, account_id)


class TestStart:
    def test_everybody_may_read_the_public_page(self, client: FlaskClient) -> None:
        page = client.get("/", headers={"Accept-Language": "en"})
        assert page.status_code == 200
        assert "Your health, one promise a year" in page.text

    def test_the_number_to_call_is_never_cut_in_two(self, client: FlaskClient) -> None:
        page = client.get("/promise", headers={"Accept-Language": "en"}).text
        assert "Complaints: <bdi>400-000-0000</bdi>" in page

    def test_a_client_goes_on_to_today_and_staff_to_the_desk(
        self, member: FlaskClient, act: Act, sign_in: SignIn, app: Flask
    ) -> None:
        assert member.get("/").location == "/today"
        with act():
            staff_id = a_staff_account().id
        assert sign_in(app.test_client(), staff_id).get("/").location == "/desk"

    def test_staff_on_standby_go_to_their_own_case_only(self, act: Act, sign_in: SignIn, app: Flask) -> None:
        with act():
            account = a_staff_account()
            account.reach = "OWN_CASE"
            account_id = account.id
        browser = sign_in(app.test_client(), account_id)
        assert browser.get("/").location == "/desk/my-case"
        assert browser.get("/desk").status_code == 403
        assert browser.get("/desk/me").status_code == 200


class TestErrorPages:
    def test_staff_keep_their_rail_of_places_and_clients_their_bar(
        self, member: FlaskClient, act: Act, sign_in: SignIn, app: Flask
    ) -> None:
        with act():
            staff_id = a_staff_account().id
        for path, status in (("/nowhere", 404), ("/today", 403)):
            page = sign_in(app.test_client(), staff_id).get(path)
            assert page.status_code == status
            assert '<nav class="rail"' in page.text
            assert 'href="/desk"' in page.text
        lost = member.get("/nowhere").text
        assert 'class="rail"' not in lost
        assert 'href="/me"' in lost


class TestSetLanguage:
    def test_the_switch_keeps_the_place_and_holds_for_next_time(self, client: FlaskClient) -> None:
        answer = client.post("/language", data={"language": "en", "back": "/promise?from=door"})
        assert (answer.status_code, answer.location) == (303, "/promise?from=door")
        assert "Our service promise" in client.get("/promise").text
        client.post("/language", data={"language": "zh-Hans", "back": "/"})
        assert "服务承诺" in client.get("/promise").text

    def test_it_is_stored_with_the_account(self, member: FlaskClient) -> None:
        member.post("/language", data={"language": "zh-Hans"})
        member.delete_cookie("kangyue_language")
        assert 'lang="zh-Hans"' in member.get("/me").text

    def test_until_somebody_chooses_the_pages_speak_as_the_door_did(
        self, app: Flask, act: Act, sign_in: SignIn
    ) -> None:
        with act():
            new_hire = a_staff_account().id
        browser, english = sign_in(new_client(app), new_hire), {"Accept-Language": "en"}
        assert '<html lang="en"' in browser.get("/desk/me", headers=english).text
        assert '<html lang="zh-Hans"' in browser.get("/desk/me", headers={"Accept-Language": "zh-CN"}).text
        browser.post("/language", data={"language": "en"})
        elsewhere = sign_in(new_client(app), new_hire)
        assert '<html lang="en"' in elsewhere.get("/desk/me", headers={"Accept-Language": "zh-CN"}).text

    def test_an_unknown_language_is_refused_by_name(self, client: FlaskClient) -> None:
        answer = client.post("/language", data={"language": "fr"})
        assert answer.status_code == 400
        assert "language" in answer.text


class TestSetMode:
    def test_large_type_is_one_press_away_and_back(self, member: FlaskClient) -> None:
        member.post("/mode", data={"mode": "ELDER", "back": "/me"})
        assert 'data-mode="elder"' in member.get("/me").text
        member.post("/mode", data={"mode": "STANDARD", "back": "/me"})
        assert "data-mode" not in member.get("/me").text


class TestSetTheme:
    def test_dark_stays_dark(self, client: FlaskClient) -> None:
        client.post("/theme", data={"theme": "DARK"})
        assert 'data-theme="dark"' in client.get("/").text


class TestToday:
    def test_nothing_is_drawn_twice_while_nothing_changed(self, member: FlaskClient) -> None:
        tag = member.get("/today").headers["ETag"]
        again = member.get("/today", headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")

    def test_what_the_client_did_shows_at_once(self, member: FlaskClient) -> None:
        tag = member.get("/today").headers["ETag"]
        member.post("/inbox/read")
        assert member.get("/today", headers={"If-None-Match": tag}).status_code == 200

    def test_what_she_did_shows_at_once_where_the_branch_books_it_too(self, member: FlaskClient) -> None:
        tag = member.get("/today").headers["ETag"]
        words = {"current": PASSWORD, "password": "another long secret"}
        assert member.post("/account/password", data=words).status_code == 303
        assert member.get("/today", headers={"If-None-Match": tag}).status_code == 200

    def test_what_the_branch_did_shows_at_once(self, member: FlaskClient, act: Act) -> None:
        tag = member.get("/today").headers["ETag"]
        with act():
            audit.record("exams.results.verified", branch_id="b")
        assert member.get("/today", headers={"If-None-Match": tag}).status_code == 200

    def test_type_size_and_colours_of_this_browser_are_part_of_the_version(self, member: FlaskClient) -> None:
        tags = {member.get("/today").headers["ETag"]}
        for name, value in ((MODE_COOKIE, "ELDER"), (THEME_COOKIE, "DARK")):
            member.set_cookie(name, value)
            tags.add(member.get("/today").headers["ETag"])
        assert len(tags) == 3

    def test_another_language_is_another_page(self, member: FlaskClient) -> None:
        tag = member.get("/today").headers["ETag"]
        member.post("/language", data={"language": "zh-Hans"})
        assert member.get("/today", headers={"If-None-Match": tag}).status_code == 200


class TestInstall:
    def test_the_manifest_speaks_the_language_asked_for(self, client: FlaskClient) -> None:
        english = json.loads(client.get("/manifest.webmanifest?language=en").data)
        chinese = json.loads(client.get("/manifest.webmanifest?language=zh-Hans").data)
        assert (english["name"], english["lang"]) == ("Kangyue", "en")
        assert (chinese["name"], chinese["lang"]) == ("康约", "zh-Hans")
        assert {(icon["sizes"], icon["purpose"]) for icon in english["icons"]} == {
            ("192x192", "any"),
            ("512x512", "any"),
            ("192x192", "maskable"),
            ("512x512", "maskable"),
        }

    def test_every_file_of_the_manifest_and_the_worker_is_there(self, client: FlaskClient) -> None:
        manifest = json.loads(client.get("/manifest.webmanifest").data)
        worker = client.get("/sw.js").text
        kept = json.loads(worker.split("const KEPT = ", 1)[1].split(";\n", 1)[0])
        for path in [icon["src"] for icon in manifest["icons"]] + kept:
            assert client.get(path).status_code == 200, path

    def test_the_worker_is_asked_for_anew_each_time(self, client: FlaskClient) -> None:
        assert client.get("/sw.js").headers["Cache-Control"] == "no-cache"

    def test_the_offline_page_is_the_same_for_everybody(self, member: FlaskClient) -> None:
        page = member.get("/offline?language=zh-Hans").text
        assert "现在没有网络" in page
        assert "Shen" not in page

    @pytest.mark.parametrize("path", ["/unsent", "/unsent?language=en", "/unsent?leaving"])
    def test_a_stranger_is_one_by_whatever_address_and_the_worker_is_none(
        self, client: FlaskClient, member: FlaskClient, path: str
    ) -> None:
        stranger = new_client(client.application)
        assert "data-stranger" in stranger.get(path).text
        assert "data-stranger" not in stranger.get(path, headers={"X-Worker": "0123456789abcdef"}).text
        assert "data-stranger" not in member.get(path).text


class TestConsents:
    @pytest.fixture
    def member(self, client: FlaskClient, act: Act, sign_in: SignIn) -> FlaskClient:
        with act():
            account_id = company.a_client(company.a_branch()).account_id
        return sign_in(client, account_id)

    def test_what_nothing_would_do_is_not_asked_for(self, member: FlaskClient) -> None:
        page = member.get("/me/consents", headers={"Accept-Language": "en"}).text
        assert page.count("/give") + page.count("/withdraw") == len(ASKED) == 5
        assert member.post("/me/consents/CLAIMS_TAKEOVER/give").status_code == 404

    def test_a_consent_is_withdrawn_as_easily_as_given(self, member: FlaskClient) -> None:
        assert member.post("/me/consents/EXAM_REPORTS/give").status_code == 303
        assert "/me/consents/EXAM_REPORTS/withdraw" in member.get("/me/consents").text
        assert member.post("/me/consents/EXAM_REPORTS/withdraw").status_code == 303
        assert "/me/consents/EXAM_REPORTS/give" in member.get("/me/consents").text


class TestDesk:
    def test_it_says_what_waits_and_what_is_late(
        self, client: FlaskClient, act: Act, sign_in: SignIn
    ) -> None:
        with clock.at(exams.NOW), act():
            world = exams.a_world()
            desk = exams.a_staff_member(world, Role.INSTITUTION_DESK, world.institution)
            manager = exams.a_staff_member(world, Role.HEALTH_MANAGER).account_id
            accounts.set_preferences(account_id=manager, language="en")
            exams.a_checked_in(world, exams.a_client(world), desk)
        with clock.at(exams.NOW + timedelta(days=1)):
            assert "1 to enter" in sign_in(client, manager).get("/desk").text
        with clock.at(exams.NOW + timedelta(days=60)):
            assert "1 to enter · 1 late" in sign_in(new_client(client.application), manager).get("/desk").text

    def test_it_says_who_has_no_diet_plan_yet(self, client: FlaskClient, act: Act, sign_in: SignIn) -> None:
        with clock.at(diet_plans.NOW), act():
            table = diet_plans.a_table()
            diet_plan_services.look("")
            nutritionist = table.nutritionist.account_id
            accounts.set_preferences(account_id=nutritionist, language="en")
        with clock.at(diet_plans.NOW):
            assert "1 without a plan yet" in sign_in(client, nutritionist).get("/desk").text
        with clock.at(diet_plans.NOW), act():
            diet_plans.a_published_plan(table)
        with clock.at(diet_plans.NOW):
            assert "without a plan yet" not in client.get("/desk").text

    def test_it_says_which_cases_are_ones_own_and_which_are_to_check(
        self, client: FlaskClient, act: Act, sign_in: SignIn
    ) -> None:
        with clock.at(complaints.NOW), act():
            house = complaints.a_company()
            complaints.a_case(house, State.REVIEW)
            for one in (house.handler, house.second):
                accounts.set_preferences(account_id=one.account_id, language="en")
            handler, second = house.handler.account_id, house.second.account_id
        with clock.at(complaints.NOW):
            assert "1 of yours</small>" in sign_in(client, handler).get("/desk").text
            assert "1 to check</small>" in sign_in(new_client(client.application), second).get("/desk").text
