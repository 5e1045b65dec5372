"""Diet plans and templates of the demo, written through the services, and a few meals marked."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from webapp import config
from webapp.diet_plans import queries, services
from webapp.diet_plans.rules import document
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import DAYS, Meal, Section
from webapp.diet_plans.rules.talking import Author, Quote
from webapp.diet_plans.rules.targets import Activity
from webapp.diet_plans.rules.templates import OnShelf
from webapp.toolbox.words import Bilingual

_PLANS = json.loads(
    (config.ROOT / "webapp" / "seed" / "data" / "diet_plans.json").read_text(encoding="utf-8")
)
PLANS: dict[int, dict[str, Any]] = {plan["client"]: plan for plan in _PLANS["plans"]}
"""The number of a client of the demo → the plan that is written for them."""

_MEALS = (Meal.BREAKFAST, Meal.LUNCH, Meal.DINNER, Meal.SNACK)
TALK: dict[str, Any] = _PLANS["talk"]
"""Who asks about the plan, what, and what the nutritionist answers."""

TEMPLATES: tuple[str, ...] = tuple(_PLANS["templates"])
"""Who of the house keeps a template: headquarters, the branch's manager, its nutritionist."""

_MARKS = (Mark.DONE, Mark.DONE, Mark.PARTLY, Mark.DONE, Mark.SKIPPED)


def write_plan(*, number: int, client_id: str, staff_id: str, account_id: str) -> str:
    """Write and publish the plan of client `number`; gives the version's id."""
    who = {"client_id": client_id, "staff_id": staff_id, "actor_id": account_id}
    author = services.Author(client_id=client_id, staff_id=staff_id, actor_id=account_id)
    plan = PLANS[number]
    services.start_draft(**who)
    services.save(texts=_texts(plan["texts"]), base=_base(client_id), **who)
    services.save_targets(
        activity=Activity(plan["activity"]),
        energy_low=_figure(plan["energy_low"]),
        energy_high=_figure(plan["energy_high"]),
        client_id=client_id,
        staff_id=staff_id,
        actor_id=account_id,
    )
    for day, menus in enumerate(plan["days"]):
        for meal, menu in menus.items():
            _write_meal(day, Meal(meal), menu, author)
    version = services.publish(
        client_id=client_id, revision=_revision(client_id), staff_id=staff_id, actor_id=account_id
    )
    return version.id


def write_template(*, number: int, name: str, branch_id: str | None, staff_id: str, account_id: str) -> None:
    """Write a template of the first two days of the plan of client `number`, in turns, and save it."""
    titled = Bilingual(**_PLANS["templates"][name])
    own = name == "lin"
    template_id = services.begin_template(
        name=titled, branch_id=branch_id, own=own, staff_id=staff_id, actor_id=account_id
    )
    shelf = OnShelf(template_id, branch_id, staff_id if own else None)
    author = services.Author(template=shelf, staff_id=staff_id, actor_id=account_id)
    for day, menus in enumerate(PLANS[number]["days"][:2]):
        for meal, menu in menus.items():
            _write_meal(day, Meal(meal), menu, author)
    for day in range(2, DAYS):
        services.copy_day(source=day % 2, target=day, phase=0, arranged=None, **author)
    services.keep_written(
        template=shelf,
        name=titled,
        revision=queries.template_being_written(shelf).draft.revision,
        staff_id=staff_id,
        actor_id=account_id,
    )


def _write_meal(day: int, meal: Meal, menu: dict[str, Any], who: services.Author) -> None:
    services.name_meal(
        day=day, meal=meal, title=Bilingual(zh=menu["zh"], en=menu["en"]), phase=0, arranged=None, **who
    )
    for item in menu["items"]:
        services.add_food(
            day=day,
            meal=meal,
            food=item["food"],
            amount=Decimal(item["amount"]),
            unit=item["unit"],
            phase=0,
            arranged=None,
            **who,
        )


def mark_meals(*, client_id: str, account_id: str, today: date) -> None:
    """Let the client mark the meals of the five days before `today`; most were eaten."""
    eaten = [(back, meal) for back in range(5, 0, -1) for meal in _MEALS][:-1]
    for turn, (back, meal) in enumerate(eaten):
        services.mark_meal(
            client_id=client_id,
            day=today - timedelta(days=back),
            meal=meal,
            said=services.Said(_MARKS[turn % len(_MARKS)]),
            actor_id=account_id,
        )


def ask(*, client_id: str, account_id: str, what: str, meal_of: date | None = None) -> None:
    """Let the client ask what `TALK` holds under `what`, perhaps about a meal of a day."""
    services.ask(
        client_id=client_id,
        words=TALK[what],
        quote=Quote(meal_of, Meal(TALK["meal"])) if meal_of else None,
        actor_id=account_id,
    )


def answer(*, client_id: str, staff_id: str, account_id: str) -> None:
    """Let the nutritionist answer."""
    services.answer(client_id=client_id, words=TALK["answered"], staff_id=staff_id, actor_id=account_id)
    services.note_opened(client_id=client_id, author=Author.CLIENT)


def open_plan(*, client_id: str) -> None:
    """Let the client open the plan: its read receipt."""
    version = queries.effective_version(client_id)
    if version:
        services.note_read(version_id=version.id, client_id=client_id)


def _texts(raw: dict[str, dict[str, str]]) -> dict[Section, Bilingual]:
    return {Section(name): Bilingual(zh=words["zh"], en=words["en"]) for name, words in raw.items()}


def _base(client_id: str) -> str:
    draft = queries.draft(client_id)
    return document.fingerprint_of_texts(document.read(draft.content)) if draft else ""


def _revision(client_id: str) -> int:
    draft = queries.draft(client_id)
    return draft.revision if draft else 0


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
