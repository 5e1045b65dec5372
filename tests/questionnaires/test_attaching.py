"""Files handed in with answers: taken once, judged by content, read by whom they concern, gone with their draft."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
import time_machine
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.conftest import Act
from tests.meanwhile import meanwhile
from tests.questionnaires import attached
from tests.questionnaires.attached import FORM, MOST, ONE, PART, PATH, THREE, TWO, line, photo, url
from tests.questionnaires.conftest import House, Person
from tests.questionnaires.test_phone import JSON
from tests.questionnaires.test_views import HTMX, hidden
from tests.questionnaires.versions import publish
from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.kernel.uploads import Upload, check
from webapp.questionnaires import queries, services
from webapp.questionnaires.models import AttachedFile
from webapp.questionnaires.rules.validation import validate
from webapp.records import queries as records
from webapp.records.queries import StoredFile

HOSTILE = "<img src=x onerror=alert(1)>=1+1"


@pytest.fixture
def begun(people: House, act: Act) -> House:
    """Shen has begun a form that asks for files; so has Wang."""
    with act():
        publish(FORM)
    for person in (people.shen, people.wang):
        assert person.browser.post(PATH, data={"agree": "y"}).status_code == 303
    return people


def bring(person: Person, file_id: str = ONE, data: bytes = b"", name: str = "tongue.png") -> TestResponse:
    """A phone brings a file."""
    sent = {"file": (BytesIO(data or photo()), name)}
    return person.browser.post(f"{PATH}/files/{file_id}", data=sent, headers=JSON)


def say(person: Person, act: Act, **values: list[str]) -> TestResponse:
    """A phone brings answers."""
    body = {"definition": version(act), "values": values, "revision": 0, "place": 1, "token": "one"}
    return person.browser.post(f"{PATH}/answers", json=body, headers=JSON)


def finish(person: Person, act: Act, key: str = "key-of-this-one", **values: list[str]) -> TestResponse:
    body = {"definition": version(act), "values": values, "name": "Shen Zhihe", "certify": True}
    headers = JSON | {"Idempotency-Key": key}
    return person.browser.post(f"{PATH}/responses", json=body, headers=headers)


def version(act: Act) -> str:
    with act():
        return queries.current_id("photos") or ""


def draft(person: Person) -> Any:
    return person.browser.get(f"{PATH}/answers", headers=JSON).get_json()


def sent(person: Person, act: Act) -> list[dict[str, Any]]:
    """Give the items of the newest response's group."""
    with act():
        row = queries.latest_response(client_id=person.id, code="photos")
        assert row
        items: list[dict[str, Any]] = row.response["item"][0]["item"]
        return items


def kept(act: Act) -> tuple[int, int]:
    """Count files of answers, and files of records."""
    with act():
        counts = (select(func.count()).select_from(table) for table in (AttachedFile, StoredFile))
        first, second = (db.session.scalar(one) or 0 for one in counts)
        return first, second


def press(person: Person, path: str = PART, **fields: Any) -> TestResponse:
    """A browser without scripts sends a section with its files."""
    facts = hidden(person.browser.get(path)) | {"q-note": fields.pop("note", ""), "go": "next"}
    asked = {f"q-{name}": ["", *several(fields.get(name, []))] for name in ("tongue", "reports")}
    return person.browser.post(path, data=facts | asked)


