"""Corrections of verified results: with a reason, by two people, the original stays (X1)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import text as sql

from tests.exams.test_desk import MORNING, Scene, text
from tests.factories import exams as make
from webapp.accounts.rules import Role
from webapp.exams import queries
from webapp.exams.models import Correction, ExamReport, Result
from webapp.exams.rules.catalogue import lab_items
from webapp.exams.rules.corrections import following, may_decide, read_correction
from webapp.exams.rules.flags import Flag, Range
from webapp.exams.rules.readings import Misread, Slip
from webapp.exams.rules.sheet import Person, Reading, Typed
from webapp.home.presenters.paper.exams import results
from webapp.kernel import clock, i18n
from webapp.kernel.db import db
from webapp.notices.models import Notice
from webapp.organisation import queries as organisation
from webapp.records import queries as records

NO_RANGE = Range()
WHY = "The printed report says 136, not 146."


class TestReadCorrection:
    PERSON = Person("male", 58)

    def read(self, typed, *, printed=NO_RANGE, own=(), not_done=False):
        lab = lab_items()["fpg"]
        return read_correction(lab, typed, not_done=not_done, person=self.PERSON, printed=printed, own=own)

    def test_it_is_judged_by_the_range_that_was_used_the_first_time(self):
        printed = Range(low=Decimal("3.9"), high=Decimal("5.0"))
        own = (Range(high=Decimal("9")),)
        assert self.read(Typed("5.6"), printed=printed, own=own).flag is Flag.HIGH
        assert self.read(Typed("5.6"), own=own).flag is Flag.NORMAL

    def test_an_empty_or_impossible_figure_is_refused(self):
        for typed, slip in ((Typed(), Slip.MISSING), (Typed("5900"), Slip.IMPOSSIBLE)):
            with pytest.raises(Misread) as misread:
                self.read(typed)
            assert misread.value.slip is slip

    def test_not_carried_out_holds_no_figure(self):
        assert self.read(Typed(), not_done=True).flag is Flag.NOT_DONE
        with pytest.raises(Misread):
            self.read(Typed("5.6"), not_done=True)

    def test_the_body_mass_index_follows_height_and_weight(self):
        height, weight, bmi = (
            Reading(code, Flag.UNRATED, value=Decimal(value))
            for code, value in (("height", "172"), ("weight", "74.5"), ("bmi", "25.2"))
        )
        lighter = Reading("weight", Flag.UNRATED, value=Decimal("64.5"))
        found = following([height, weight, bmi], lighter, self.PERSON)
        assert [str(one.value) for one in found] == ["21.8"]
        gone = Reading("weight", Flag.NOT_DONE)
        assert [one.flag for one in following([height, weight, bmi], gone, self.PERSON)] == [Flag.NOT_DONE]

    def test_who_asked_does_not_decide(self):
        assert not may_decide(proposed_by="a", person="a")
        assert may_decide(proposed_by="a", person="b")


@pytest.fixture
def scene(app, act, sign_in):
    with clock.at(MORNING):
        scene = Scene(app, act, sign_in)
        scene.own = scene.browser(scene.client)
        assert scene.verify(scene.second, scene.handed_in()).status_code == 303
        yield scene


def line(scene, code="sbp"):
    return next(row for row in scene.rows(Result) if row.code == code and not row.replaced)


def ask(scene, code="sbp", browser=None, **fields):
    path = f"/desk/exams/results/{line(scene, code).id}/correct"
    return (browser or scene.first).post(path, data={"text": "136", "reason": WHY} | fields)


def decide(scene, browser, act="confirm", **fields):
    return browser.post(f"/desk/exams/corrections/{scene.row(Correction).id}/{act}", data=fields)


class TestProposeCorrection:
    def test_nothing_changes_before_a_second_person_confirms(self, scene):
        assert ask(scene).status_code == 303
        assert str(line(scene).value) == "146"
        assert decide(scene, scene.first).status_code == 409
        assert str(line(scene).value) == "146"
        assert "146" in text(scene.own.get(f"/exams/results/{scene.row(ExamReport).id}"))

    @pytest.mark.parametrize(
        "fields", [{"text": ""}, {"text": "abc"}, {"text": "9999"}, {"text": "146"}, {"reason": " "}]
    )
    def test_what_cannot_be_read_or_has_no_reason_is_refused_at_its_field(self, scene, fields):
        answer = ask(scene, **fields)
        assert answer.status_code == 422
        assert 'href="#text"' in text(answer) or 'href="#reason"' in text(answer)
        assert scene.rows(Correction) == []

    def test_one_correction_of_a_line_at_a_time(self, scene):
        ask(scene)
        assert ask(scene, text="126").status_code == 409
        assert ask(scene, "bmi", text="20").status_code == 409  # it follows from height and weight

    def test_others_find_nothing(self, scene):
        with scene.act():
            world = make.a_world()
            stranger = make.a_staff_member(world, Role.HEALTH_MANAGER)
        other = scene.browser(stranger)
        assert other.get(f"/desk/exams/results/{line(scene).id}/correct").status_code == 404
        assert ask(scene, browser=other).status_code == 404
        ask(scene)
        asked = scene.row(Correction).id
        assert other.get(f"/desk/exams/corrections/{asked}").status_code == 404
        assert decide(scene, other).status_code == 404
        assert "136" not in text(other.get("/desk/exams/corrections"))
        assert scene.own.get(f"/desk/exams/corrections/{asked}").status_code == 403
        assert scene.desk.get(f"/desk/exams/corrections/{asked}").status_code == 403


class TestConfirmCorrection:
    def test_the_new_figure_counts_and_the_old_one_stays_with_range_and_person(self, scene):
        ask(scene)
        assert decide(scene, scene.second).status_code == 303
        now = line(scene)
        before = next(row for row in scene.rows(Result) if row.id == now.corrects_id)
        assert (str(before.value), before.replaced, str(now.value)) == ("146", True, "136")
        page = text(scene.second.get(f"/desk/exams/reports/{now.report_id}"))
        for words in ("146 mmHg became 136 mmHg", WHY, "corrected by"):
            assert words in page

    def test_the_client_reads_what_was_corrected_when_and_why(self, scene):
        ask(scene)
        decide(scene, scene.second)
        page = text(scene.own.get(f"/exams/results/{scene.row(ExamReport).id}"))
        assert "corrected on" in page
        assert WHY in page
        assert "EXAM_CORRECTION" in {row.kind for row in scene.rows(Notice)}

    def test_the_file_taken_along_marks_the_wrong_figure_as_an_error(self, scene):
        ask(scene)
        decide(scene, scene.second)
        parts = [one["resource"] for one in scene.own.get("/me/data/record").get_json(force=True)["entry"]]
        kept = {one["id"]: one for one in parts if one["resourceType"] == "Observation"}
        report = next(one for one in parts if one["resourceType"] == "DiagnosticReport")
        told = {one["reference"].rpartition(":")[2] for one in report["result"]}
        now = line(scene)
        assert (kept[now.corrects_id]["status"], kept[now.id]["status"]) == ("entered-in-error", "corrected")
        assert (report["status"], len(told)) == (
            "corrected",
            len([r for r in scene.rows(Result) if not r.replaced]),
        )
        assert not any(now.corrects_id in one["reference"] for one in report["result"])

    def test_the_printed_record_says_which_figure_was_wrong(self, scene):
        ask(scene)
        decide(scene, scene.second)
        with scene.app.app_context(), i18n.speaking("en"):
            places = {one.id: one for one in organisation.institutions()}
            (block,) = results(queries.verified_reports(scene.client.id), places).blocks
        rows = [row for row in block.rows if row[1] in ("136 mmHg", "146 mmHg")]
        assert [(row[1], row[3] == "wrong, corrected since") for row in rows] == [
            ("136 mmHg", False),
            ("146 mmHg", True),
        ]

    def test_the_record_measures_what_is_true_and_the_index_follows(self, scene):
        ask(scene, "weight", text="64.5")
        decide(scene, scene.second)
        with scene.app.app_context():
            found = records.latest(client_id=scene.client.id, codes=["weight", "bmi"])
            assert {code: str(row.value) for code, row in found.items()} == {"weight": "64.5", "bmi": "21.8"}

    def test_the_database_refuses_any_other_change_of_a_verified_line(self, scene):
        ask(scene)
        decide(scene, scene.second)
        with scene.app.app_context():
            for change in (
                "UPDATE exam_result SET value = 120, replaced = :yes",
                "UPDATE exam_result SET replaced = :no WHERE replaced",
                "DELETE FROM exam_result",
            ):
                with pytest.raises(Exception, match=r"exam_result|uq_exam_result_in_force|UNIQUE"):
                    db.session.execute(sql(change), {"yes": True, "no": False} if ":" in change else {})
                db.session.rollback()

    def test_a_decided_one_is_not_decided_again(self, scene):
        ask(scene)
        decide(scene, scene.second)
        assert decide(scene, scene.second).status_code == 409
        assert decide(scene, scene.second, "refuse", because="No").status_code == 409


class TestRefuseCorrection:
    def test_the_line_stays_and_the_reason_is_kept(self, scene):
        ask(scene)
        assert decide(scene, scene.second, "refuse").status_code == 422
        assert decide(scene, scene.second, "refuse", because="The paper says 146.").status_code == 303
        assert str(line(scene).value) == "146"
        assert scene.row(Correction).refused_because == "The paper says 146."
        assert ask(scene).status_code == 303
