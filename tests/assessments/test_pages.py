"""The client's report and the review desk over HTTP: what each shows, refuses and keeps."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Act, SignIn, new_client
from tests.factories import assessments as make
from tests.factories.company import in_charge, somebody
from tests.factories.exams import NOW, a_client, a_staff_member, a_world
from webapp.accounts.rules import Role
from webapp.assessments import queries
from webapp.clients.models import Client
from webapp.clients.rules import Capacity
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation.models import Branch, Staff
from webapp.records import queries as records

pytestmark = pytest.mark.usefixtures("app")


class Scene:
    """One client with a draft; browsers of the client, two managers, a stranger client and another branch."""

    def __init__(self, app: Flask, act: Act, sign_in: SignIn, **figures: str) -> None:
        self.app, self.act, self.sign_in = app, act, sign_in
        with clock.at(NOW), act():
            found = make.a_round()
            make.answers_come_back(found)
            make.results_come_in(found, **figures)
            draft = make.drafted(found)
            assert draft
            self.id, self.client_id = draft.id, found.client.id
            other, far = a_client(found.world), a_staff_member(a_world(), Role.HEALTH_MANAGER)
            people = (found.client, found.manager, other, far)
            accounts = [person.account_id for person in people]
        self.client, self.manager, self.other, self.far = (self.browser(one) for one in accounts)

    def browser(self, account_id: str | None) -> FlaskClient:
        assert account_id
        return self.sign_in(new_client(self.app), account_id)

    def path(self, act: str = "") -> str:
        return f"/desk/assessments/{self.id}{'/' + act if act else ''}"

    def released(self) -> None:
        assert (
            self.manager.post(self.path("review"), data={"comment": "Walk a little more."}).status_code == 303
        )
        assert self.manager.post(self.path("release")).status_code == 303

    def alert_path(self) -> str:
        with self.act():
            (alert,) = queries.open_alerts(client_id=self.client_id)
            return f"/desk/assessments/clients/{self.client_id}/alerts/{alert.id}"


def a_doctor_of(client_id: str, *, chosen: bool) -> Staff:
    """Hire a family doctor of the client's branch, whom the client chose or not."""
    client = db.session.get_one(Client, client_id)
    doctor = somebody(db.session.get_one(Branch, client.branch_id), Role.FAMILY_DOCTOR)
    if chosen:
        in_charge(client, doctor, Capacity.FAMILY_DOCTOR)
    return doctor


def agree(scene: Scene, *, give: bool) -> None:
    """Let the client agree to share with the doctor, or take it back."""
    act = "give" if give else "withdraw"
    assert scene.client.post(f"/me/consents/SHARE_WITH_DOCTOR/{act}").status_code == 303


@pytest.fixture
def scene(app: Flask, act: Act, sign_in: SignIn) -> Scene:
    return Scene(app, act, sign_in)


class TestReport:
    def test_before_release_the_client_is_told_what_comes_next(self, scene: Scene) -> None:
        page = scene.client.get("/assessments")
        assert "Your first summary is still to come" in page.text
        assert scene.client.get(f"/assessments/{scene.id}").status_code == 404

    @pytest.mark.parametrize("language", ["en", "zh-Hans"])
    def test_the_summary_stands_first_then_the_six_parts(self, scene: Scene, language: str) -> None:
        scene.released()
        scene.client.post("/language", data={"language": language, "back": "/"})
        page = scene.client.get(f"/assessments/{scene.id}").text
        parts = ["Part 1", "Part 2", "Part 3", "Part 4", "Part 5", "Part 6"]
        if language != "en":
            parts = [f"第{n}部分" for n in "一二三四五六"]
        places = [page.index(words) for words in ['class="lead"', *parts]]
        assert places == sorted(places)
        assert page.count('class="lead"') == 3

    def test_it_says_what_it_is_not(self, scene: Scene) -> None:
        scene.released()
        page = scene.client.get(f"/assessments/{scene.id}").text
        assert "This is not a diagnosis. It does not say how long anybody will live." in page
        assert "not yet been signed by a clinician" in page
        assert "WHO charts for East Asia" in page

    def test_the_reviewers_words_and_the_hundred_people_are_shown(self, scene: Scene) -> None:
        scene.released()
        page = scene.client.get(f"/assessments/{scene.id}").text
        assert "Walk a little more." in page
        assert 'class="people"' in page
        assert re.search(r"Of 100 people like you, about \d+ fall ill", page)

    def test_an_english_report_shows_no_chinese(self, scene: Scene) -> None:
        scene.released()
        page = scene.client.get(f"/assessments/{scene.id}").text
        body = re.sub(r"<[^>]*>", "", page[page.index("<main") : page.index("</main>")])
        assert re.findall(r"[\u4e00-\u9fff]+", body) == []

    def test_the_paper_has_everything_open(self, scene: Scene) -> None:
        scene.released()
        page = scene.client.get(f"/assessments/{scene.id}/print").text
        assert "<details" not in page
        assert "China-PAR study, Yang X et al., 2016" in page

    def test_no_reader_meets_a_citation_of_a_citation(self, scene: Scene) -> None:
        scene.released()
        scene.client.post("/language", data={"language": "zh-Hans", "back": "/"})
        page = scene.client.get(f"/assessments/{scene.id}").text
        assert "cited as" not in page
        assert "et al" not in page

    def test_somebody_elses_report_is_not_there(self, scene: Scene) -> None:
        scene.released()
        other = scene.other
        for path in (f"/assessments/{scene.id}", f"/assessments/{scene.id}/print"):
            assert other.get(path).status_code == 404
        assert other.get("/assessments").text.count(scene.id) == 0

    def test_staff_do_not_enter_the_clients_pages_nor_clients_the_desk(self, scene: Scene) -> None:
        assert scene.manager.get("/assessments").status_code == 403
        assert scene.client.get("/desk/assessments").status_code == 403
        assert scene.client.get(scene.path()).status_code == 403


