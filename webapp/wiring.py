"""Who reacts to which event, one line each: the only upward road."""

from __future__ import annotations

from webapp.assessments import services as assessments
from webapp.clients import services as clients
from webapp.clients.events import AllergiesReported, CareWaits, OccupationTold
from webapp.complaints import services as complaints
from webapp.diet_plans import services as diet_plans
from webapp.diet_plans.events import DietPlanPublished, DietPlanWithdrawn
from webapp.exams import services as exams
from webapp.exams.events import (
    BookingChanged,
    CriticalReading,
    ExamBooked,
    ImportantResultHandled,
    ResultsCorrected,
    ResultsVerified,
)
from webapp.groups import services as groups
from webapp.kernel import events
from webapp.organisation.events import CalendarChanged, StaffLeft, StaffPutOnStandby, StaffReinstated
from webapp.plans import services as plans
from webapp.plans.events import YearReplaced
from webapp.questionnaires import services as questionnaires
from webapp.questionnaires.events import QuestionnaireSubmitted


def connect() -> None:
    """Subscribe every reaction of the house, in the order in which they run."""
    events.subscribe(StaffPutOnStandby, clients.after_standby)
    events.subscribe(StaffPutOnStandby, complaints.after_standby)
    events.subscribe(CareWaits, complaints.care_waits)
    events.subscribe(CalendarChanged, complaints.after_calendar)
    events.subscribe(StaffReinstated, clients.after_reinstatement)
    events.subscribe(StaffLeft, clients.after_leaving)
    events.subscribe(YearReplaced, exams.year_is_replaced)
    events.subscribe(OccupationTold, plans.occupation_was_told)
    events.subscribe(OccupationTold, groups.occupation_was_told)
    events.subscribe(QuestionnaireSubmitted, questionnaires.occupation_was_written)
    events.subscribe(QuestionnaireSubmitted, assessments.questionnaire_came_back)
    events.subscribe(QuestionnaireSubmitted, assessments.screening_came_back)
    events.subscribe(QuestionnaireSubmitted, groups.screening_came_back)
    events.subscribe(QuestionnaireSubmitted, assessments.mood_came_back)
    events.subscribe(ExamBooked, exams.booking_stands)
    events.subscribe(BookingChanged, exams.booking_stands)
    events.subscribe(ResultsVerified, assessments.exam_came_in)
    events.subscribe(ResultsVerified, diet_plans.results_came_in)
    events.subscribe(DietPlanPublished, diet_plans.plan_was_published)
    events.subscribe(DietPlanWithdrawn, diet_plans.plan_was_withdrawn)
    events.subscribe(ImportantResultHandled, assessments.important_was_handled)
    events.subscribe(ResultsCorrected, assessments.exam_was_corrected)
    events.subscribe(CriticalReading, assessments.reading_came_in)
    events.subscribe(AllergiesReported, diet_plans.allergies_were_reported)
