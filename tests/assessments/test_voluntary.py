"""The assessment is voluntary; what was released is handed over and stays when it is worked out anew (§7, S5)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError
from werkzeug.test import TestResponse

from tests.assessments.test_pages import Scene
from tests.conftest import Act, SignIn
from tests.factories import assessments as make
from tests.factories.exams import NOW
from webapp.assessments import queries, services
from webapp.assessments.models import Assessment, Delivery
from webapp.assessments.refusals import OptedOut
from webapp.kernel import clock
from webapp.kernel.db import db

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def scene(app: Flask, act: Act, sign_in: SignIn) -> Scene:
    return Scene(app, act, sign_in)


@pytest.fixture
def released(scene: Scene) -> Scene:
    scene.released()
    return scene


def choose(scene: Scene, what: str) -> TestResponse:
    return scene.client.post(f"/assessments/{what}")


class TestOptOut:
    def test_a_client_says_no_and_the_desk_sees_it(self, scene: Scene) -> None:
        assert choose(scene, "opt-out").headers["Location"] == "/assessments"
        assert "You want no assessment this year." in scene.client.get("/assessments").text
        assert "wants no assessment this year" in scene.manager.get("/desk/assessments?view=review").text
        assert "The client wants none." in scene.manager.get(scene.path()).text

    def test_a_draft_of_somebody_who_said_no_is_neither_reviewed_nor_released(self, scene: Scene) -> None:
        choose(scene, "opt-out")
        refused = scene.manager.post(scene.path("review"), data={"comment": ""})
        assert refused.status_code == 409
        assert "Only the client can take that back." in refused.text

    def test_it_can_be_taken_back_and_said_again(self, scene: Scene) -> None:
        for what in ("opt-out", "opt-out", "opt-in", "opt-in", "opt-out", "opt-in"):
            assert choose(scene, what).status_code == 303
        scene.released()
        assert scene.client.get(f"/assessments/{scene.id}").status_code == 200

    def test_staff_cannot_choose_for_a_client(self, scene: Scene) -> None:
        assert scene.manager.post("/assessments/opt-out").status_code == 403


class TestOptedOutBefore:
    @pytest.fixture
    def found(self, inside: object) -> make.Round:
        with clock.at(NOW):
            return make.a_round()

    def choose(self, found: make.Round, what: str) -> None:
        who = {"client_id": found.client.id, "branch_id": found.client.branch_id}
        getattr(services, what)(**who, actor_id=found.client.account_id)

    def test_nothing_is_worked_out_until_the_client_takes_it_back(self, found: make.Round) -> None:
        with clock.at(NOW):
            self.choose(found, "opt_out")
            make.answers_come_back(found)
            make.results_come_in(found)
            assert make.drafted(found) is None
            self.choose(found, "opt_in")
            assert make.drafted(found) is not None

    def test_a_critical_value_is_told_all_the_same(self, found: make.Round) -> None:
        with clock.at(NOW):
            self.choose(found, "opt_out")
            make.answers_come_back(found)
            make.results_come_in(found, sbp="190")
            assert queries.open_alerts(client_id=found.client.id)

    def test_the_desk_cannot_work_it_out_either(self, found: make.Round) -> None:
        with clock.at(NOW):
            make.answers_come_back(found)
            make.results_come_in(found)
            draft = make.drafted(found)
            assert draft
            self.choose(found, "opt_out")
            with pytest.raises(OptedOut):
                services.generate(case_id=draft.case_id, branch_id=draft.branch_id, actor_id="")


def hand_over(scene: Scene, **told: str) -> TestResponse:
    form = {"way": "PRINTED", "delivered_on": clock.today().isoformat(), "to_whom": "her daughter"}
    return scene.manager.post(scene.path("deliveries"), data=form | told)


class TestNoteDelivery:
    def test_it_says_how_when_and_to_whom(self, released: Scene) -> None:
        assert "Nobody has noted yet" in released.manager.get(released.path()).text
        assert hand_over(released).status_code == 303
        assert "On paper, by hand: her daughter" in released.manager.get(released.path()).text

    def test_a_draft_cannot_be_handed_over(self, scene: Scene) -> None:
        assert hand_over(scene).status_code == 409

    @pytest.mark.parametrize("days", [-400, 1])
    def test_not_before_the_release_nor_tomorrow(self, released: Scene, days: int) -> None:
        day: date = clock.today() + timedelta(days=days)
        refused = hand_over(released, delivered_on=day.isoformat())
        assert refused.status_code == 409
        assert "between the day of release and today" in refused.text

    def test_what_is_missing_is_named_and_the_rest_kept(self, released: Scene) -> None:
        refused = hand_over(released, to_whom="", way="POST")
        assert refused.status_code == 422
        assert 'value="POST" checked' in refused.text

    def test_a_note_is_never_changed(self, released: Scene) -> None:
        hand_over(released)
        with pytest.raises(DatabaseError, match="assessment_delivery"), released.act():
            db.session.execute(update(Delivery).values(way="POST"))

    def test_another_branch_notes_nothing(self, released: Scene) -> None:
        form = {"way": "PRINTED", "delivered_on": "2026-11-20", "to_whom": "x"}
        assert released.far.post(released.path("deliveries"), data=form).status_code == 404


class TestWorkOutAgain:
    def test_a_released_report_stays_and_a_new_one_is_made_beside_it(self, released: Scene) -> None:
        again = released.manager.post(released.path("again"))
        second = again.headers["Location"].rpartition("/")[2]
        assert second != released.id
        for act in ("review", "release"):
            assert (
                released.manager.post(f"/desk/assessments/{second}/{act}", data={"comment": ""}).status_code
                == 303
            )
        for report in (released.id, second):
            assert released.client.get(f"/assessments/{report}").status_code == 200
        with released.act():
            assert [one.id for one in queries.released(client_id=released.client_id)] == [second, released.id]

    def test_it_uses_up_no_second_right_and_knows_the_earlier_result(self, released: Scene) -> None:
        with clock.at(make.AFTER_EXAM + timedelta(days=1)), released.act():
            kept = queries.assessment(released.id)
            assert kept
            services.generate(case_id=kept.case_id, branch_id=kept.branch_id, actor_id="")
            case = queries.running_case(client_id=released.client_id)
            assert case
            new = queries.open_assessment(case_id=case.id)
            assert new
            assert queries.released_before(new)
            earlier = queries.earlier(new)
            assert earlier
            assert earlier.id == released.id


class TestCompare:
    def test_a_first_result_has_nothing_beside_it(self, released: Scene) -> None:
        assert released.manager.get(released.path("compare")).status_code == 404
        assert "Side by side" not in released.manager.get(released.path()).text

    def test_what_a_new_version_changed_is_marked_and_the_old_stays_readable(self, released: Scene) -> None:
        second = worked_out_by_a_newer_version(released)
        path = f"/desk/assessments/{second}"
        assert "Side by side with the earlier result" in released.manager.get(path).text
        page = released.manager.get(f"{path}/compare").text
        assert "1 thing differs." in page
        assert re.search(r"· 2020</td><td>[^<]*· 2031</td>", page)
        assert released.manager.get(released.path()).status_code == 200

    def test_only_who_reaches_the_client_compares(self, released: Scene) -> None:
        second = worked_out_by_a_newer_version(released)
        assert released.far.get(f"/desk/assessments/{second}/compare").status_code == 404
        assert released.client.get(f"/desk/assessments/{second}/compare").status_code == 403


def worked_out_by_a_newer_version(scene: Scene) -> str:
    """Work the same inputs out once more, as if CDRS had become the version of 2031."""
    with clock.at(make.AFTER_EXAM + timedelta(days=1)), scene.act():
        kept = queries.assessment(scene.id)
        assert kept
        cdrs = kept.result["parts"]["5_disease_risk"]["cdrs"]
        newer = {**cdrs, "model": {**cdrs["model"], "version": "2031"}}
        risks = {**kept.result["parts"]["5_disease_risk"], "cdrs": newer}
        result = {**kept.result, "parts": {**kept.result["parts"], "5_disease_risk": risks}}
        names = ("branch_id", "client_id", "case_id", "examined_on", "answered_on", "inputs", "versions")
        row = Assessment(**{name: getattr(kept, name) for name in names}, result=result)
        db.session.add(row)
        db.session.flush()
        return row.id