def several(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def lines(page: TestResponse, name: str = "tongue") -> list[str]:
    """List the files that a page has ticked."""
    return [unescape(one) for one in re.findall(rf'name="q-{name}" value="([^"]+)" checked', page.text)]


class TestTakeFile:
    def test_a_file_is_kept_as_a_whole_r4_attachment(self, begun: House) -> None:
        said = bring(begun.shen)
        assert said.status_code == 201
        copy = begun.shen.browser.get(url())
        digest = base64.b64encode(hashlib.sha1(copy.data, usedforsecurity=False).digest()).decode()
        about = {"contentType": "image/png", "url": url(), "size": len(copy.data), "title": "tongue.png"}
        assert said.get_json() == about | {"hash": digest}

    def test_the_same_again_is_one_file_and_one_answer(self, begun: House, act: Act) -> None:
        answers = [bring(begun.shen).get_json() for _ in range(3)]
        assert answers[0] == answers[1] == answers[2]
        assert kept(act) == (1, 1)

    @pytest.mark.postgresql
    def test_the_same_at_the_same_moment_is_one_file_too(self, begun: House, act: Act) -> None:
        shen = begun.shen

        def first() -> None:
            services.bring_file(
                file_id=ONE,
                client_id=shen.id,
                branch_id=shen.branch_id,
                code="photos",
                upload=Upload("tongue", check(photo())),
                account_id=shen.account_id,
            )

        assert meanwhile(act, first, lambda: bring(shen)).status_code == 201
        assert kept(act) == (1, 1)

    def test_another_file_under_the_same_id_is_refused(self, begun: House, act: Act) -> None:
        bring(begun.shen)
        said = bring(begun.shen, data=photo(edge=13))
        assert said.status_code == 422
        assert said.get_json()["error"]
        assert kept(act) == (1, 1)

    def test_content_decides_not_the_name(self, begun: House, act: Act) -> None:
        said = bring(begun.shen, data=b"<script>alert(1)</script>", name="tongue.png")
        assert said.status_code == 422
        assert "neither a PDF nor a photo" in said.get_json()["error"]
        assert bring(begun.shen, data=attached.document(), name="x.png").get_json()["title"] == "x.pdf"
        assert kept(act) == (1, 1)

    def test_an_id_of_somebody_elses_file_says_nothing(self, begun: House, act: Act) -> None:
        bring(begun.shen)
        assert bring(begun.wang).status_code == 404
        assert begun.wang.browser.get(url()).status_code == 404
        assert kept(act) == (1, 1)

    def test_a_withdrawn_consent_takes_nothing(self, begun: House, act: Act) -> None:
        from webapp.clients import services as clients
        from webapp.clients.rules import Purpose

        with act():
            clients.withdraw_consent(
                client_id=begun.shen.id, purpose=Purpose.QUESTIONNAIRE, actor_id=begun.shen.account_id
            )
        assert bring(begun.shen).status_code == 422
        assert kept(act) == (0, 0)


class TestFile:
    def test_it_is_saved_and_can_act_on_no_page(self, begun: House) -> None:
        bring(begun.shen, name=f"{HOSTILE}.png")
        headers = begun.shen.browser.get(url()).headers
        assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%3Cimg")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "private, no-store"

    def test_staff_open_it_once_it_is_sent_and_their_client_sees_that(self, begun: House, act: Act) -> None:
        bring(begun.shen)
        place = f"/desk/clients/{begun.shen.id}/questionnaires/files/{ONE}"
        assert begun.manager.browser.get(place).status_code == 404
        assert finish(begun.shen, act, tongue=[line()]).status_code == 201
        assert begun.manager.browser.get(place).data == begun.shen.browser.get(url()).data
        assert begun.stranger.browser.get(place).status_code == 404
        other = f"/desk/clients/{begun.wang.id}/questionnaires/files/{ONE}"
        assert begun.manager.browser.get(other).status_code == 404
        with act():
            looks = records.access_log(client_id=begun.shen.id, after="", size=9).rows
        assert [look.what for look in looks] == ["questionnaire photos"]


class TestSaveDraft:
    def test_what_the_house_holds_takes_the_place_of_what_was_said(self, begun: House, act: Act) -> None:
        size = bring(begun.shen).get_json()["size"]
        said = say(begun.shen, act, tongue=[line(name="other.jpg", size=9, kind="image/jpeg")])
        assert said.get_json()["files"] == []
        assert draft(begun.shen)["raw"]["tongue"] == [line(size=size)]

    def test_a_file_that_is_not_here_is_no_answer_and_is_asked_for(self, begun: House, act: Act) -> None:
        assert say(begun.shen, act, tongue=[line()], note=["x"]).get_json()["files"] == [ONE]
        assert draft(begun.shen)["raw"] == {"tongue": [line()], "note": ["x"]}
        page = begun.shen.browser.get(PART).text
        assert "This file did not arrive. Please choose it again." in unescape(page)

    def test_nobody_hands_in_somebody_elses_file(self, begun: House, act: Act) -> None:
        bring(begun.wang)
        assert say(begun.shen, act, tongue=[line()]).get_json()["files"] == [ONE]
        answer = finish(begun.shen, act, tongue=[line()])
        assert (answer.status_code, answer.get_json()["issues"]) == (422, ["tongue"])

    def test_two_devices_with_other_files_are_both_kept_until_the_person_chooses(
        self, begun: House, act: Act
    ) -> None:
        for file_id in (ONE, TWO):
            bring(begun.shen, file_id)
        say(begun.shen, act, tongue=[line()])
        body = {"definition": version(act), "values": {"tongue": [line(TWO)]}, "revision": 0, "place": 1}
        other = begun.shen.browser.post(f"{PATH}/answers", json=body | {"token": "two"}, headers=JSON)
        assert other.get_json()["conflict"]
        assert unescape(begun.shen.browser.get(PART).text).count("tongue.png (") == 2


class TestTakeResponse:
    def test_the_response_holds_the_attachment_and_its_fingerprint(self, begun: House, act: Act) -> None:
        about = bring(begun.shen).get_json()
        assert finish(begun.shen, act, tongue=[line(size=1)]).status_code == 201
        assert sent(begun.shen, act) == [{"linkId": "tongue", "answer": [{"valueAttachment": about}]}]

    def test_a_file_that_did_not_come_is_named_and_the_same_is_taken_afterwards(
        self, begun: House, act: Act
    ) -> None:
        first = finish(begun.shen, act, tongue=[line()])
        assert first.status_code == 422
        assert (first.get_json()["issues"], first.get_json()["files"]) == (["tongue"], [ONE])
        bring(begun.shen)
        again = [finish(begun.shen, act, tongue=[line()]) for _ in range(2)]
        assert [one.status_code for one in again] == [201, 201]
        assert again[0].get_json() == again[1].get_json()

    @pytest.mark.parametrize(
        ("data", "name"),
        [(photo("JPEG"), "a.jpg"), (photo(edge=300, noisy=True), "b.png")],
        ids=["another kind", "too large"],
    )
    def test_what_a_question_does_not_take_is_no_answer_whatever_was_said_of_it(
        self, begun: House, act: Act, data: bytes, name: str
    ) -> None:
        bring(begun.shen)
        assert bring(begun.shen, TWO, data, name).status_code == 201
        answer = finish(begun.shen, act, tongue=[line()], reports=[line(TWO)])
        assert (answer.status_code, answer.get_json()["issues"]) == (422, ["reports"])

    def test_what_was_sent_stays_and_what_was_not_goes_with_its_draft(self, begun: House, act: Act) -> None:
        for file_id in (ONE, TWO):
            bring(begun.shen, file_id)
        say(begun.shen, act, tongue=[line()])
        mine = draft(begun.shen)
        body = {"draft": mine["id"], "revision": mine["revision"], "token": "one"}
        facts = {"definition": version(act), "values": {"tongue": [line()]}, "certify": True}
        begun.shen.browser.post(
            f"{PATH}/responses",
            json=facts | body | {"name": "Shen Zhihe"},
            headers=JSON | {"Idempotency-Key": "key-of-this-one"},
        )
        assert kept(act) == (1, 1)
        assert begun.shen.browser.get(url()).status_code == 200
        assert begun.shen.browser.get(url(TWO)).status_code == 404


class TestSaveSection:
    def test_a_file_comes_with_the_section_and_is_remembered(self, begun: House) -> None:
        answer = press(begun.shen, tongue=(BytesIO(photo()), "tongue.png"), note="hello")
        assert answer.status_code == 303
        page = begun.shen.browser.get(PART)
        (one,) = lines(page)
        assert one.endswith(" image/png tongue.png")
        assert "tongue.png (" in begun.shen.browser.get(f"{PATH}/review").text
        assert press(begun.shen, tongue=one).status_code == 303
        assert lines(begun.shen.browser.get(PART)) == [one]
        assert press(begun.shen).status_code == 303
        assert lines(begun.shen.browser.get(PART)) == []

    def test_another_takes_its_place_where_one_is_asked_for(self, begun: House) -> None:
        for name in ("first.png", "second.png"):
            given = [*lines(begun.shen.browser.get(PART)), (BytesIO(photo()), name)]
            assert press(begun.shen, tongue=given).status_code == 303
        (one,) = lines(begun.shen.browser.get(PART))
        assert one.endswith("second.png")

    def test_what_is_refused_says_why_and_the_others_stay(self, begun: House, act: Act) -> None:
        given = [(BytesIO(attached.document()), "blood.pdf"), (BytesIO(b"nothing"), "x.pdf")]
        answer = press(begun.shen, tongue=(BytesIO(photo()), "tongue.png"), reports=given, note="kept")
        assert answer.status_code == 422
        assert 'href="#q-reports"' in answer.text
        assert "neither a PDF nor a photo" in answer.text
        for page in (answer, begun.shen.browser.get(PART)):
            assert len(lines(page)) == len(lines(page, "reports")) == 1
        assert draft(begun.shen)["raw"]["note"] == ["kept"]
        assert kept(act)[0] == 2

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (photo("JPEG"), "This is neither a photo nor a PDF"),
            (photo(edge=300, noisy=True), "This file is larger than 59 KB"),
        ],
    )
    def test_the_limits_of_the_question_are_told_in_words(
        self, begun: House, act: Act, data: bytes, words: str
    ) -> None:
        page = begun.shen.browser.get(PART).text
        assert 'name="q-reports" accept="image/png,application/pdf" multiple>' in page
        assert "A photo or a PDF, at most 59 KB." in page
        answer = press(begun.shen, reports=(BytesIO(data), "x.png"))
        assert answer.status_code == 422
        assert words in answer.text
        assert MOST == 60_000
        assert kept(act) == (0, 0)

    def test_more_than_may_be_are_kept_and_told(self, begun: House) -> None:
        given = [(BytesIO(photo(edge=edge)), f"{edge}.png") for edge in (5, 6, 7)]
        answer = press(begun.shen, reports=given)
        assert answer.status_code == 422
        assert "Please give at most 2 answers." in answer.text
        assert len(lines(begun.shen.browser.get(PART), "reports")) == 3

    def test_a_file_chosen_without_a_vault_is_kept_at_once_and_shown(self, begun: House) -> None:
        given = {"q-tongue": ["", (BytesIO(photo()), "tongue.png")]}
        answer = begun.shen.browser.post(
            PART, data=hidden(begun.shen.browser.get(PART)) | given, headers=HTMX
        )
        assert answer.headers["HX-Retarget"] == "#questionnaires-section"
        assert len(lines(answer)) == 1

    def test_a_name_is_inert_wherever_it_stands(self, begun: House, act: Act) -> None:
        press(begun.shen, tongue=(BytesIO(photo()), f"{HOSTILE}.png"))
        pages = [begun.shen.browser.get(path).text for path in (PART, f"{PATH}/review")]
        assert finish(begun.shen, act, tongue=draft(begun.shen)["raw"]["tongue"]).status_code == 201
        with act():
            row = queries.latest_response(client_id=begun.shen.id, code="photos")
            assert row
        base = f"/desk/clients/{begun.shen.id}/questionnaires/{row.id}"
        pages += [
            begun.shen.browser.get(f"/questionnaires/answers/{row.id}{end}").text for end in ("", "/print")
        ]
        pages += [begun.manager.browser.get(path).text for path in (base, f"{base}/print")]
        for page in pages:
            assert "<img" not in page
            assert HOSTILE in unescape(page)
        table = begun.manager.browser.get(f"{base}/table")
        assert HOSTILE in table.text
        assert not re.search(r'(^|[,"])[=+@-]', table.text)


