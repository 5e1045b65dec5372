"""The demo: a living branch, made by calling the pages' services. No inserts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from webapp.accounts import services as accounts
from webapp.complaints.services import count_quarters
from webapp.diet_plans.services import import_shipped, look
from webapp.kernel import clock, ids
from webapp.questionnaires.services import publish_shipped
from webapp.seed import (
    applicants,
    assessments,
    bookings,
    children,
    clients,
    complaints,
    diet_plans,
    exams,
    groups,
    health,
    questionnaires,
    readings,
    sign_ins,
    tcm,
)
from webapp.seed.clients import COLLEAGUES, Person
from webapp.seed.organisation import DESKS, WORDS, House, found
from webapp.seed.story import EXPECTED_TODAY, FOLLOWED, Day, Stage, stage_of
from webapp.toolbox.packaged import data

CLIENTS = 60
_OPENED = 400  # days before today
_FIRST_SESSION, _LAST_SESSION = 45, 60


def seed_once(*, today: date | None = None) -> bool:
    """Fill an empty database with the demo as it is on `today`; tell whether anything was done.

    The same day gives the same people, figures and row ids; the same hour, the same offer of a freed place.
    """
    if accounts.count_accounts():
        return False
    day = Day(today or clock.today())
    with ids.seeded(day.today.toordinal()):
        house = _open_house(day)
        people = [_live(house, day, number) for number in range(CLIENTS)]
        complaints.complain(house, day, people)
        children.grow(house, day)
        people += [_live(house, day, number) for number in COLLEAGUES]
        groups.found_company(house, day, people)
        applicants.come(house, day)
        bookings.wait_for_staff(house, day, people)
        with day.ago(0):
            look("")
            count_quarters()
    sign_ins.keep(_sign_ins(people))
    return True


def _open_house(day: Day) -> House:
    with day.ago(_OPENED):
        house = found(today=day.today)
        publish_shipped(actor_id=house.accounts["admin"])
        import_shipped(actor_id=house.accounts["admin"])
    with day.ago(_FIRST_SESSION):
        for name in diet_plans.TEMPLATES:
            diet_plans.write_template(
                number=0,
                name=name,
                branch_id=None if name == "admin" else house.branches["NH"],
                staff_id=house.staff[name],
                account_id=house.accounts[name],
            )
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
    if stage >= Stage.HALF_FILLED and number != FOLLOWED:
        _answer(house, day, person, whole=stage > Stage.HALF_FILLED)
    if stage >= Stage.BOOKED:
        _go_to_exam(house, day, person, stage)
    if person.number in questionnaires.SCREENED:
        _be_screened(house, day, person)
    if person.number in tcm.RECORDS:
        _be_asked(house, day, person)
    if person.number in diet_plans.PLANS:
        _get_a_diet_plan(house, day, person)
    if person.number in readings.AT_HOME:
        with day.ago(1, hour=7):
            readings.keep(client_id=person.client_id, account_id=person.account_id)
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


def _be_screened(house: House, day: Day, person: Person) -> None:
    with day.ago(34, hour=19):
        questionnaires.fill_screening(
            number=person.number,
            client_id=person.client_id,
            branch_id=house.branches[person.branch],
            account_id=person.account_id,
            name=person.name_zh,
        )


def _be_asked(house: House, day: Day, person: Person) -> None:
    """A health manager visits with the 33 questions; the doctor looks a second time."""
    asker, doctor = ((house.staff[one], house.accounts[one]) for one in (person.manager, "he"))
    with day.ago(3, hour=10):
        tcm.ask(
            number=person.number,
            client_id=person.client_id,
            name=person.name_zh,
            day=clock.today(),
            asker=asker,
            doctor=doctor,
        )


def _go_to_exam(house: House, day: Day, person: Person, stage: Stage) -> None:
    if stage is Stage.BOOKED:
        ahead = 0 if person.number in EXPECTED_TODAY else 5 + person.number // 10
        _book(house, day, person, made_ago=6, ahead=ahead)
    else:
        booking_id = _book(house, day, person, made_ago=27, ahead=person.number // 10 - 23)
        _be_examined(house, day, person, stage, booking_id)


def _book(house: House, day: Day, person: Person, *, made_ago: int, ahead: int) -> str:
    with day.ago(made_ago, hour=19):
        booking_id = exams.book_exam(
            client_id=person.client_id,
            day=day.today + timedelta(days=ahead),
            actor_id=person.account_id,
            nth=person.number,
        )
    with day.ago(made_ago - 1, hour=10):
        staff_id, account_id = house.staff[person.manager], house.accounts[person.manager]
        exams.approve(booking_id=booking_id, staff_id=staff_id, account_id=account_id)
    return booking_id


def _be_examined(house: House, day: Day, person: Person, stage: Stage, booking_id: str) -> None:
    desk = DESKS[person.institution]
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
    """The nutritionist writes a week; who follows it says so, the other one has not opened it yet."""
    asks = person.number == diet_plans.TALK["client"]
    with day.ago(6 if asks else 9, hour=15):
        diet_plans.write_plan(
            number=person.number,
            client_id=person.client_id,
            staff_id=house.staff["lin"],
            account_id=house.accounts["lin"],
        )
    if asks:
        _follow_and_ask(house, day, person)


def _follow_and_ask(house: House, day: Day, person: Person) -> None:
    """One question is answered, one waits."""
    who: Any = {"client_id": person.client_id, "account_id": person.account_id}
    with day.ago(5, hour=19):
        diet_plans.open_plan(client_id=person.client_id)
    with day.ago(4, hour=20):
        diet_plans.ask(**who, what="asked")
    with day.ago(3, hour=10):
        diet_plans.answer(
            client_id=person.client_id, staff_id=house.staff["lin"], account_id=house.accounts["lin"]
        )
    with day.ago(1, hour=21):
        diet_plans.mark_meals(**who, today=day.today)
    with day.ago(1, hour=22):
        diet_plans.ask(**who, what="open", meal_of=day.today)


_NOTES = data("seed", "stages")
_LISTED = (*range(10), *EXPECTED_TODAY, *bookings.STANDING)


def _sign_ins(people: list[Person]) -> list[sign_ins.SignIn]:
    clients_listed = [_client_sign_in(people[number]) for number in _LISTED]
    staff = [
        sign_ins.SignIn(
            row["role"], row["name_zh"], row["name_en"], row["username"], row["note_zh"], row["note_en"]
        )
        for row in WORDS["staff"]
    ]
    return [*clients_listed, *applicants.sign_ins(), *staff, groups.contact()]


def _client_sign_in(person: Person) -> sign_ins.SignIn:
    zh, en = _note(person)
    phone = person.phone.removeprefix("+86")
    return sign_ins.SignIn("CLIENT", person.name_zh, person.name_en, phone, zh, en)


def _note(person: Person) -> tuple[str, str]:
    """Say what stands out about a listed client, in Chinese and English."""
    special = {**dict.fromkeys(EXPECTED_TODAY, "EXPECTED_TODAY"), FOLLOWED: "FOLLOWED", **bookings.STANDING}
    note = _NOTES[special.get(person.number) or stage_of(person.number).name]
    place = next(row for row in WORDS["institutions"] if row["code"] == person.institution)
    return note["zh"] % {"place": place["name_zh"]}, note["en"] % {"place": place["name_en"]}
