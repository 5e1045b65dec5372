"""The demo's company: its contract year, roster, contact, and the report of what was found among its people (S6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from webapp.accounts.rules import Role
from webapp.groups import queries, services
from webapp.groups.models import GroupContract
from webapp.groups.rules.contract import Terms
from webapp.kernel import clock
from webapp.seed.clients import Person
from webapp.seed.organisation import WORDS, House
from webapp.seed.sign_ins import PASSWORD, TOTP_SECRET, SignIn
from webapp.seed.story import Day, Stage, stage_of

_GROUP: dict[str, Any] = WORDS["group"]
_SIGNED = 46  # days ago, before its first people came
_BRANCH, _KEEPER, _MANAGER = "NH", "lu", "liang"


def found_company(house: House, day: Day, people: Iterable[Person]) -> None:
    """Let a company sign, name its people, and get its report, which the contact may read."""
    keeper = house.accounts[_KEEPER]
    with day.ago(_SIGNED):
        contract = _sign(house, keeper)
        _name_people(contract, people, keeper)
    with day.ago(1):
        _send_list(contract, keeper)
    who = {"staff_id": house.staff[_MANAGER], "actor_id": house.accounts[_MANAGER]}
    with day.ago(5):
        services.prepare(contract=contract, staff_id=house.staff[_KEEPER], actor_id=keeper)
    with day.ago(4):
        report = queries.reports_of(contract.group_id)[contract.id]
        services.review(report=report, comment=_GROUP["comment"], language="zh-Hans", **who)
        services.release(report=report, **who)


def _sign(house: House, keeper: str) -> GroupContract:
    names = {"name_zh": _GROUP["name_zh"], "name_en": _GROUP["name_en"]}
    group = services.open_group(branch_id=house.branches[_BRANCH], actor_id=keeper, **names)
    told = {key: _GROUP["contact"][key] for key in ("name_zh", "name_en", "username")}
    services.appoint_contact(group=group, password=PASSWORD, totp_secret=TOTP_SECRET, actor_id=keeper, **told)
    return services.sign_contract(
        group=group,
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=364),
        institution_id=house.institutions["NANHU"],
        terms=Terms(headcount=24, lectures=2),
        actor_id=keeper,
    )


def _name_people(contract: GroupContract, people: Iterable[Person], keeper: str) -> None:
    """Put on the roster whose report the client may read; where each works goes round."""
    group = queries.group(contract.group_id)
    done = [one for one in people if one.branch == _BRANCH and stage_of(one.number) is Stage.RELEASED]
    for turn, person in enumerate(done):
        services.add_member(
            group=group,
            client_id=person.client_id,
            department=_GROUP["departments"][turn % len(_GROUP["departments"])],
            joined_on=contract.starts_on,
            actor_id=keeper,
        )


def _send_list(contract: GroupContract, keeper: str) -> None:
    """Bring a short list of the company's people, which waits for the worker and then for somebody to confirm it."""
    content = "\r\n".join(",".join(row) for row in _GROUP["list"]).encode()
    people = services.look_at_roster(content)
    services.take_in_roster(
        contract=contract, name="huguang.csv", content=content, people=people, actor_id=keeper
    )


def contact() -> SignIn:
    """Give the contact's ready-made sign-in."""
    told = _GROUP["contact"]
    names = (told["name_zh"], told["name_en"], told["username"])
    return SignIn(Role.GROUP_CONTACT, *names, told["note_zh"], told["note_en"])
