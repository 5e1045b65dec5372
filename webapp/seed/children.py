"""Three small children of the demo with what their visits taught (T2). All invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from webapp.clients import services as clients
from webapp.clients.rules import Capacity
from webapp.kernel import clock
from webapp.questionnaires import services as questionnaires
from webapp.questionnaires.rules.entry import enter
from webapp.seed.organisation import WORDS, House
from webapp.seed.story import Day
from webapp.tcm.rules.children import FORM

_KNOWN_FOR = 60  # days, where nobody visited yet
_MONTH = 30
_TO_NEXT = timedelta(days=180)
_FIRST_PHONE = 13900000101
_WRITER = "lu"


def grow(house: House, day: Day) -> None:
    """Register the children, and enter the records of their visits as staff do."""
    for number, row in enumerate(WORDS["children"]):
        visits = [(visit, (row["months"] - visit) * _MONTH) for visit in row["visits"]]
        with day.ago(max((ago for _, ago in visits), default=_KNOWN_FOR) + 1):
            child_id = _register(house, row, day.today, number)
        for visit, ago in visits:
            with day.ago(ago, hour=10):
                _visit(house, child_id, row["branch"], visit)


def _register(house: House, row: dict[str, Any], today: date, number: int) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 - row["months"], 12)
    child = clients.register(
        branch_id=house.branches[row["branch"]],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        sex=row["sex"],
        birth_date=date(year, month + 1, min(today.day, 28)),
        phone=f"+86{_FIRST_PHONE + number}",
        actor_id=house.accounts[_WRITER],
    )
    return child.id


def _visit(house: House, child_id: str, branch: str, month: int) -> None:
    who: dict[str, Any] = {"client_id": child_id, "code": FORM}
    hand = house.accounts[_WRITER]
    filling = questionnaires.begin_paper(**who, branch_id=house.branches[branch], actor_id=hand, agrees=True)
    today = clock.today()
    days = {"visit-date": [today.isoformat()], "next-visit": [(today + _TO_NEXT).isoformat()]}
    told = WORDS["visits"][str(month)] | days | {"visit": [str(month)], "consent": ["true"]}
    form = filling.definition
    values = {
        link_id: list(enter(form, form.index[link_id], given).values) for link_id, given in told.items()
    }
    questionnaires.save_answers(**who, values=values, revision=filling.revision)
    questionnaires.send_paper(
        **who, staff_id=house.staff[_WRITER], capacity=Capacity.HEALTH_MANAGER, actor_id=hand
    )
