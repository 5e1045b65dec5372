"""Published diet plans as NutritionOrder: the texts, and the menus of every phase in plain lines (D1).

What a client said of meals is an Observation, the thread of questions Communications, a photo a Media resource (D6)."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping

from webapp import config
from webapp.diet_plans.queries import DietMessage, Marked, Published, Spoken
from webapp.diet_plans.rules.adherence import Mark
from webapp.diet_plans.rules.content import Meal, Menu, Phase, Section
from webapp.diet_plans.rules.foods import Table
from webapp.diet_plans.rules.phases import Step, steps, told
from webapp.diet_plans.rules.swaps import eaten
from webapp.diet_plans.rules.talking import Author
from webapp.home.presenters.fhir.elements import HOME, Json, coding, concept, instant, reference, text
from webapp.kernel import pages
from webapp.kernel.i18n import both
from webapp.records.queries import StoredFile
from webapp.toolbox.words import Bilingual

_STATUS = {"SCHEDULED": "active", "EFFECTIVE": "active", "SUPERSEDED": "revoked", "WITHDRAWN": "revoked"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MEAL, _MARK = f"{HOME}/CodeSystem/meal", f"{HOME}/CodeSystem/meal-mark"


def nutrition_order(plan: Published) -> Json:
    """Write one version of a plan as it was published."""
    version = plan.version
    said = [text(plan.content.text(section)) for section in Section]
    return {
        "resourceType": "NutritionOrder",
        "id": version.id,
        "status": _STATUS[version.status],
        "intent": "plan",
        "patient": reference("Patient", version.client_id),
        "dateTime": instant(version.published_at),
        "oralDiet": {"instruction": "\n".join((*filter(None, said), *_weeks(plan))) or "–"},
    }


def _weeks(plan: Published) -> Iterator[str]:
    """Give the week of each phase; a plan of one phase without a name is a week."""
    many = told(plan.content)
    for step in steps(plan.content, plan.version.effective_from):
        if many:
            yield _phase(step)
        yield from _week(step.phase, plan.foods)


def _phase(step: Step) -> str:
    """Name a phase and its days, as far as it has a first and a last one."""
    days = "/".join(day.isoformat() if day else ".." for day in (step.first, step.last))
    return " ".join(filter(None, (f"Phase {step.number}", text(step.phase.title), f"({days})")))


def _week(phase: Phase, foods: Table) -> Iterator[str]:
    """Give a line for each meal of a week; the foods are those of the version, not of today's table."""
    for name, day in zip(_DAYS, phase.days, strict=True):
        for meal, menu in day.items():
            yield f"{name}, {meal.value.lower()}: {_menu(menu, foods)}"


def _menu(menu: Menu, foods: Table) -> str:
    items = [f"{text(foods[item.food].name)} {item.amount:f} {item.unit}" for item in menu.items]
    return "; ".join(filter(None, (text(menu.title), ", ".join(items))))


def said_of_meal(one: Marked, photos: Mapping[str, bytes]) -> Iterator[Json]:
    """Write what became of a meal, with what was eaten instead and the note; then its photo, if there is one."""
    log = one.log
    photo = {"derivedFrom": [reference("Media", one.photo.id)]} if one.photo else {}
    note = {"note": [{"text": log.note}]} if log.note else {}
    swaps = [_swap(one, key, raw) for key, raw in sorted((log.swaps or {}).items())]
    yield {
        "resourceType": "Observation",
        "id": log.id,
        "status": "final",
        "code": concept(_meals()[Meal(log.meal)], coding(_MEAL, log.meal)),
        "subject": reference("Patient", log.client_id),
        "basedOn": [reference("NutritionOrder", log.version_id)],
        "effectiveDateTime": log.day.isoformat(),
        "issued": instant(log.marked_at),
        "valueCodeableConcept": concept(_marks()[Mark(log.mark)], coding(_MARK, log.mark)),
        **photo,
        **note,
        **({"component": swaps} if swaps else {}),
    }
    if one.photo:
        yield _photo(one.photo, pages.link("diet_plans.meal_photo", log_id=log.id), photos)


def _swap(one: Marked, key: str, raw: dict[str, str]) -> Json:
    """Name the dish that was planned, and what was eaten in its place."""
    planned = next((one.plan.foods[item.food].dish for item in one.menu.items if item.key == key), None)
    other, grams = eaten(raw)
    return {"code": concept(planned or Bilingual(key, key)), "valueString": f"{text(other)}, {grams:f} g"}


def communication(one: Spoken, photos: Mapping[str, bytes]) -> Iterator[Json]:
    """Write a message of the thread of questions: who said it, of which meal, when it was opened; then its photo."""
    message = one.message
    client, nutritionist = reference("Patient", message.client_id), {"display": _writer(one)}
    asked = message.author == Author.CLIENT
    photo = [{"contentReference": reference("Media", one.photo.id)}] if one.photo else []
    words = [{"contentString": message.words}] if message.words.strip() else []
    yield {
        "resourceType": "Communication",
        "id": message.id,
        "status": "completed",
        "subject": client,
        "sent": instant(message.at),
        "sender": client if asked else nutritionist,
        "recipient": [nutritionist if asked else client],
        **({"received": instant(message.read_at)} if message.read_at else {}),
        **_quoted(message),
        **({"payload": words + photo} if words or photo else {}),
    }
    if one.photo:
        yield _photo(one.photo, pages.link("diet_plans.question_photo", message_id=message.id), photos)


def _writer(one: Spoken) -> str:
    return text(one.writer or both("Nutritionist"))


def _quoted(message: DietMessage) -> Json:
    """Name the meal that is quoted, its day, what it was, and the version it stood in."""
    if not (message.version_id and message.day and message.meal and message.quoted):
        return {}
    dishes = Bilingual(zh=message.quoted["zh"], en=message.quoted["en"])
    words = f"{text(_meals()[Meal(message.meal)])}, {message.day.isoformat()}: {text(dishes)}"
    return {
        "basedOn": [reference("NutritionOrder", message.version_id)],
        "topic": {"coding": [coding(_MEAL, message.meal)], "text": words},
    }


def _photo(file: StoredFile, link: str, photos: Mapping[str, bytes]) -> Json:
    """Give a photo: what it is, its SHA-256, where its client opens it, and its bytes where they are given."""
    data = {"data": b64encode(photos[file.id]).decode()} if file.id in photos else {}
    return {
        "resourceType": "Media",
        "id": file.id,
        "status": "completed",
        "identifier": [{"system": f"{HOME}/sha256", "value": file.sha256}],
        "subject": reference("Patient", file.client_id or ""),
        "createdDateTime": instant(file.kept_at),
        "content": {
            "contentType": file.content_type,
            "size": file.size,
            **data,
            "url": config.current().base_url + link,
        },
    }


def _meals() -> dict[Meal, Bilingual]:
    return {
        Meal.BREAKFAST: both("Breakfast"),
        Meal.MORNING_SNACK: both("Morning snack"),
        Meal.LUNCH: both("Lunch"),
        Meal.DINNER: both("Dinner"),
        Meal.SNACK: both("Snack"),
    }


def _marks() -> dict[Mark, Bilingual]:
    return {
        Mark.DONE: both("Eaten"),
        Mark.PARTLY: both("Partly eaten"),
        Mark.SWAPPED: both("Swapped"),
        Mark.SKIPPED: both("Skipped"),
    }
