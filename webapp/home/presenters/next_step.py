"""The one next step of the year as a card: what it is, two short lines, one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from webapp.complaints.rules.states import State as CaseState
from webapp.home import rules
from webapp.home.presenters.card import Card
from webapp.home.presenters.exam_cards import (
    await_place,
    await_results,
    book_exam,
    choose_again,
    go_to_exam,
    take_place,
)
from webapp.home.queries import Gathered
from webapp.home.rules import Next
from webapp.kernel.i18n import _, day, ngettext, say
from webapp.kernel.pages import link
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.rules.filling import Section, sections
from webapp.questionnaires.rules.inviting import ASSESSMENT, SCREENING, Standing


def next_card(gathered: Gathered, phone: str) -> Card:
    """Give the one next step as a card; `phone` is the number to call where a person must help."""
    return _CARDS[rules.next_step(gathered.facts)](gathered, phone)


def _enrol(_gathered: Gathered, phone: str) -> Card:
    lines = (_("In a few steps, kept as you go. You pay at the branch."),)
    call = _("Call %(phone)s", phone=phone), f"tel:{phone}"
    return Card(
        _("Choose your plan"), lines, _("See the plans"), link("plans.choose_plan"), "form", beside=call
    )


def _finish_application(_gathered: Gathered, _phone: str) -> Card:
    lines = (_("What you have chosen is kept. Nothing has been sent yet."),)
    return Card(
        _("Finish your application"), lines, _("Go on with the application"), link("plans.plan"), "form"
    )


def _mend_application(_gathered: Gathered, _phone: str) -> Card:
    lines = (_("Please read why, change what is needed and send it again."),)
    return Card(
        _("Your branch has sent the application back"), lines, _("Read why"), link("plans.plan"), "letter"
    )


def _await_payment(_gathered: Gathered, _phone: str) -> Card:
    lines = (_("Please pay at the branch. The plan begins as soon as the payment is confirmed."),)
    title = _("Your application is at the branch")
    return Card(title, lines, _("See the application"), link("plans.plan"), "letter", quiet=True)


def _start_screening(gathered: Gathered, _phone: str) -> Card:
    parts = _parts(gathered.screening.definition_id if gathered.screening else None, SCREENING)
    title = _("Answer a few short questions")
    return _to_begin(title, _("They tell whether you are invited to a health assessment."), parts, SCREENING)


def _start_questionnaire(_gathered: Gathered, _phone: str) -> Card:
    parts = _parts(None, ASSESSMENT)
    many = ngettext("%(n)s part", "%(n)s parts", len(parts))
    return _to_begin(_("Fill in your health questionnaire"), many, parts, ASSESSMENT)


def _to_begin(title: str, line: str, parts: Sequence[Section], code: str) -> Card:
    lines = (line, _time(parts))
    return Card(title, lines, _("Begin"), link("questionnaires.start", code=code), "form")


def _time(parts: Sequence[Section]) -> str:
    minutes = sum(part.minutes for part in parts)
    return ngettext("About %(n)s minute, saved as you go", "About %(n)s minutes, saved as you go", minutes)


def _finish_screening(gathered: Gathered, _phone: str) -> Card:
    found = gathered.screening
    parts = _parts(found.definition_id if found else None, SCREENING)
    return _to_finish(
        _("Finish the short questions"), (found.place if found else None) or 1, parts, SCREENING
    )


def _finish_questionnaire(gathered: Gathered, _phone: str) -> Card:
    progress = gathered.progress
    place = progress.place if progress and progress.place else 1
    parts = _parts(progress.definition_id if progress else None, ASSESSMENT)
    return _to_finish(_("Finish your questionnaire"), place, parts, ASSESSMENT)


def _to_finish(heading: str, place: int, parts: Sequence[Section], code: str) -> Card:
    left = parts[place - 1 :]
    lines = (_("%(done)s parts done, %(left)s to go", done=place - 1, left=len(left)), _time(left))
    title = say(left[0].group.text) if left else ""
    words = _("Go on with part %(n)s: %(title)s", n=place, title=title) if title else _("Go on")
    href = link("questionnaires.section", code=code, number=place)
    return Card(heading, lines, words, href, "form", place - 1, len(parts))


def _parts(definition_id: str | None, code: str) -> tuple[Section, ...]:
    found = definition_id or questionnaires.current_id(code)
    return sections(questionnaires.parsed(found)) if found else ()


def _await_report(_gathered: Gathered, _phone: str) -> Card:
    lines = (
        _("A health manager or doctor reviews it, then you read it here."),
        _("We tell you as soon as it is ready."),
    )
    return Card(
        _("Your report is being reviewed"),
        lines,
        _("See my figures"),
        link("home.health"),
        "report",
        quiet=True,
    )


def _see_results(gathered: Gathered, _phone: str) -> Card:
    spared = gathered.facts.screening is Standing.NOT_NEEDED
    lines = (
        _("By your short questionnaire, you need no health assessment this year.")
        if spared
        else _("Your health manager looks whether you need a health assessment."),
        _("You may have one all the same: fill in the health questionnaire."),
    )
    title, figures = _("Your exam results are here"), link("home.health")
    fill = _("Fill it in"), link("questionnaires.start", code=ASSESSMENT)
    return Card(title, lines, _("See my figures"), figures, "report", beside=fill)


def _read_report(gathered: Gathered, phone: str) -> Card:
    report = gathered.report
    if report is None:
        return _await_report(gathered, phone)
    lines = (
        _("Released on %(day)s", day=day(report.released_at.date(), "short")),
        _("One page of plain words first, then the details."),
    )
    href = link("assessments.report", assessment_id=report.id)
    return Card(_("Your report is here"), lines, _("Read the report"), href, "report")


def _talk(_gathered: Gathered, phone: str) -> Card:
    lines = (_("Your health manager explains the report and plans the next steps with you."),)
    return Card(_("Talk about your report"), lines, _("Call %(phone)s", phone=phone), f"tel:{phone}", "talk")


def _follow_plan(_gathered: Gathered, _phone: str) -> Card:
    lines = (_("What to eat today, and how much of it."), _("Mark each meal as you go."))
    return Card(_("Follow your diet plan"), lines, _("See today's meals"), link("diet_plans.today"), "bowl")


def _answer_complaint(gathered: Gathered, phone: str) -> Card:
    case = next((one for one in gathered.cases if one.state is CaseState.WAITING_CLIENT), None)
    if case is None:
        return _talk(gathered, phone)
    lines = (_("Case %(number)s", number=case.number), _("While we wait for you, the clock is paused."))
    href = link("complaints.case", case_id=case.id)
    return Card(_("We have a question for you"), lines, _("Answer"), href, "talk")


def _read_answer(gathered: Gathered, phone: str) -> Card:
    case = next((one for one in gathered.cases if one.state is CaseState.DECIDED), None)
    if case is None:
        return _talk(gathered, phone)
    lines = (
        _("Case %(number)s", number=case.number),
        _("Tell us whether you agree. If you do not, you can appeal."),
    )
    href = link("complaints.case", case_id=case.id)
    return Card(_("The result of your complaint is here"), lines, _("Read the result"), href, "talk")


_CARDS: dict[Next, Callable[[Gathered, str], Card]] = {
    Next.ENROL: _enrol,
    Next.FINISH_APPLICATION: _finish_application,
    Next.MEND_APPLICATION: _mend_application,
    Next.AWAIT_PAYMENT: _await_payment,
    Next.START_SCREENING: _start_screening,
    Next.FINISH_SCREENING: _finish_screening,
    Next.START_QUESTIONNAIRE: _start_questionnaire,
    Next.FINISH_QUESTIONNAIRE: _finish_questionnaire,
    Next.TAKE_PLACE: take_place,
    Next.CHOOSE_AGAIN: choose_again,
    Next.BOOK_EXAM: book_exam,
    Next.AWAIT_PLACE: await_place,
    Next.GO_TO_EXAM: go_to_exam,
    Next.AWAIT_RESULTS: await_results,
    Next.SEE_RESULTS: _see_results,
    Next.AWAIT_REPORT: _await_report,
    Next.READ_REPORT: _read_report,
    Next.TALK: _talk,
    Next.FOLLOW_PLAN: _follow_plan,
    Next.ANSWER_COMPLAINT: _answer_complaint,
    Next.READ_ANSWER: _read_answer,
}
