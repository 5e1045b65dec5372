"""The demo: a living branch, made by calling the pages' services. No inserts."""

from __future__ import annotations

from datetime import date, timedelta

from webapp.accounts import services as accounts
from webapp.kernel import clock, ids
from webapp.seed import (
    assessments,
    clients,
    complaints,
    diet_plans,
    exams,
    health,
    questionnaires,
    sign_ins,
)
from webapp.seed.clients import Person
from webapp.seed.organisation import WORDS, House, found
from webapp.seed.story import EXPECTED_TODAY, Day, Stage, stage_of

CLIENTS = 60
_OPENED = 400  # days before today
_FIRST_SESSION, _LAST_SESSION = 45, 60


def seed_once(*, today: date | None = None) -> bool:
    """Fill an empty database with the demo as it is on `today`; tell whether anything was done.

    The same day gives the same people, figures and row ids.
    """
    if accounts.count_accounts():
        return False
    day = Day(today or clock.today())
    with ids.seeded(day.today.toordinal()):
        house = _open_house(day)
        people = [_live(house, day, number) for number in range(CLIENTS)]
        complaints.complain(house, day, people)
    sign_ins.keep(_sign_ins(people))
    return True


def _open_house(day: Day) -> House:
    with day.ago(_OPENED):
        house = found(today=day.today)
        questionnaires.publish_standard_questionnaire(actor_id=house.accounts["admin"])
    with day.ago(_FIRST_SESSION + 1):
        for code, branch in (("XISHAN", "NH"), ("NANHU", "NH"), ("DONGCHUAN", "DC")):
            exams.open_times(
                branch_id=house.branches[branch],
                institution_id=house.institutions[code],
                first=day.today - timedelta(days=_FIRST_SESSION),
                last=day.today + timedelta(days=_LAST_SESSION),
                capacity=10,
                also=day.today.isoweekday(),
                actor_id=house.accounts["admin"],
            )
    return house


def _live(house: House, day: Day, number: int) -> Person:
    """Let one client live up to where the demo finds them."""
    stage = stage_of(number)
    with day.ago(44 - number // 6):
        person = clients.welcome(house, today=day.today, number=number)
    if stage >= Stage.HALF_FILLED:
        _answer(house, day, person, whole=stage > Stage.HALF_FILLED)
    if stage >= Stage.BOOKED:
        _go_to_exam(house, day, person, stage)
    if person.number in diet_plans.PLANS:
        _get_a_diet_plan(house, day, person)
    return person


def _answer(house: House, day: Day, person: Person, *, whole: bool) -> None:
    who = {
        "client_id": person.client_id,
        "branch_id": house.branches[person.branch],
        "account_id": person.account_id,
    }
    with day.ago(1 if not whole else 33 - person.number // 6, hour=20):
        if whole:
            questionnaires.fill_hra(**who, name=person.name_zh, facts=health.answers(person))
        else:
            questionnaires.begin_hra(**who, facts=health.answers(person), sections=2 + person.number % 3)


def _go_to_exam(house: House, day: Day, person: Person, stage: Stage) -> None:
    if stage is Stage.BOOKED:
        ahead = 0 if person.number in EXPECTED_TODAY else 5 + person.number // 10
        _book(day, person, made_ago=6, ahead=ahead)
    else:
        booking_id = _book(day, person, made_ago=27, ahead=person.number // 10 - 23)
        _be_examined(house, day, person, stage, booking_id)


def _book(day: Day, person: Person, *, made_ago: int, ahead: int) -> str:
    with day.ago(made_ago, hour=19):
        return exams.book_exam(
            client_id=person.client_id,
            day=day.today + timedelta(days=ahead),
            actor_id=person.account_id,
            nth=person.number,
        )


def _be_examined(house: House, day: Day, person: Person, stage: Stage, booking_id: str) -> None:
    desk = "desk" if person.package == "DELUXE" else person.manager
    with day.ago(12):
        exams.attend(
            booking_id=booking_id, desk_staff_id=house.staff[desk], desk_account_id=house.accounts[desk]
        )
    if stage >= Stage.ENTERED:
        _have_results(house, day, person, stage, booking_id)


def _have_results(house: House, day: Day, person: Person, stage: Stage, booking_id: str) -> None:
    with day.ago(10, hour=14):
        report_id = exams.enter(
            booking_id=booking_id,
            branch_id=house.branches[person.branch],
            figures=health.figures(person),
            staff_id=house.staff[person.manager],
            account_id=house.accounts[person.manager],
        )
    if stage >= Stage.VERIFIED:
        second = {"lu": "chen", "chen": "lu", "wei": "ma"}[person.manager]
        with day.ago(9, hour=15):
            exams.verify(
                report_id=report_id,
                branch_id=house.branches[person.branch],
                staff_id=house.staff[second],
                account_id=house.accounts[second],
            )
    if stage >= Stage.RELEASED:
        _be_told(house, day, person)


def _be_told(house: House, day: Day, person: Person) -> None:
    """Somebody reads the draft, acts on what is critical, and lets the client read it."""
    who = {"staff_id": house.staff[person.manager], "account_id": house.accounts[person.manager]}
    branch_id = house.branches[person.branch]
    with day.ago(8, hour=10):
        assessments.act_on_alerts(client_id=person.client_id, **who)
        reviewed = assessments.review(client_id=person.client_id, branch_id=branch_id, **who)
    with day.ago(8, hour=16):
        assessments.release(assessment_id=reviewed, branch_id=branch_id, **who)


def _get_a_diet_plan(house: House, day: Day, person: Person) -> None:
    """The nutritionist writes a week; the client follows it and says so."""
    with day.ago(6, hour=15):
        diet_plans.write_plan(
            number=person.number,
            client_id=person.client_id,
            staff_id=house.staff["lin"],
            account_id=house.accounts["lin"],
        )
    with day.ago(1, hour=21):
        diet_plans.mark_meals(client_id=person.client_id, account_id=person.account_id, today=day.today)


_STAGE_NOTES = {
    Stage.NEW: ("还没有开始", "Nothing done yet"),
    Stage.HALF_FILLED: ("问卷填到一半", "Questionnaire half filled"),
    Stage.SENT: ("问卷已提交，可以预约体检", "Questionnaire sent, can book"),
    Stage.BOOKED: ("体检已预约", "Exam booked"),
    Stage.EXAMINED: ("已体检，等录入结果", "Examined, results to enter"),
    Stage.ENTERED: ("结果已录入，等第二人核对", "Results entered, waiting for the second person"),
    Stage.VERIFIED: ("结果已核对，评估待审核", "Results verified, assessment to review"),
    Stage.RELEASED: ("评估已发布", "Assessment released"),
}


def _sign_ins(people: list[Person]) -> list[sign_ins.SignIn]:
    first = [
        sign_ins.SignIn(
            "CLIENT",
            one.name_zh,
            one.name_en,
            one.phone.removeprefix("+86"),
            *_STAGE_NOTES[stage_of(one.number)],
        )
        for one in people[:10]
    ]
    staff = [
        sign_ins.SignIn(
            row["role"], row["name_zh"], row["name_en"], row["username"], row["note_zh"], row["note_en"]
        )
        for row in WORDS["staff"]
    ]
    return first + staff
