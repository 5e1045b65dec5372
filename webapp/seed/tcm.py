"""Three TCM records of the demo: one confirmed, one that waits for a second look, one with a tie."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from webapp.questionnaires.rules.entry import enter
from webapp.tcm import queries, services
from webapp.tcm.rules.constitution import Given
from webapp.toolbox.signature import own


@dataclass(frozen=True, slots=True)
class Told:
    """What an old client told: answers that differ from 1, and the guidance that was given."""

    answers: dict[int, int]
    guidance: dict[str, list[str]]
    confirmed: bool = False
    words: dict[str, str] = field(default_factory=dict)


RECORDS = {
    2: Told({1: 4, 9: 3, 16: 4, 28: 3, 32: 2}, {"phlegm_dampness": ["DIET", "EXERCISE"]}),
    6: Told(
        {1: 4, 10: 3, 21: 4, 26: 3, 31: 3, 2: 2}, {"yin_deficiency": ["DIET", "DAILY_LIFE"]}, confirmed=True
    ),
    42: Told({1: 3, 3: 5, 14: 4, 2: 2, 10: 5, 21: 4, 26: 2}, {"qi_deficiency": ["EXERCISE"]}),
}
"""The number of a client of the demo → what they told."""


def ask(
    *, number: int, client_id: str, name: str, day: date, asker: tuple[str, str], doctor: tuple[str, str]
) -> None:
    """Ask client `number`, let them sign, and where it is told so let the doctor confirm.

    `asker` and `doctor` are (staff id, account id).
    """
    told = RECORDS[number]
    row = services.save(
        client_id=client_id,
        day=day,
        values=_values(told),
        agrees=True,
        staff_id=asker[0],
        role="HEALTH_MANAGER",
        actor_id=asker[1],
    )
    services.guide(record_id=row.id, given=Given(told.guidance, told.words, by=asker[0]), actor_id=asker[1])
    services.sign(record_id=row.id, signature=own(name), actor_id=asker[1])
    if told.confirmed:
        services.confirm(record_id=row.id, staff_id=doctor[0], role="FAMILY_DOCTOR", actor_id=doctor[1])


def _values(told: Told) -> dict[str, list[object]]:
    forms = queries.forms()
    points = {f"tcm33-{no}": str(told.answers.get(no, 1)) for no in range(1, 34)}
    raw = points | {f"self_care-{no}": "independent" for no in range(1, 6)}
    items = ((form, item) for _, form in forms.values() for item in form.walk() if item.link_id in raw)
    return {item.link_id: list(enter(form, item, [raw[item.link_id]]).values) for form, item in items}