class TestSavePaper:
    def test_staff_add_what_came_with_the_paper_form_and_open_it_before_it_is_sent(
        self, people: House, act: Act
    ) -> None:
        with act():
            publish(FORM)
        base = f"/desk/clients/{people.wang.id}/questionnaires"
        path, desk = f"{base}/photos/paper", people.manager.browser
        assert desk.post(f"{path}/begin", data={"agree": "y"}).status_code == 303
        given = {
            "q-tongue": ["", (BytesIO(photo()), "tongue.png")],
            "q-reports": ["", (BytesIO(b"x"), "x.pdf")],
        }
        refused = desk.post(path, data=hidden(desk.get(path)) | given | {"go": "check"})
        assert refused.status_code == 422
        assert 'href="#q-reports"' in refused.text
        (held,) = lines(desk.get(path))
        page = desk.get(f"{path}/check").text
        (place,) = re.findall(rf'href="({base}/files/[^"]*)"', page)
        assert place.endswith(held.split(" ")[0])
        assert desk.get(place).status_code == 200
        assert people.stranger.browser.get(place).status_code == 404

    def test_a_file_chosen_while_typing_is_kept_at_once_and_shown(self, people: House, act: Act) -> None:
        with act():
            publish(FORM)
        path = f"/desk/clients/{people.wang.id}/questionnaires/photos/paper"
        desk = people.manager.browser
        desk.post(f"{path}/begin", data={"agree": "y"})
        given = {"q-tongue": ["", (BytesIO(photo()), "tongue.png")]}
        answer = desk.post(path, data=hidden(desk.get(path)) | given, headers=HTMX)
        assert path in answer.headers["HX-Location"]
        assert len(lines(desk.get(path))) == 1


