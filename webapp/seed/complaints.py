"""Four complaints of the demo in four states, all invented, by the room's own services.

Investigated (the employee is on standby and has replied), waiting for the client, waiting for the
second signature, and answered (the employee is back at work).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from webapp.complaints import queries, services
from webapp.complaints.models import Case
from webapp.complaints.rules.categories import Category
from webapp.complaints.rules.outcomes import Measure, Outcome, Severity
from webapp.complaints.services import Complaint, Finding
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.seed.clients import Person
from webapp.seed.organisation import House
from webapp.seed.story import Day

_WAITS, _INVESTIGATED, _REVIEWED, _ANSWERED = 6, 7, 1, 2  # numbers of the clients who complain


def complain(house: House, day: Day, people: list[Person]) -> None:
    """Let four clients complain and bring each case to where the demo finds it."""
    _answered(house, day, people[_ANSWERED])
    _waits_for_signature(house, day, people[_REVIEWED])
    _waits_for_client(day, people[_WAITS])
    _is_investigated(house, day, people[_INVESTIGATED])


def _submit(
    person: Person, category: Category, story: str, language: str = "zh-Hans", about: str | None = None
) -> Case:
    happened = clock.today() - timedelta(days=2)
    said = Complaint(category, story, language, happened, about, confidential=about is not None)
    return services.submit(client_id=person.client_id, complaint=said)


def _by(case: Case, staff_id: str | None = None) -> dict[str, Any]:
    """Give the words of a handler's service, for the case as it is now."""
    now = db.session.get_one(Case, case.id, populate_existing=True)
    return {"case_id": now.id, "staff_id": staff_id or now.handler_id or "", "version": now.version}


def _answered(house: House, day: Day, person: Person) -> None:
    with day.ago(13, hour=20):
        case = _submit(
            person,
            Category.FOLLOW_UP,
            "说好上周三打电话告诉我怎么预约，一直没有等到，也没有人说明。",
            about=house.staff["chen"],
        )
    with day.ago(12, hour=10):
        _serve(case, "约定的一次电话没有按时打出，请说明当天的情况。")
    with day.ago(11, hour=14):
        _reply(case, "那天在培训，没有改约，是我的疏忽。第二天上午已经补打。")
    with day.ago(10, hour=9):
        _add_evidence(case, "通话记录", "周三没有外呼；周四 9:20 外呼，接通 4 分钟。")
    with day.ago(10, hour=16):
        _conclude(case, "道歉，并由店长安排改约培训。", "约好的电话确实晚了一天，没有提前告诉您，对不起。")
    with day.ago(9, hour=11):
        services.decide(**_by(case, house.staff["song"]))


def _waits_for_signature(house: House, day: Day, person: Person) -> None:
    with day.ago(5, hour=18):
        case = _submit(person, Category.EXAM, "体检当天等了一个多小时才抽血，空腹很难受，希望早一点说明。")
    with day.ago(4, hour=9):
        services.accept(**_by(case))
    with day.ago(4, hour=10):
        services.investigate(**_by(case))
    with day.ago(3, hour=15):
        _add_evidence(case, "体检机构回函", "当天一名护士请假，抽血窗口少开一个，平均等候 55 分钟。")
    with day.ago(2, hour=16):
        _conclude(
            case,
            "请机构在少开窗口时提前短信告知，并给空腹者优先号。",
            "情况属实。机构已答应以后提前通知，并让空腹的客户先抽血。",
        )


def _waits_for_client(day: Day, person: Person) -> None:
    with day.ago(3, hour=19):
        case = _submit(
            person,
            Category.BOOKING,
            "I asked for another date by phone and nobody called me back.",
            language="en",
        )
    with day.ago(2, hour=9):
        services.accept(**_by(case))
    with day.ago(2, hour=11):
        services.ask_client(
            **_by(case), question="On which day did you call, and which date did you ask for?"
        )


def _is_investigated(house: House, day: Day, person: Person) -> None:
    with day.ago(4, hour=20, minute=14):
        case = _submit(
            person,
            Category.FOLLOW_UP,
            "约了 12 日和 17 日下午随访，两次都没等到电话，也没有人说明。",
            about=house.staff["wei"],
        )
    with day.ago(3, hour=16, minute=30):
        _serve(case, "两次约定的随访电话没有接到，请说明这两天的情况。")
    with day.ago(1, hour=10, minute=12):
        _reply(case, "17 日外出培训，没有改约，是我的疏忽。12 日打过一次，没有接通。")
    with day.ago(1, hour=15):
        _add_evidence(case, "通话记录", "12 日 15:20 外呼一次，未接通；17 日没有外呼。")


def _serve(case: Case, summary: str) -> None:
    for one in queries.respondents(case.id):
        services.serve(**_by(case), respondent_id=one.id, summary=summary)
    services.investigate(**_by(case))


def _reply(case: Case, words: str) -> None:
    for one in queries.respondents(case.id):
        services.reply(respondent_id=one.id, staff_id=one.staff_id, words=words)


def _add_evidence(case: Case, title: str, words: str) -> None:
    services.add_evidence(**_by(case), title=title, words=words)


def _conclude(case: Case, remedy: str, result: str) -> None:
    cited = queries.evidence(case.id)[-1].id
    found = Finding(Outcome.PARTLY, Severity.MINOR, "通话记录与双方说法相符。", cited, Measure.TRAINING)
    services.conclude(
        **_by(case),
        findings={one.id: found for one in queries.respondents(case.id)},
        remedy=remedy,
        result=result,
    )
