"""The nutritionist's editor: the week as a grid, one meal, the search, the day's totals (D2, D3, D5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from webapp.clients.rules import ALLERGEN_NAMES, Allergen
from webapp.diet_plans.presenters.steps import in_phase, phase_name, span
from webapp.diet_plans.presenters.totals import Line, nutrient_lines, pagoda_lines, week_lines
from webapp.diet_plans.presenters.words import (
    MEAL_WORDS,
    Text,
    amount,
    grouped,
    household,
    listed,
    menu_line,
    text,
    weight,
)
from webapp.diet_plans.rules.allergies import carried
from webapp.diet_plans.rules.content import DAYS, Content, Item, Meal, Menu, day_portions, grams
from webapp.diet_plans.rules.foods import GRAM, Food, Nutrient, Table
from webapp.diet_plans.rules.holding import Held
from webapp.diet_plans.rules.nutrition import Band, Portion, total
from webapp.diet_plans.rules.pagoda import group_name
from webapp.diet_plans.rules.phases import told
from webapp.diet_plans.rules.publishing import allergen_hits
from webapp.diet_plans.rules.stepwise import alone
from webapp.kernel.i18n import _, lazy, number, say

DAY_WORDS = (
    lazy("Monday"),
    lazy("Tuesday"),
    lazy("Wednesday"),
    lazy("Thursday"),
    lazy("Friday"),
    lazy("Saturday"),
    lazy("Sunday"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One meal of the grid; `hit`: it carries what the client must not eat."""

    id: str
    words: Text
    href: str
    label: str
    chosen: bool
    hit: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One food of the chosen meal."""

    key: str
    name: str
    amount: str
    grams: str
    kcal: str
    allergens: str
    held: str
    note: Text
    swaps: bool
    href: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One food the search found; `chosen` when its amount is being typed."""

    code: str
    name: str
    group: str
    kcal: str
    href: str
    allergens: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The food whose amount is being typed, with its units."""

    code: str
    name: str
    units: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Holding:
    """What was copied: where it stands, in words, and what puts it in place."""

    held: str
    words: str


@dataclass(frozen=True, slots=True)
class Copies:
    """What the place may be copied as: its meal, its day, its week."""

    meal: str
    day: str
    week: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose menus are on the desk: a client's, or a template's, whose addresses are the same deeds of its own."""

    client_id: str = ""
    template_id: str = ""

    def to(self, deed: str, **more: Any) -> str:
        """Give the address of a page or deed of the editor."""
        if self.template_id:
            return url_for(f"diet_plans_desk.template_{deed}", template_id=self.template_id, **more)
        return url_for(f"diet_plans_desk.{deed}", client_id=self.client_id, **more)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which week of the plan the nutritionist works; `arranged`: how its phases were when she came there."""

    owner: Owner
    day: int
    meal: Meal
    phase: int = 0
    held: str = ""
    arranged: int | None = None

    def href(self, **more: Any) -> str:
        """Give the editor's address at this place."""
        values: dict[str, Any] = {"day": self.day, "meal": self.meal.value}
        if self.phase:
            values["phase"] = self.phase
        if self.held:
            values["held"] = self.held
        return self.owner.to("editor", **(values | more))


@dataclass(frozen=True, slots=True)
class PhaseTab:
    """One phase above the week: its name, its weeks, and the way to it."""

    name: Text
    weeks: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Work:
    """The middle and the right of the editor. `heads` are the weekdays, short and in full."""

    place: Place
    phases: list[PhaseTab]
    day_name: str
    meal_name: str
    heads: list[tuple[str, str]]
    grid: list[tuple[str, list[Cell]]]
    energy: list[str]
    menu: Menu
    rows: list[Row]
    words: str
    choices: list[Choice]
    chosen: Chosen | None
    nutrients: list[Line]
    groups: list[Line]
    hits: list[str]
    week: list[Line]
    copies: Copies
    changing: Chosen | None
    holding: Holding | None

    @property
    def cell(self) -> Cell:
        """The chosen meal's place in the grid."""
        return next(cell for _, cells in self.grid for cell in cells if cell.chosen)


def work(
    content: Content,
    table: Table,
    place: Place,
    bands: dict[Nutrient, Band],
    avoid: frozenset[str],
    *,
    words: str = "",
    found: Sequence[Food] = (),
    chosen: Food | None = None,
    holding: Holding | None = None,
    item: str = "",
) -> Work:
    """Make what the editor shows for one meal of the week: `found` by the `words` typed, `chosen` to be weighed.

    `item`: the key of the meal's food that is to be changed.
    The week and its totals are those of the place's phase, what stands against publishing that of all.
    """
    place = replace(place, held=holding.held if holding else "")
    plan, content = content, alone(content, place.phase)
    menu, eaten = content.menu(place.day, place.meal), day_portions(content, place.day, table)
    return Work(
        place=place,
        phases=phase_tabs(plan, place),
        day_name=str(DAY_WORDS[place.day]),
        meal_name=str(MEAL_WORDS[place.meal]),
        heads=[(str(name)[:3], str(name)) for name in DAY_WORDS],
        grid=[(str(MEAL_WORDS[meal]), _cells(content, table, place, meal, avoid)) for meal in Meal],
        energy=[_energy(day_portions(content, day, table)) for day in range(DAYS)],
        menu=menu,
        rows=[_row(item, table, avoid, place) for item in menu.items],
        words=words,
        choices=[_choice(food, place, words, avoid) for food in found],
        chosen=_chosen(chosen),
        nutrients=nutrient_lines(eaten, bands),
        groups=pagoda_lines(eaten),
        hits=hit_lines(plan, table, avoid),
        week=week_lines(content, table, bands),
        copies=_copies(place),
        changing=_changing(content, table, place, item),
        holding=holding,
    )