class TestPrintBlank:
    def test_a_paper_form_says_what_is_to_be_added_to_it(self, begun: House) -> None:
        page = begun.shen.browser.get(f"{PATH}/print").text
        assert page.count("☐ added to this form: a copy or a photo, with your name on it") == 2


class TestExport:
    def test_the_record_names_its_files_and_holds_them_where_that_is_asked_for(
        self, begun: House, act: Act
    ) -> None:
        about = bring(begun.shen).get_json()
        finish(begun.shen, act, tongue=[line()])
        with act():
            row = queries.latest_response(client_id=begun.shen.id, code="photos")
            assert row
            plain, whole = row.response, queries.with_contents(row.response)
        copy = begun.shen.browser.get(url()).data
        answer = whole["item"][0]["item"][0]["answer"]
        assert answer == [{"valueAttachment": about | {"data": base64.b64encode(copy).decode()}}]
        assert "data" not in plain["item"][0]["item"][0]["answer"][0]["valueAttachment"]
        assert validate(queries.parsed(row.definition_id), whole) == []


class TestForget:
    def test_files_go_with_a_deleted_draft(self, begun: House, act: Act) -> None:
        bring(begun.shen)
        say(begun.shen, act, tongue=[line()])
        bring(begun.wang, THREE)
        with act():
            services.delete_draft(client_id=begun.shen.id, code="photos", actor_id=begun.shen.account_id)
        assert kept(act) == (1, 1)
        assert begun.wang.browser.get(url(THREE)).status_code == 200

    def test_what_belongs_to_no_draft_and_was_never_sent_goes_in_the_end(
        self, begun: House, act: Act
    ) -> None:
        bring(begun.shen)
        finish(begun.shen, act, tongue=[line()])
        bring(begun.shen, TWO)
        bring(begun.wang, THREE)
        with time_machine.travel(clock.now() + timedelta(days=98)), act():
            services.sweep_files(jobs.Task("", "questionnaires.left_files", {}, 1))
        with act():
            left = set(db.session.scalars(select(AttachedFile.id)))
        assert left == {ONE, THREE}


