"""From answers and results to a released report, on a real database (§7, S1, S2)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from tests.factories import assessments as make
from tests.factories.exams import FIGURES, NOW, a_filled_sheet
from webapp.assessments import queries, services
from webapp.assessments.events import AssessmentReleased
from webapp.assessments.models import Assessment, CriticalAlert
from webapp.assessments.refusals import AlertOpen, AssessmentMoved, NotComplete
from webapp.assessments.rules.gathering import Measured, Told, gather
from webapp.assessments.rules.registry import DISEASES
from webapp.assessments.rules.report import assess
from webapp.exams import queries as exams
from webapp.exams import services as exam_services
from webapp.exams.rules import clinical
from webapp.exams.rules.sheet import Typed
from webapp.kernel import clock, events
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.notices import queries as notices
from webapp.plans import queries as plans
from webapp.plans.services import EntitlementSpent
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.rules import hra
from webapp.records import queries as records


@pytest.fixture
def found(inside: object) -> Iterator[make.Round]:
    with clock.at(NOW):
        yield make.a_round()


def ready(found: make.Round, **figures: str) -> Assessment:
    make.answers_come_back(found)
    make.results_come_in(found, **figures)
    draft = make.drafted(found)
    assert draft is not None
    return draft


def review(found: make.Round, draft: Assessment, comment: str = "") -> None:
    services.review(
        assessment_id=draft.id,
        branch_id=draft.branch_id,
        comment=comment,
        language="en",
        staff_id=found.manager.id,
        actor_id=found.manager.account_id,
    )
    db.session.expire_all()


def release(found: make.Round, draft: Assessment) -> None:
    services.release(
        assessment_id=draft.id,
        branch_id=draft.branch_id,
        staff_id=found.second.id,
        actor_id=found.second.account_id,
    )
    db.session.expire_all()


class TestGenerate:
    def test_answers_alone_or_results_alone_make_no_draft(self, found: make.Round) -> None:
        make.answers_come_back(found)
        assert make.drafted(found) is None
        case = queries.running_case(client_id=found.client.id)
        assert case
        with pytest.raises(NotComplete):
            services.generate(case_id=case.id, branch_id=case.branch_id, actor_id="")

    def test_answers_and_results_compute_every_model_with_no_further_input(self, found: make.Round) -> None:
        draft = ready(found)
        parts = draft.result["parts"]
        risks = parts["5_disease_risk"]
        assert set(DISEASES) - set(risks) <= {"china_par_lifetime"}
        assert [name for name, result in risks.items() if result["not_computed"]] == []
        assert draft.result["not_computed"] == []
        scales = {f["result"]["model"]["name"] for f in parts["4_improvement"] if "result" in f}
        assert scales == {"PHQ-9", "GAD-7", "PSS-10", "AUDIT-C", "IPAQ short form"}

    def test_the_order_in_which_they_come_does_not_matter(self, found: make.Round) -> None:
        make.results_come_in(found)
        assert make.drafted(found) is None
        make.answers_come_back(found)
        assert make.drafted(found) is not None

    def test_each_input_keeps_its_source_and_day(self, found: make.Round) -> None:
        origins = ready(found).inputs["origins"]
        assert origins["sbp_mmHg"] == ["EXAM", "2026-12-03"]
        assert origins["smoker"] == ["QUESTIONNAIRE", "2026-11-24"]
        assert origins["age"] == ["RECORD", "2026-12-03"]

    def test_working_it_out_again_keeps_the_old_result(self, found: make.Round) -> None:
        first = ready(found)
        newer = services.generate(case_id=first.case_id, branch_id=first.branch_id, actor_id="x")
        db.session.refresh(first)
        assert (first.status, newer.status) == ("SUPERSEDED", "DRAFT")
        assert newer.result == first.result

    def test_another_questionnaire_is_not_for_the_report(self, found: make.Round) -> None:
        from webapp.questionnaires.events import QuestionnaireSubmitted

        events.publish(QuestionnaireSubmitted("x" * 20, found.client.id, found.world.branch.id, "self_care"))
        assert queries.running_case(client_id=found.client.id) is None


class TestMissing:
    def test_dropping_an_answer_leaves_exactly_its_models_open_and_names_it(self, found: make.Round) -> None:
        make.answers_come_back(found)
        kept = questionnaires.response(found.response_id)
        assert kept
        told, measured = _inputs(found, kept.response)
        whole = _open_models(found, told, measured)
        assert whole == {}
        for link_id, keys in hra.FEEDS.items():
            less = hra.clinical_inputs(_without(kept.response, link_id))
            gone = {key for key in keys if key in told.inputs and key not in less}
            for model, fields in _open_models(found, Told(less, told.lifestyle, told.day), measured).items():
                assert gone & set(fields), (link_id, model, fields)

    def test_dropping_a_result_leaves_exactly_its_models_open_and_names_it(self, found: make.Round) -> None:
        make.answers_come_back(found)
        kept = questionnaires.response(found.response_id)
        assert kept
        told, measured = _inputs(found, kept.response)
        for code in FIGURES:
            keys = set(clinical.feeds(code)) & set(measured.inputs)
            if not keys:
                continue
            less = {key: value for key, value in measured.inputs.items() if key not in keys}
            named = {"tc": {"tc_mgdl"}, "hdl": {"hdl_mgdl"}, "cr": {"egfr"}}.get(code, keys)
            for model, fields in _open_models(found, told, Measured(less, measured.day)).items():
                assert set(fields) == named, (code, model)


def _inputs(found: make.Round, response: dict[str, object]) -> tuple[Told, Measured]:
    make.results_come_in(found)
    from webapp.exams import queries as exams

    results = clinical.clinical_inputs(exams.results_of(found.report_id))
    day = NOW.date()
    return Told(hra.clinical_inputs(response), hra.lifestyle(response), day), Measured(results, day)


def _open_models(found: make.Round, told: Told, measured: Measured) -> dict[str, tuple[str, ...]]:
    values = gather(sex="male", age=52, told=told, measured=measured, day=NOW.date()).values
    risks = assess(values).disease_risk
    return {name: result.not_computed.fields for name, result in risks.items() if result.not_computed}


def _without(node: object, link_id: str) -> object:
    if isinstance(node, list):
        kept = (entry for entry in node if not (isinstance(entry, dict) and entry.get("linkId") == link_id))
        return [_without(entry, link_id) for entry in kept]
    if isinstance(node, dict):
        return {key: _without(value, link_id) for key, value in node.items()}
    return node


class TestAlert:
    def test_a_critical_value_tells_a_human_before_anything_is_released(self, found: make.Round) -> None:
        draft = ready(found, sbp="186")
        (alert,) = queries.open_alerts(client_id=found.client.id)
        assert alert.code == "bp_critical"
        assert notices.unread(found.manager.account_id) == 1
        with pytest.raises(AlertOpen):
            review(found, draft)

    def test_an_answer_about_self_harm_is_told_without_waiting_for_the_exam(self, found: make.Round) -> None:
        make.answers_come_back(found, phq9_9="1")
        (alert,) = queries.open_alerts(client_id=found.client.id)
        assert (alert.code, alert.origin) == ("thoughts_of_self_harm", found.response_id)
        make.results_come_in(found)
        assert len(queries.open_alerts(client_id=found.client.id)) == 1

    def test_review_opens_once_somebody_has_acted(self, found: make.Round) -> None:
        draft = ready(found, sbp="186")
        handle(found)
        review(found, draft)
        assert db.session.get_one(Assessment, draft.id).status == "REVIEWED"
        with pytest.raises(AssessmentMoved):
            handle(found)

    def test_what_was_done_is_kept_for_good(self, found: make.Round) -> None:
        ready(found, sbp="186")
        handle(found)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(CriticalAlert).values(code="other"))

    def test_another_clients_alert_is_not_found(self, found: make.Round) -> None:
        ready(found, sbp="186")
        (alert,) = queries.open_alerts(client_id=found.client.id)
        with pytest.raises(NotYours):
            services.handle_alert(alert_id=alert.id, client_id="0" * 20, note="x", staff_id="", actor_id="")


def handle(found: make.Round) -> None:
    (alert,) = [a for a in queries.alerts_of(client_id=found.client.id) if a.code == "bp_critical"]
    services.handle_alert(
        alert_id=alert.id,
        client_id=found.client.id,
        note="Called at 10:40; sees a doctor today.",
        staff_id=found.manager.id,
        actor_id=found.manager.account_id,
    )


class TestRelease:
    def test_the_client_sees_nothing_before_release(self, found: make.Round) -> None:
        draft = ready(found)
        assert queries.released(client_id=found.client.id) == []
        review(found, draft, "Well done.")
        assert queries.released(client_id=found.client.id) == []
        release(found, draft)
        assert [one.id for one in queries.released(client_id=found.client.id)] == [draft.id]

    def test_it_tells_the_client_files_the_record_and_lets_the_rooms_above_know(
        self, found: make.Round
    ) -> None:
        heard: list[AssessmentReleased] = []
        events.subscribe(AssessmentReleased, heard.append)
        draft = ready(found)
        review(found, draft)
        before = notices.unread(found.client.account_id or "")
        release(found, draft)
        assert notices.unread(found.client.account_id or "") == before + 1
        kinds = [row.kind for row in records.timeline(client_id=found.client.id).rows]
        assert "ASSESSMENT" in kinds
        assert [event.assessment_id for event in heard] == [draft.id]
        assert queries.running_case(client_id=found.client.id) is None

    def test_one_assessment_a_year_by_the_plan(self, found: make.Round) -> None:
        draft = ready(found)
        review(found, draft)
        enrolment = plans.live_enrolment(client_id=found.client.id, day=clock.today())
        assert enrolment
        release(found, draft)
        right = plans.entitlement(enrolment_id=enrolment.id, item="ASSESSMENT")
        assert right
        assert right.used == right.granted == 1
        make.answers_come_back(found)
        case = queries.running_case(client_id=found.client.id)
        assert case
        case.report_id = found.report_id
        again = services.generate(case_id=case.id, branch_id=case.branch_id, actor_id="")
        review(found, again)
        with pytest.raises(EntitlementSpent):
            release(found, again)

    def test_a_draft_is_reviewed_before_it_is_released_and_each_only_once(self, found: make.Round) -> None:
        draft = ready(found)
        with pytest.raises(AssessmentMoved):
            release(found, draft)
        review(found, draft)
        with pytest.raises(AssessmentMoved):
            review(found, draft)
        release(found, draft)
        with pytest.raises(AssessmentMoved):
            release(found, draft)

    def test_another_branch_finds_nothing(self, found: make.Round) -> None:
        draft = ready(found)
        with pytest.raises(NotYours):
            services.review(
                assessment_id=draft.id,
                branch_id="0" * 20,
                comment="",
                language="en",
                staff_id="",
                actor_id="",
            )


class TestNumbers:
    def test_the_database_refuses_to_change_a_result_even_of_a_draft(self, found: make.Round) -> None:
        draft = ready(found)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(Assessment).where(Assessment.id == draft.id).values(versions="{}"))
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(delete(Assessment))

    def test_a_released_report_cannot_be_touched(self, found: make.Round) -> None:
        draft = ready(found)
        review(found, draft)
        release(found, draft)
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(update(Assessment).values(comment_language="zh-Hans"))

    def test_a_glucose_of_seven_counts_as_diabetes_for_the_models(self, found: make.Round) -> None:
        draft = ready(found, fpg="7.2")
        assert draft.inputs["values"]["diabetes"] is True
        assert draft.inputs["origins"]["diabetes"][0] == "EXAM"

    def test_the_sheet_of_the_tests_holds_what_the_models_need(self) -> None:
        fed = {key for code in a_filled_sheet().lines for key in clinical.feeds(code)}
        assert {"sbp_mmHg", "tc_mmol", "hdl_mmol", "waist_cm", "creatinine", "height_cm"} <= fed


class TestExamWasCorrected:
    def correct(self, found: make.Round, code: str, figure: str) -> None:
        line = next(row for row in exams.results_of(found.report_id) if row.code == code)
        branch_id = found.world.branch.id
        asked = exam_services.propose_correction(
            result_id=line.id,
            branch_id=branch_id,
            typed=Typed(figure),
            not_done=False,
            reason="Misread on paper",
            staff_id=found.manager.id,
            actor_id=found.manager.account_id,
        )
        exam_services.confirm_correction(
            asked=exams.correction(asked, branch_id=branch_id),
            staff_id=found.second.id,
            actor_id=found.second.account_id,
        )
        db.session.expire_all()

    def test_a_draft_is_worked_out_anew_with_what_is_true(self, found: make.Round) -> None:
        first = ready(found, sbp="146")
        self.correct(found, "sbp", "126")
        draft = make.drafted(found)
        assert draft
        assert (first.status, draft.inputs["values"]["sbp_mmHg"]) == ("SUPERSEDED", 126)

    def test_a_released_report_stays_and_a_new_version_waits_beside_it(self, found: make.Round) -> None:
        first = ready(found, sbp="146")
        review(found, first)
        release(found, first)
        before = first.inputs
        self.correct(found, "sbp", "126")
        draft = make.drafted(found)
        assert draft
        assert draft.id != first.id
        assert (first.status, first.inputs) == ("RELEASED", before)
        assert draft.inputs["values"]["sbp_mmHg"] == 126
