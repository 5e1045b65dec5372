"""Important abnormal results: a task with a clock, tracked until closed, one deed with the report's alert (X1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.exams.test_desk import MORNING, SHEET, Scene, text
from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.assessments import services as assessments
from webapp.assessments.models import CriticalAlert
from webapp.exams import queries, services
from webapp.exams.models import ExamReport, ImportantResult, ImportantStep, Result
from webapp.exams.rules.sheet import Typed
from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.notices.models import Notice
from webapp.records.models import AccessEntry

SAID = "Called at 10:40, sees a doctor today."


@pytest.fixture
def scene(app, act, sign_in):
    with clock.at(MORNING):
        scene = Scene(app, act, sign_in)
        scene.own = scene.browser(scene.client)
        scene.check_in()
        yield scene


def results(scene, **figures):
    fields = {f"v-{code}": figure for code, figure in figures.items()}
    assert scene.save(act="hand_in", **SHEET | fields).status_code == 303
    report = scene.row(ExamReport)
    assert scene.verify(scene.second, report).status_code == 303
    return report


def note(scene, act, browser=None, words=SAID, path=""):
    path = path or f"/desk/exams/important/{scene.row(ImportantResult).id}/steps"
    return (browser or scene.first).post(path, data={"act": act, "words": words})


def kinds(scene):
    return [row.kind for row in scene.rows(Notice)]


class TestOpenFound:
    def test_a_grave_figure_opens_a_task_and_tells_everybody_once(self, scene):
        report = results(scene, sbp="186")
        task = scene.row(ImportantResult)
        assert (task.code, task.level, task.due_at) == ("sbp", "A", MORNING + timedelta(hours=4))
        assert kinds(scene).count("EXAM_IMPORTANT") == 2  # both health managers: nobody looks after her yet
        assert "CRITICAL" not in kinds(scene)
        assert "186 mmHg" in text(scene.first.get("/desk/exams/important"))
        page = text(scene.own.get(f"/exams/results/{report.id}"))
        assert "Please see a doctor today" in page

    def test_usual_figures_open_none(self, scene):
        report = results(scene)
        assert scene.rows(ImportantResult) == []
        assert "Please see a doctor" not in text(scene.own.get(f"/exams/results/{report.id}"))

    def test_a_finding_in_words_is_followed_when_somebody_says_so(self, scene):
        fields = SHEET | {"v-f_ecg": "ABNORMAL", "w-f_ecg": "Atrial fibrillation"}
        scene.save(act="hand_in", **fields)
        report = scene.row(ExamReport)
        scene.verify(scene.second, report)
        line = next(row for row in scene.rows(Result) if row.code == "f_ecg")
        path = f"/desk/exams/results/{line.id}/important"
        assert path in text(scene.first.get(f"/desk/exams/reports/{report.id}"))
        assert scene.first.post(path).status_code == 303
        assert scene.first.post(path).status_code == 409
        assert scene.row(ImportantResult).level == "B"


class TestNoteStep:
    def test_it_is_tracked_from_the_call_to_what_the_doctor_said(self, scene):
        results(scene, sbp="186")
        assert note(scene, "SAW_DOCTOR").status_code == 409
        assert note(scene, "NO_ANSWER").status_code == 303
        assert note(scene, "TOLD").status_code == 303
        assert scene.row(ImportantResult).due_at == MORNING + timedelta(days=1)
        assert note(scene, "SAW_DOCTOR", words="Pills").status_code == 303
        task = scene.row(ImportantResult)
        assert (task.ending, len(scene.rows(ImportantStep))) == ("SAW_DOCTOR", 3)
        assert note(scene, "NOTE").status_code == 409
        assert "186 mmHg" not in text(scene.first.get("/desk/exams/important"))

    @pytest.mark.parametrize("fields", [{"words": " "}, {"act": ""}, {"act": "CORRECTED"}])
    def test_a_step_says_what_and_with_whom(self, scene, fields):
        results(scene, sbp="186")
        answer = note(scene, **{"act": "TOLD", **fields})
        assert answer.status_code == 422
        assert scene.rows(ImportantStep) == []

    def test_others_find_nothing_and_looks_are_noted(self, scene):
        results(scene, sbp="186")
        path = f"/desk/exams/important/{scene.row(ImportantResult).id}"
        with scene.act():
            stranger = make.a_staff_member(make.a_world(), Role.HEALTH_MANAGER)
        other = scene.browser(stranger)
        assert other.get(path).status_code == 404
        assert note(scene, "TOLD", other).status_code == 404
        assert "186 mmHg" not in text(other.get("/desk/exams/important"))
        for browser in (scene.own, scene.desk):
            assert browser.get(path).status_code == 403
        before = len(scene.rows(AccessEntry))
        scene.first.get("/desk/exams/important")
        assert len(scene.rows(AccessEntry)) == before + 1


class TestOneDeed:
    """ADR 10: the task of the exam room and the alert that holds the report back."""

    def test_who_told_the_client_has_acted_on_the_alert(self, scene):
        results(scene, sbp="186")
        assert scene.row(CriticalAlert).handled_at is None
        note(scene, "TOLD")
        assert scene.row(CriticalAlert).note == SAID

    def test_who_acted_on_the_alert_has_told_the_client(self, scene):
        results(scene, sbp="186")
        alert = scene.row(CriticalAlert)
        with scene.act():
            staff = make.a_staff_member(scene.world, Role.HEALTH_MANAGER)
            assessments.handle_alert(
                alert_id=alert.id,
                client_id=scene.client.id,
                note=SAID,
                staff_id=staff.id,
                actor_id=staff.account_id,
            )
        task, step = scene.row(ImportantResult), scene.row(ImportantStep)
        assert (task.ending, step.act, step.words) == (None, "TOLD", SAID)
        assert task.told_at


class TestFollowCorrection:
    def test_a_corrected_figure_closes_or_opens_its_task(self, scene):
        results(scene, sbp="186")
        with scene.act():
            people = [make.a_staff_member(scene.world, Role.HEALTH_MANAGER) for _ in range(2)]
        for figure, endings in (("136", ["CORRECTED"]), ("190", ["CORRECTED", None])):
            with scene.act():
                correct(scene, people, figure)
            assert [row.ending for row in scene.rows(ImportantResult)] == endings


def correct(scene, people, figure):
    line = next(row for row in queries.results_of(scene.row(ExamReport).id) if row.code == "sbp")
    first, second = people
    asked = services.propose_correction(
        result_id=line.id,
        branch_id=line.branch_id,
        typed=Typed(figure),
        not_done=False,
        reason="Misread",
        staff_id=first.id,
        actor_id=first.account_id,
    )
    services.confirm_correction(
        asked=queries.correction(asked, branch_id=line.branch_id),
        staff_id=second.id,
        actor_id=second.account_id,
    )


class TestRemindOfLate:
    def test_owner_and_manager_are_reminded_once_for_each_clock(self, scene):
        results(scene, sbp="186")
        with scene.act():
            make.a_staff_member(scene.world, Role.BRANCH_MANAGER)
        before = kinds(scene).count("EXAM_IMPORTANT")
        for hours, more in ((3, 0), (5, 3), (6, 3)):
            with clock.at(MORNING + timedelta(hours=hours)), scene.act():
                services.remind_of_late(jobs.Task("", "exams.late_important", {}, 1))
            assert kinds(scene).count("EXAM_IMPORTANT") == before + more

    def test_what_was_done_is_never_rewritten(self, scene):
        results(scene, sbp="186")
        note(scene, "NO_ANSWER")
        with scene.app.app_context():
            for change in ("DELETE FROM exam_important_step", "DELETE FROM exam_important"):
                with pytest.raises(Exception, match="exam_important"):
                    db.session.execute(db.text(change))
                db.session.rollback()