def phase_tabs(content: Content, place: Place) -> list[PhaseTab]:
    """Give the way to each phase, at the same meal; none for a plan of one nameless phase."""
    if not told(content):
        return []
    return [
        PhaseTab(
            phase_name(content, number),
            span(content, number),
            replace(place, phase=number).href(),
            number == place.phase,
        )
        for number in range(len(content.phases))
    ]


def _cells(content: Content, table: Table, place: Place, meal: Meal, avoid: frozenset[str]) -> list[Cell]:
    here = [replace(place, day=day, meal=meal) for day in range(DAYS)]
    return [_cell(content, table, one, place, avoid) for one in here]


def _cell(content: Content, table: Table, here: Place, place: Place, avoid: frozenset[str]) -> Cell:
    menu = content.menu(here.day, here.meal)
    words = Text((_("empty"),), "") if menu.empty else menu_line(menu, table)
    return Cell(
        id=f"cell-{here.day}-{here.meal.value}",
        words=words,
        href=here.href(),
        label=f"{DAY_WORDS[here.day]} {MEAL_WORDS[here.meal]}: ",
        chosen=here == place,
        hit=any(carried(table[item.food], avoid) for item in menu.items),
    )


def _energy(eaten: list[Portion]) -> str:
    return amount(total(eaten, Nutrient.ENERGY)) if eaten else "—"


def _row(item: Item, table: Table, avoid: frozenset[str], place: Place) -> Row:
    food = table[item.food]
    energy = total([Portion(food, grams(item, table))], Nutrient.ENERGY)
    return Row(
        key=item.key,
        name=say(food.name),
        amount=household(item, table) or f"{number(item.amount)} {say(GRAM.name)}",
        grams=weight(item, table).removesuffix(" g"),
        kcal=amount(energy) if energy.exact else _("unknown"),
        allergens=allergen_words(carried(food, avoid)),
        held=str(Held(place.day, place.meal, item.key, place.phase)),
        note=text(item.note),
        swaps=item.swaps or not food.exchange_group,
        href=place.href(item=item.key),
    )


def allergen_words(codes: list[str]) -> str:
    """Name allergens of the record in the visitor's language."""
    return listed([say(ALLERGEN_NAMES[Allergen(code)]) for code in codes])


def _choice(food: Food, place: Place, words: str, avoid: frozenset[str]) -> Choice:
    energy = food.per_100g[Nutrient.ENERGY]
    return Choice(
        code=food.code,
        name=say(food.name),
        group=say(group_name(food.group)),
        kcal=_("energy unknown") if energy is None else _("%(kcal)s kcal in 100 g", kcal=grouped(energy)),
        href=place.href(food=food.code, q=words, arranged=place.arranged),
        allergens=allergen_words(carried(food, avoid)),
    )


def _changing(content: Content, table: Table, place: Place, key: str) -> Chosen | None:
    item = content.item(place.day, place.meal, key)
    return _chosen(table[item.food], item.unit) if item else None


def _copies(place: Place) -> Copies:
    phase = place.phase
    return Copies(
        meal=str(Held(place.day, place.meal, phase=phase)),
        day=str(Held(place.day, phase=phase)),
        week=str(Held(phase=phase)),
    )


def _chosen(food: Food | None, written: str = "") -> Chosen | None:
    """Give a food to be written, in its units; and in the one it is `written` in already, though offered no more."""
    if food is None:
        return None
    former = [unit for unit in food.former if unit.code == written]
    units = [
        (unit.code, _("%(unit)s (about %(grams)s g)", unit=say(unit.name), grams=number(unit.grams)))
        for unit in (*former, *food.units)
    ]
    return Chosen(food.code, say(food.name), [*units, (GRAM.code, say(GRAM.name))])


def holding(content: Content, table: Table, held: Held) -> Holding | None:
    """Name what is held of a draft or version; None when the food or its phase is gone from where it stood."""
    if held.phase >= len(content.phases):
        return None
    words = _held_words(alone(content, held.phase), table, held)
    if not words:
        return None
    place = in_phase(content, held.phase, words)
    if held.version:
        place = _("version %(n)s, %(place)s", n=held.version, place=place)
    return Holding(str(held), place)


def _held_words(content: Content, table: Table, held: Held) -> str:
    if held.day is None:
        return _("the whole week")
    if held.meal is None:
        return str(DAY_WORDS[held.day])
    if not held.key:
        return _("%(day)s, %(meal)s", day=DAY_WORDS[held.day], meal=MEAL_WORDS[held.meal])
    item = held.item(content)
    return say(table[item.food].name) if item else ""


def hit_lines(content: Content, table: Table, avoid: frozenset[str]) -> list[str]:
    """Say every place where the allergy gate stops a food (D3)."""
    return [
        _(
            "%(day)s, %(meal)s: %(food)s contains %(allergens)s.",
            day=in_phase(content, hit.phase, str(DAY_WORDS[hit.day])),
            meal=MEAL_WORDS[hit.meal],
            food=say(table[hit.item.food].name),
            allergens=allergen_words(carried(table[hit.item.food], avoid)),
        )
        for hit in allergen_hits(content, table, avoid)
    ]
