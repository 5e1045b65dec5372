"""Published diet plans: the texts, and the menus of every phase (D1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.diet_plans.queries import DietMessage, Marked, Published, Spoken
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import Meal, Menu, Phase, Section
from webapp.diet_plans.rules.foods import Table
from webapp.diet_plans.rules.phases import Step, steps, told
from webapp.diet_plans.rules.swaps import eaten
from webapp.diet_plans.rules.talking import Author
from webapp.home.presenters.paper.blocks import NOTHING, Block, Chapter, Row
from webapp.kernel.i18n import _, day, language, lazy, moment, number, say
from webapp.toolbox.words import Bilingual

_SECTIONS = {
    Section.PHASE: lazy("The phase you are in"),
    Section.ADVICE: lazy("What to improve"),
    Section.FOODS: lazy("Recommended foods and daily amounts"),
    Section.TIPS: lazy("Key tips"),
}
_MEALS = {
    Meal.BREAKFAST: lazy("Breakfast"),
    Meal.MORNING_SNACK: lazy("Morning snack"),
    Meal.LUNCH: lazy("Lunch"),
    Meal.DINNER: lazy("Dinner"),
    Meal.SNACK: lazy("Snack"),
}
_DAYS = (
    lazy("Monday"),
    lazy("Tuesday"),
    lazy("Wednesday"),
    lazy("Thursday"),
    lazy("Friday"),
    lazy("Saturday"),
    lazy("Sunday"),
)
_STANDING = {
    "SCHEDULED": lazy("It is not in effect yet."),
    "SUPERSEDED": lazy("A newer version is in effect."),
    "WITHDRAWN": lazy("It was withdrawn."),
}
_MARKS = {
    Mark.DONE: lazy("Eaten"),
    Mark.PARTLY: lazy("Partly eaten"),
    Mark.SWAPPED: lazy("Swapped"),
    Mark.SKIPPED: lazy("Skipped"),
}


def diet_plans(
    published: Sequence[Published], meals: Sequence[Marked] = (), questions: Sequence[Spoken] = ()
) -> Chapter:
    """Give every version as it was published, newest first, all that was said of meals, then the questions."""
    blocks = [block for plan in published for block in _plan(plan)]
    return Chapter(_("My diet plans"), [*blocks, *_said_of(meals), *_thread(questions)])


def _thread(questions: Sequence[Spoken]) -> Iterator[Block]:
    """Give questions and answers, the newest first."""
    if questions:
        yield Block(
            title=_("Questions and answers"),
            head=(_("When"), _("Written by"), _("What was written")),
            widths=(2, 1, 5),
            rows=[_spoken(one) for one in reversed(questions)],
        )


def _spoken(one: Spoken) -> Row:
    message = one.message
    who = (
        _("You") if message.author == Author.CLIENT else say(one.writer) if one.writer else _("Nutritionist")
    )
    photo = _("A photo is kept.") if one.photo else ""
    said = "\n".join(filter(None, (_quote(message), message.words, photo)))
    return moment(message.at), who, said or NOTHING


def _quote(message: DietMessage) -> str:
    if not (message.day and message.meal and message.quoted):
        return ""
    dishes = say(Bilingual(zh=message.quoted["zh"], en=message.quoted["en"]))
    meal = _("%(meal)s, %(day)s", meal=_MEALS[Meal(message.meal)], day=day(message.day))
    return f"{meal}: {dishes}"


def _said_of(meals: Sequence[Marked]) -> Iterator[Block]:
    """Give marks, swaps, notes and photos by day, the newest first."""
    if meals:
        yield Block(
            title=_("What I said of meals"),
            head=(_("Day"), _("Meal"), _("What became of it"), _("Swaps and notes")),
            widths=(2, 1, 1, 4),
            rows=[_said(one) for one in reversed(meals)],
        )


def _said(one: Marked) -> Row:
    log = one.log
    photo = _("A photo is kept.") if one.photo else ""
    more = "\n".join(filter(None, (*_swaps(one), log.note or "", photo)))
    return day(log.day), str(_MEALS[Meal(log.meal)]), str(_MARKS[Mark(log.mark)]), more or NOTHING


def _swaps(one: Marked) -> Iterator[str]:
    kept = one.log.swaps or {}
    for item in one.menu.items:
        if item.key in kept:
            other, grams = eaten(kept[item.key])
            words = {"other": say(other), "weight": f"{number(grams)} g"}
            dish = say(one.plan.foods[item.food].dish)
            yield _("%(other)s, %(weight)s, instead of %(dish)s", dish=dish, **words)


def _plan(plan: Published) -> Iterator[Block]:
    version = plan.version
    title = _("Diet plan, version %(n)s", n=version.number)
    said = [str(words) for words in (_STANDING.get(version.status),) if words]
    yield Block(title=title, said=said, note=moment(version.published_at))
    texts = ((str(words), say(plan.content.text(one))) for one, words in _SECTIONS.items())
    pairs = [(name, words) for name, words in texts if words]
    if pairs:
        yield Block(pairs=pairs)
    yield from _phases(plan)


def _phases(plan: Published) -> Iterator[Block]:
    """Give the week of each phase; a plan of one phase without a name is a week."""
    many = told(plan.content)
    for step in steps(plan.content, plan.version.effective_from):
        title, rows = _step(step) if many else "", list(_week(step.phase, plan.foods))
        if rows:
            yield Block(title=title, head=(_("Day"), _("Meal"), _("Menu")), widths=(1, 1, 5), rows=rows)
        elif many:
            yield Block(title=title)


def _step(step: Step) -> str:
    """Say which phase this is and from when on."""
    number = _("Phase %(n)s", n=step.number)
    since = _("from %(day)s on", day=day(step.first)) if step.first else ""
    return " · ".join(filter(None, (number, say(step.phase.title), since)))


def _week(phase: Phase, foods: Table) -> Iterator[Row]:
    for name, menus in zip(_DAYS, phase.days, strict=True):
        for meal, menu in menus.items():
            yield str(name), str(_MEALS[meal]), _menu(menu, foods)


def _menu(menu: Menu, foods: Table) -> str:
    joint = "\u3001" if language() == "zh-Hans" else ", "
    items = joint.join(_item(foods, item.food, item.unit, number(item.amount)) for item in menu.items)
    return ": ".join(filter(None, (say(menu.title), items))) or NOTHING


def _item(foods: Table, code: str, unit: str, amount: str) -> str:
    known = foods[code].unit(unit)
    return f"{say(foods[code].name)} {amount} {say(known.name) if known else unit}"