class TestAmend:
    def test_a_correction_keeps_the_file_or_takes_another(self, begun: House, act: Act) -> None:
        bring(begun.shen)
        finish(begun.shen, act, tongue=[line()])
        with act():
            row = queries.latest_response(client_id=begun.shen.id, code="photos")
            assert row
        begun.shen.browser.post(f"/questionnaires/answers/{row.id}/correct")
        (old,) = lines(begun.shen.browser.get(PART))
        assert press(begun.shen, tongue=old, note="more").status_code == 303
        page = begun.shen.browser.get(f"{PATH}/review").text
        key = re.search(r'name="_key" value="([^"]*)"', page)
        facts = {"certify": "y", "name": "Shen Zhihe", "why": "forgot", "_key": key[1] if key else ""}
        assert begun.shen.browser.post(f"{PATH}/review", data=facts).status_code == 303
        assert [one["linkId"] for one in sent(begun.shen, act)] == ["tongue", "note"]
        assert kept(act) == (1, 1)

    def test_staff_add_a_file_under_their_own_name(self, begun: House, act: Act) -> None:
        bring(begun.shen)
        finish(begun.shen, act, tongue=[line()])
        with act():
            row = queries.latest_response(client_id=begun.shen.id, code="photos")
            assert row
        path = f"/desk/clients/{begun.shen.id}/questionnaires/{row.id}/correct"
        fields = {"q-tongue": lines(begun.manager.browser.get(path)), "why": ""}
        given = {"q-reports": ["", (BytesIO(attached.document()), "blood.pdf")]}
        first = begun.manager.browser.post(path, data=fields | given)
        assert first.status_code == 422
        (report,) = lines(first, "reports")
        second = {**fields, "q-reports": report, "why": "came by post"}
        assert begun.manager.browser.post(path, data=second).status_code == 303
        assert [one["linkId"] for one in sent(begun.shen, act)] == ["tongue", "reports"]
