"""What makes an answer doubtful after it was given: blank, out of range, unusual, hidden, miscounted, contradictory.

A remark changes nothing and stops nothing; a person looks at it and asks. Names, soft limits (marked with their
source) and sentences stand in `data/quality.json`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from webapp.questionnaires.rules.answers import Json, code_of
from webapp.questionnaires.rules.definition import Definition, Item, plain_word
from webapp.questionnaires.rules.enablement import asked
from webapp.questionnaires.rules.entry import key_of
from webapp.questionnaires.rules.filling import open_questions
from webapp.questionnaires.rules.repeating import answers_in
from webapp.questionnaires.rules.usual import usual_range
from webapp.questionnaires.rules.validation.values import check_value
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual

Answers = Mapping[str, Sequence[Any]]
_DATA: Final[Mapping[str, Any]] = data("questionnaires", "quality")
RULES: Final = tuple(_DATA["sentences"])
SHRINKS_CM: Final[int] = _DATA["shrinks_cm"]
HOURS_OF_A_DAY, MINUTES_OF_AN_HOUR = 24, 60
_YES = ("yes", "true", "1", "pregnant")
_RESULT: Final = ("value", "category", "parts")
"""What a score comes to: some, like the constitutions, have nothing but parts."""
_SEXES: Final = {"male": "MALE", "female": "FEMALE", "1": "MALE", "2": "FEMALE"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One doubt: the rule's name, the question it is about, and the figures that its sentence names."""

    rule: str
    link_id: str
    figures: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> Bilingual:
        """The doubt in words, in both languages."""
        said = bilingual(_DATA["sentences"][self.rule])
        source = bilingual(_DATA["sources"].get(self.figures.get("source", ""), {"zh": "", "en": ""}))
        return Bilingual(_filled(said.zh, self.figures, source.zh), _filled(said.en, self.figures, source.en))


@dataclass(frozen=True, slots=True)
class Person:
    """What the record knows of who answered, on the day of the answers. `height_cm` is the last one known."""

    sex: str
    birth_date: date
    day: date
    height_cm: float | None = None

    @property
    def age(self) -> int:
        """Completed years."""
        before = (self.day.month, self.day.day) < (self.birth_date.month, self.birth_date.day)
        return self.day.year - self.birth_date.year - before


def remarks(definition: Definition, answers: Answers, person: Person) -> list[Remark]:
    """Give every doubt about answers (linkId → FHIR values), in the order of the form, one a question and rule."""
    found = {
        (one.link_id, one.rule): one
        for one in (
            *_blanks(definition, answers),
            *_values(definition, answers),
            *_hidden(definition, answers),
            *_conflicts(answers, person),
        )
    }
    places = {link_id: item.order for link_id, item in definition.index.items()}
    return sorted(found.values(), key=lambda one: places.get(one.link_id, len(places)))


def of_response(definition: Definition, response: Json, person: Person) -> list[Remark]:
    """Give every doubt about a QuestionnaireResponse."""
    return remarks(definition, answers_in(definition, response), person)


def score_remark(kept: Mapping[str, Any] | None, computed: Mapping[str, Any] | None) -> list[Remark]:
    """Compare a kept score with the same function's result of today; other versions are not compared (Q7)."""
    if not kept or not computed or kept["model"] != computed["model"]:
        return []
    same = all(kept.get(key) == computed.get(key) for key in _RESULT)
    return [] if same else [Remark("score", "", {"kept": str(kept["value"]), "now": str(computed["value"])})]


def has_name(definition: Definition, name: str) -> bool:
    """Tell whether a questionnaire asks for something by this name of the data file."""
    return any(link_id in definition.index for link_id in _DATA["names"][name])


def figure_of(answers: Answers, name: str) -> float | None:
    """Give the first figure that was answered under a name, in the question's own unit."""
    return next((number for _id, number in _figures(answers, name)), None)


def _blanks(definition: Definition, answers: Answers) -> Iterator[Remark]:
    for item in open_questions(definition, answers):
        yield Remark("blank", item.link_id)


def _values(definition: Definition, answers: Answers) -> Iterator[Remark]:
    visible = asked(definition, answers)
    for link_id, values in answers.items():
        item = definition.index.get(link_id)
        if item is not None and link_id in visible and values:
            yield from _value(definition, item, values)


