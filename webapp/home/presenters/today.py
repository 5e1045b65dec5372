"""Today in words: the greeting, the path, the day's small things."""

from __future__ import annotations

from datetime import datetime

from webapp.complaints.queries import OpenCase
from webapp.complaints.rules.states import State as CaseState
from webapp.diet_plans.queries import DueMeal
from webapp.diet_plans.rules.content import Meal
from webapp.exams.queries import Visit
from webapp.exams.rules.booking import BookingStatus
from webapp.home import rules
from webapp.home.presenters.exam_cards import countdown
from webapp.home.queries import Gathered
from webapp.home.rules import Next, PartOfDay, State, Step
from webapp.kernel import clock
from webapp.kernel.access import Visitor
from webapp.kernel.i18n import _, day, ending, language, lazy, moment, ngettext, say
from webapp.kernel.pages import link

_GREETINGS = {
    PartOfDay.MORNING: lazy("Good morning, %(name)s"),
    PartOfDay.NOON: lazy("Good day, %(name)s"),
    PartOfDay.AFTERNOON: lazy("Good afternoon, %(name)s"),
    PartOfDay.EVENING: lazy("Good evening, %(name)s"),
}
_STEPS = {
    Step.COLLECT: ("form", lazy("Collect")),
    Step.ASSESS: ("report", lazy("Assess")),
    Step.COUNSEL: ("book", lazy("Counsel")),
    Step.FOLLOW_UP: ("phone", lazy("Follow up")),
    Step.SPECIAL: ("star", lazy("Special")),
}
_STATES = {State.DONE: "done", State.NOW: "now", State.LATER: "later"}


def greeting(who: Visitor, now: datetime) -> str:
    """Greet by the time of day, by name."""
    name = who.name_en if language() == "en" else who.name_zh
    part = rules.part_of_day(clock.local(now).hour)
    return _GREETINGS[part] % {"name": name}


def path(gathered: Gathered) -> list[dict[str, str]]:
    """Give the five steps for `components/path_of_year.html`."""
    steps = rules.path(gathered.facts) if gathered.facts.enrolled else []
    return [
        {"icon": _STEPS[step][0], "words": str(_STEPS[step][1]), "state": _STATES[state]}
        for step, state in steps
    ]


def small_things(gathered: Gathered) -> list[dict[str, str]]:
    """Give the day's rows for `components/rows.html`: what is not already the next step."""
    rows = [*_meal_rows(gathered), *_visit_rows(gathered)]
    rows += [_case_row(case) for case in gathered.cases]
    if gathered.unread:
        rows.append(
            {
                "icon": "mail",
                "title": ngettext("%(n)s new message", "%(n)s new messages", gathered.unread),
                "note": "",
                "href": link("home.inbox"),
            }
        )
    return rows


_ABOUT_THE_EXAM = frozenset({Next.TAKE_PLACE, Next.CHOOSE_AGAIN, Next.AWAIT_PLACE, Next.GO_TO_EXAM})


def _visit_rows(gathered: Gathered) -> list[dict[str, str]]:
    """Say when the exam is, where that is not the next step already."""
    visit, shown = gathered.visit, rules.next_step(gathered.facts) in _ABOUT_THE_EXAM
    lost = gathered.facts.booking is BookingStatus.MUST_REBOOK
    if visit is None or shown or lost or gathered.facts.exam_attended:
        return []
    return [
        {
            "icon": "calendar",
            "title": _visit_title(gathered, visit),
            "note": _visit_note(visit),
            "href": link("exams.booking", booking_id=visit.booking_id),
        }
    ]


def _visit_note(visit: Visit) -> str:
    at = moment(visit.starts_at, style="short")
    if visit.status is BookingStatus.CHANGE_REQUESTED:
        return _("%(moment)s, unless your branch grants the change", moment=at)
    if visit.status is BookingStatus.OFFERED and visit.held_until:
        return _("%(moment)s, held until %(until)s", moment=at, until=ending(visit.held_until, style="short"))
    return at


def _visit_title(gathered: Gathered, visit: Visit) -> str:
    if visit.status is BookingStatus.OFFERED:
        return _("A place is held for you")
    if visit.status is BookingStatus.REQUESTED:
        return _("You have asked for a time")
    return countdown(gathered)


_MEALS = {
    Meal.BREAKFAST: ("cup", lazy("Breakfast")),
    Meal.MORNING_SNACK: ("basket", lazy("Morning snack")),
    Meal.LUNCH: ("bowl", lazy("Lunch")),
    Meal.DINNER: ("moon", lazy("Dinner")),
    Meal.SNACK: ("basket", lazy("Snack")),
}


def _meal_rows(gathered: Gathered) -> list[dict[str, str]]:
    hour = clock.local(clock.now()).hour
    wanted = rules.next_meal([(one.meal.value, one.mark is not None) for one in gathered.meals], hour)
    return [_meal_row(one) for one in gathered.meals if one.meal == wanted]


def _meal_row(planned: DueMeal) -> dict[str, str]:
    drawing, name = _MEALS[planned.meal]
    return {
        "icon": drawing,
        "title": str(name),
        "note": say(planned.menu.title),
        "href": link("diet_plans.today"),
    }


def _case_row(case: OpenCase) -> dict[str, str]:
    return {
        "icon": "chat",
        "title": _("Case %(number)s", number=case.number),
        "note": _case_note(case),
        "href": link("complaints.case", case_id=case.id),
    }


def _case_note(case: OpenCase) -> str:
    """Say by when its result comes: no day while the clock is paused for the client's answer (T4)."""
    if case.state is CaseState.DECIDED:
        return _("The result is here")
    if case.state is CaseState.WAITING_CLIENT:
        return _("We wait for your answer")
    return _("Result by %(day)s", day=day(case.due_on, "short"))
