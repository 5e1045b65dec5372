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
from webapp.toolbox.packaged import data

_WAITS, _INVESTIGATED, _REVIEWED, _ANSWERED = 6, 7, 1, 2  # numbers of the clients who complain


_WORDS = data("seed", "complaints")
_CALL_LOG: str = _WORDS["call_log"]["zh"]
_FINDING: str = _WORDS["finding"]["zh"]


def _words(case: str, half: str = "zh") -> dict[str, str]:
    """Give what is written in a case, in the language of the one who complains."""
    return {what: text[half] for what, text in _WORDS[case].items()}


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
    words = _words("answered")
    with day.ago(13, hour=20):
        case = _submit(
            person,
            Category.FOLLOW_UP,
            words["story"],
            about=house.staff["chen"],
        )
    with day.ago(12, hour=10):
        _serve(case, words["served"])
    with day.ago(11, hour=14):
        _reply(case, words["reply"])
    with day.ago(10, hour=9):
        _add_evidence(case, _CALL_LOG, words["evidence"])
    with day.ago(10, hour=16):
        _conclude(case, words["remedy"], words["result"])
    with day.ago(9, hour=11):
        services.decide(**_by(case, house.staff["song"]))


def _waits_for_signature(house: House, day: Day, person: Person) -> None:
    words = _words("reviewed")
    with day.ago(5, hour=18):
        case = _submit(person, Category.EXAM, words["story"])
    with day.ago(4, hour=9):
        services.accept(**_by(case))
    with day.ago(4, hour=10):
        services.investigate(**_by(case))
    with day.ago(3, hour=15):
        _add_evidence(case, words["source"], words["evidence"])
    with day.ago(2, hour=16):
        _conclude(case, words["remedy"], words["result"])


def _waits_for_client(day: Day, person: Person) -> None:
    words = _words("waiting", "en")
    with day.ago(3, hour=19):
        case = _submit(
            person,
            Category.BOOKING,
            words["story"],
            language="en",
        )
    with day.ago(2, hour=9):
        services.accept(**_by(case))
    with day.ago(2, hour=11):
        services.ask_client(**_by(case), question=words["question"])


def _is_investigated(house: House, day: Day, person: Person) -> None:
    words = _words("investigated")
    with day.ago(4, hour=20, minute=14):
        case = _submit(
            person,
            Category.FOLLOW_UP,
            words["story"],
            about=house.staff["wei"],
        )
    with day.ago(3, hour=16, minute=30):
        _serve(case, words["served"])
    with day.ago(1, hour=10, minute=12):
        _reply(case, words["reply"])
    with day.ago(1, hour=15):
        _add_evidence(case, _CALL_LOG, words["evidence"])


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
    found = Finding(Outcome.PARTLY, Severity.MINOR, _FINDING, cited, Measure.TRAINING)
    services.conclude(
        **_by(case),
        findings={one.id: found for one in queries.respondents(case.id)},
        remedy=remedy,
        result=result,
    )