def _value(definition: Definition, item: Item, values: Sequence[Any]) -> Iterator[Remark]:
    for value in values:
        issues = check_value(definition, item, {key_of(item, value): value}, alone=len(values) == 1)
        if any(one.severity != "warning" for one in issues):
            yield Remark("range", item.link_id, {"value": plain_word(value)})
            return
        limits = _soft_limits(item)
        number = _number(value)
        if limits and number is not None and not limits[0] <= number <= limits[1]:
            low, high, source = limits
            yield Remark("outlier", item.link_id, {"low": f"{low:g}", "high": f"{high:g}", "source": source})


def _soft_limits(item: Item) -> tuple[float, float, str] | None:
    """Give the usual range: the question's own first, else the company's for what goes by this name."""
    own = usual_range(item)
    if own is not None:
        return float(own[0]), float(own[1]), "QUESTIONNAIRE"
    for name, limit in _DATA["limits"].items():
        if item.link_id in _DATA["names"][name]:
            return limit["low"], limit["high"], limit["source"]
    return None


def _hidden(definition: Definition, answers: Answers) -> Iterator[Remark]:
    visible = asked(definition, answers)
    for link_id, values in answers.items():
        if values and link_id in definition.index and link_id not in visible:
            yield Remark("hidden", link_id)


def _conflicts(answers: Answers, person: Person) -> Iterator[Remark]:
    for rule in _CONFLICTS:
        yield from rule(answers, person)


def _height_shrunk(answers: Answers, person: Person) -> Iterator[Remark]:
    for link_id, height in _figures(answers, "height"):
        if person.height_cm is not None and person.height_cm - height >= SHRINKS_CM:
            yield Remark("height_shrunk", link_id)


def _pressure_order(answers: Answers, _person: Person) -> Iterator[Remark]:
    lower = figure_of(answers, "dbp")
    for link_id, upper in _figures(answers, "sbp"):
        if lower is not None and upper <= lower:
            yield Remark("pressure_order", link_id)


def _waist_over_height(answers: Answers, person: Person) -> Iterator[Remark]:
    height = figure_of(answers, "height") or person.height_cm
    for link_id, waist in _figures(answers, "waist"):
        if height is not None and waist > height:
            yield Remark("waist_over_height", link_id)


def _years_over_age(answers: Answers, person: Person) -> Iterator[Remark]:
    for link_id, years in _figures(answers, "years_of_life"):
        if years > person.age:
            yield Remark("years_over_age", link_id)


def _man_pregnant(answers: Answers, person: Person) -> Iterator[Remark]:
    for link_id in _DATA["names"]["pregnant"]:
        said = [_word(value) for value in answers.get(link_id, ())]
        if person.sex == "MALE" and any(word in _YES for word in said):
            yield Remark("man_pregnant", link_id)


def _diagnosis_year(answers: Answers, person: Person) -> Iterator[Remark]:
    for link_id, year in _figures(answers, "diagnosis_year"):
        if year < person.birth_date.year:
            yield Remark("before_birth", link_id)
        if year > person.day.year:
            yield Remark("in_future", link_id)


def _differs(answers: Answers, person: Person) -> Iterator[Remark]:
    for link_id in _DATA["names"]["sex"]:
        said = [_SEXES.get(_word(value)) for value in answers.get(link_id, ())]
        if any(sex is not None and sex != person.sex for sex in said):
            yield Remark("sex_differs", link_id)
    for link_id in _DATA["names"]["birth_date"]:
        if any(value != person.birth_date.isoformat() for value in answers.get(link_id, ())):
            yield Remark("birth_date_differs", link_id)


def _day_too_long(answers: Answers, _person: Person) -> Iterator[Remark]:
    asleep = figure_of(answers, "hours_asleep")
    for link_id, minutes in _figures(answers, "minutes_sitting"):
        if asleep is not None and asleep + minutes / MINUTES_OF_AN_HOUR > HOURS_OF_A_DAY:
            yield Remark("day_too_long", link_id)


_CONFLICTS: Final = (
    _height_shrunk,
    _pressure_order,
    _waist_over_height,
    _years_over_age,
    _man_pregnant,
    _diagnosis_year,
    _differs,
    _day_too_long,
)


def _figures(answers: Answers, name: str) -> Iterator[tuple[str, float]]:
    for link_id in _DATA["names"][name]:
        for value in answers.get(link_id, ()):
            number = _number(value)
            if number is not None:
                yield link_id, number


def _number(value: Any) -> float | None:
    held = value.get("value") if isinstance(value, Mapping) else value
    return None if isinstance(held, bool) or not isinstance(held, int | float | Decimal) else float(held)


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool | str) else (code_of(value) or "").lower()


def _filled(sentence: str, figures: Mapping[str, str], source: str) -> str:
    for name, figure in {**figures, "source": source}.items():
        sentence = sentence.replace("{" + name + "}", figure)
    return sentence
