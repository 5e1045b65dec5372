from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from webapp.exams.rules.booking import BookingStatus
from webapp.home.rules import Facts, Next, State, Step, current_step, next_step, path
from webapp.plans.rules import ApplicationStatus
from webapp.questionnaires.rules.inviting import Standing

NEW = Facts(enrolled=True)
ASKED = replace(NEW, questionnaire_begun=True, questionnaire_submitted=True)
INVITED = replace(NEW, screening=Standing.INVITED)
SPARED = replace(NEW, screening=Standing.NOT_NEEDED)
DOUBTFUL = replace(NEW, screening=Standing.UNDECIDED)
EXAMINED = replace(ASKED, exam_attended=True, results_verified=True)
TOLD = replace(EXAMINED, report_released=True, report_is_news=True)
READ = replace(TOLD, report_is_news=False)


class TestCurrentStep:
    @pytest.mark.parametrize(
        ("facts", "step"),
        [
            (NEW, Step.COLLECT),
            (ASKED, Step.COLLECT),
            (replace(NEW, results_verified=True), Step.COLLECT),
            (EXAMINED, Step.ASSESS),
            (TOLD, Step.COUNSEL),
            (replace(TOLD, diet_plan=True), Step.FOLLOW_UP),
            (INVITED, Step.COLLECT),
            (SPARED, Step.COLLECT),
            (replace(SPARED, results_verified=True), Step.COUNSEL),
            (replace(DOUBTFUL, results_verified=True), Step.ASSESS),
        ],
    )
    def test_a_step_ends_with_its_facts(self, facts: Facts, step: Step) -> None:
        assert current_step(facts) == step


class TestPath:
    def test_five_steps_done_before_and_later_after_the_current_one(self) -> None:
        assert path(EXAMINED) == [
            (Step.COLLECT, State.DONE),
            (Step.ASSESS, State.NOW),
            (Step.COUNSEL, State.LATER),
            (Step.FOLLOW_UP, State.LATER),
            (Step.SPECIAL, State.LATER),
        ]


class TestNextStep:
    @pytest.mark.parametrize(
        ("facts", "step"),
        [
            (Facts(), Next.ENROL),
            (Facts(application=ApplicationStatus.DRAFT), Next.FINISH_APPLICATION),
            (Facts(application=ApplicationStatus.SENT_BACK), Next.MEND_APPLICATION),
            (Facts(application=ApplicationStatus.SUBMITTED), Next.AWAIT_PAYMENT),
            (NEW, Next.START_SCREENING),
            (replace(NEW, screening_begun=True), Next.FINISH_SCREENING),
            (INVITED, Next.START_QUESTIONNAIRE),
            (replace(NEW, questionnaire_begun=True), Next.FINISH_QUESTIONNAIRE),
            (ASKED, Next.BOOK_EXAM),
            (replace(ASKED, exam_day=date(2026, 12, 3)), Next.GO_TO_EXAM),
            (replace(ASKED, exam_day=date(2026, 12, 3), booking=BookingStatus.REQUESTED), Next.AWAIT_PLACE),
            (replace(ASKED, exam_day=date(2026, 12, 3), exam_attended=True), Next.AWAIT_RESULTS),
            (EXAMINED, Next.AWAIT_REPORT),
            (TOLD, Next.READ_REPORT),
            (READ, Next.TALK),
            (replace(READ, diet_plan=True), Next.FOLLOW_PLAN),
        ],
    )
    def test_the_order_of_the_year(self, facts: Facts, step: Next) -> None:
        assert next_step(facts) == step

    def test_an_open_question_about_a_complaint_comes_before_everything(self) -> None:
        assert next_step(replace(READ, complaint_asks=True)) == Next.ANSWER_COMPLAINT
        assert next_step(Facts(complaint_asks=True)) == Next.ANSWER_COMPLAINT

    def test_the_result_of_a_complaint_is_read_before_anything_else_of_the_year(self) -> None:
        assert next_step(replace(READ, complaint_answered=True)) == Next.READ_ANSWER
        assert next_step(Facts(complaint_answered=True)) == Next.READ_ANSWER
        assert next_step(Facts(complaint_asks=True, complaint_answered=True)) == Next.ANSWER_COMPLAINT

    def test_a_place_that_waits_for_her_word_comes_before_the_questions(self) -> None:
        assert next_step(replace(NEW, booking=BookingStatus.OFFERED)) == Next.TAKE_PLACE
        assert next_step(replace(READ, booking=BookingStatus.MUST_REBOOK)) == Next.CHOOSE_AGAIN
        assert next_step(replace(NEW, booking=BookingStatus.REQUESTED)) == Next.START_SCREENING

    def test_the_questions_come_before_the_booking_even_when_the_exam_is_done(self) -> None:
        assert next_step(replace(NEW, exam_attended=True)) == Next.START_SCREENING
        assert next_step(replace(INVITED, exam_attended=True)) == Next.START_QUESTIONNAIRE

    @pytest.mark.parametrize("facts", [SPARED, DOUBTFUL])
    def test_whom_the_screening_does_not_invite_goes_on_to_the_exam(self, facts: Facts) -> None:
        assert next_step(facts) == Next.BOOK_EXAM
        assert next_step(replace(facts, results_verified=True)) == Next.SEE_RESULTS
        assert next_step(replace(facts, results_verified=True, diet_plan=True)) == Next.FOLLOW_PLAN

    @pytest.mark.parametrize("facts", [SPARED, DOUBTFUL])
    def test_who_takes_part_uninvited_is_assessed_like_everybody(self, facts: Facts) -> None:
        assert next_step(replace(facts, questionnaire_begun=True)) == Next.FINISH_QUESTIONNAIRE
        sent = replace(facts, questionnaire_begun=True, questionnaire_submitted=True, results_verified=True)
        assert next_step(sent) == Next.AWAIT_REPORT
        assert current_step(sent) == Step.ASSESS