class TestDesk:
    def test_the_work_list_sorts_by_what_is_to_be_done(self, scene: Scene) -> None:
        assert scene.path() in scene.manager.get("/desk/assessments").text
        assert scene.path() not in scene.manager.get("/desk/assessments?view=release").text
        scene.manager.post(scene.path("review"), data={"comment": ""})
        assert scene.path() in scene.manager.get("/desk/assessments?view=release").text

    def test_an_unknown_view_or_cursor_is_no_crash(self, scene: Scene) -> None:
        assert scene.manager.get("/desk/assessments?view=x").status_code == 400
        assert scene.manager.get("/desk/assessments?after=nonsense").status_code == 200

    def test_a_draft_shows_figures_with_their_models(self, scene: Scene) -> None:
        page = scene.manager.get(scene.path()).text
        for words in ("Circulation 2016;134:1430-1440", "PREVENT", "From the exam", "Mark as reviewed"):
            assert words in page

    def test_reading_a_draft_is_a_line_in_the_clients_access_log(self, scene: Scene) -> None:
        scene.manager.get(scene.path())
        with scene.act():
            rows = records.access_log(client_id=scene.client_id).rows
            assert "assessment" in [row.what for row in rows]

    def test_a_refused_form_that_shows_the_draft_is_a_line_too(self, scene: Scene) -> None:
        answer = scene.manager.post(scene.path("review"), data={"comment": "x" * 2001})
        assert answer.status_code == 422
        with scene.act():
            assert [row.what for row in records.access_log(client_id=scene.client_id).rows] == ["assessment"]

    def test_a_family_doctor_sees_only_clients_who_chose_them_and_agree(self, scene: Scene) -> None:
        with scene.act():
            mine, other = (a_doctor_of(scene.client_id, chosen=chosen) for chosen in (True, False))
        desk = scene.browser(mine.account_id)
        assert scene.path() not in desk.get("/desk/assessments").text
        agree(scene, give=True)
        assert scene.path() in desk.get("/desk/assessments").text
        assert scene.path() not in scene.browser(other.account_id).get("/desk/assessments").text
        agree(scene, give=False)
        assert scene.path() not in desk.get("/desk/assessments").text

    def test_an_overlong_comment_comes_back_with_its_words(self, scene: Scene) -> None:
        answer = scene.manager.post(scene.path("review"), data={"comment": "x" * 2001})
        assert answer.status_code == 422
        assert "x" * 2001 in answer.text

    def test_released_twice_is_refused_in_words(self, scene: Scene) -> None:
        scene.released()
        answer = scene.manager.post(scene.path("release"))
        assert answer.status_code == 409
        assert "moved on" in answer.text

    def test_another_branch_finds_nothing(self, scene: Scene) -> None:
        far = scene.far
        assert far.get(scene.path()).status_code == 404
        for act in ("review", "release", "again"):
            assert far.post(scene.path(act), data={"comment": ""}).status_code == 404
        assert far.get(f"/desk/assessments/clients/{scene.client_id}/alerts").status_code == 404
        assert scene.path() not in far.get("/desk/assessments").text

    def test_working_it_out_again_opens_the_new_draft(self, scene: Scene) -> None:
        answer = scene.manager.post(scene.path("again"))
        assert answer.status_code == 303
        assert scene.id not in answer.headers["Location"]
        assert scene.manager.get(answer.headers["Location"]).status_code == 200


class TestCriticalValue:
    def test_it_blocks_review_until_somebody_records_what_was_done(
        self, app: Flask, act: Act, sign_in: SignIn
    ) -> None:
        scene = Scene(app, act, sign_in, sbp="188")
        assert scene.manager.post(scene.path("review"), data={"comment": ""}).status_code == 409
        path = scene.alert_path()
        empty = scene.manager.post(path, data={"note": "  "})
        assert empty.status_code == 422
        assert 'aria-invalid="true"' in empty.text
        assert scene.manager.post(path, data={"note": "Called; sees a doctor today."}).status_code == 303
        scene.released()
        page = scene.client.get(f"/assessments/{scene.id}").text
        assert page.index("Please see to this first") < page.index('class="lead"')
        assert "call 120 at once" in page

    def test_a_model_without_a_figure_is_a_sentence_on_both_pages(
        self, app: Flask, act: Act, sign_in: SignIn
    ) -> None:
        scene = Scene(app, act, sign_in, sbp="204")
        assert "outside the range" in scene.manager.get(scene.path()).text
        scene.manager.post(scene.alert_path(), data={"note": "Called."})
        scene.released()
        assert "outside the range" in scene.client.get(f"/assessments/{scene.id}").text
