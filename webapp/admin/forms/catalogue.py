"""Packages, the fee schedule, the working calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

from webapp.admin.presenters.words import LEVEL_WORDS, WEEKDAY_WORDS
from webapp.clients.rules import OCCUPATIONS
from webapp.kernel.choosing import RadioField, SelectField, SelectMultipleField
from webapp.kernel.forms import Form, has_han, in_days, in_latin, line, needed
from webapp.kernel.i18n import _, lazy, say
from webapp.plans.queries import known_items
from webapp.plans.rules import EVERYBODY, Condition

_MOST_YUAN = Decimal(1_000_000)
_LONGEST = 80  # letters of a name


class PackageForm(Form):
    """An exam package: its level, names and what is examined."""

    level = SelectField(lazy("Level"), [needed()], choices=list(LEVEL_WORDS.items()))
    name_zh = line(lazy("Chinese name"), 60)
    name_en = line(lazy("English name"), 80, in_latin)
    items = SelectMultipleField(
        lazy("What is examined"), [needed(lazy("Please choose at least one examination."))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items.choices = [(code, say(name)) for code, name in known_items().items()]


def read_conditions(
    posted: MultiDict[str, str], codes: Sequence[str]
) -> tuple[dict[str, Condition], list[tuple[str, str]]]:
    """Read for whom each chosen item is: `sex-CODE`, `from-CODE`, `to-CODE`, `work-CODE` (several); empty: no limit.

    Gives item code → condition, and (field id, sentence) for each field that is wrong.
    """
    found = {}
    wrong = [fault for code in codes for fault in _condition_faults(posted, code)]
    for code in codes if not wrong else ():
        found[code] = Condition(posted.get(f"sex-{code}", ""), *_ages(posted, code), _work(posted, code))
    return {code: one for code, one in found.items() if one != EVERYBODY}, wrong


def _condition_faults(posted: MultiDict[str, str], code: str) -> Iterator[tuple[str, str]]:
    name = say(known_items()[code])
    if posted.get(f"sex-{code}", "") not in ("", "MALE", "FEMALE"):
        yield f"sex-{code}", _("%(name)s: please choose everybody, women or men.", name=name)
    try:
        Condition("", *_ages(posted, code))
    except ValueError:
        yield (
            f"from-{code}",
            _("%(name)s: please give ages from 0 to 120 that do not run backwards.", name=name),
        )
    if not _work(posted, code) <= OCCUPATIONS.keys():
        yield f"work-{code}", _("%(name)s: please choose occupations of the list.", name=name)


def _work(posted: MultiDict[str, str], code: str) -> frozenset[str]:
    return frozenset(posted.getlist(f"work-{code}"))


def _ages(posted: Mapping[str, str], code: str) -> tuple[int | None, int | None]:
    return _age(posted, f"from-{code}"), _age(posted, f"to-{code}")


def _age(posted: Mapping[str, str], field: str) -> int | None:
    typed = posted.get(field, "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 3):
        raise ValueError(typed)
    return int(typed)


class YearForm(Form):
    """A year of published holidays."""

    year = IntegerField(lazy("Year"), [InputRequired(lazy("Please fill this in.")), NumberRange(2004, 2100)])
    file = StringField(lazy("File with the notice"))


class DayForm(Form):
    """A day that differs from its weekday."""

    day = DateField(lazy("Day"), [needed(), in_days(800, 1200)])
    works = RadioField(
        lazy("On this day"),
        [needed()],
        choices=[("yes", lazy("People work (make-up day)")), ("no", lazy("People are off (holiday)"))],
    )
    stands_for = SelectField(
        lazy("A make-up day stands for"), choices=[("", lazy("not known")), *WEEKDAY_WORDS.items()]
    )
    name_zh = line(lazy("Chinese name"), 40, must=False)
    name_en = line(lazy("English name"), 60, in_latin, must=False)


class FeesForm(Form):
    """From which day on the new schedule is in force."""

    valid_from = DateField(lazy("In force from"), [needed(), in_days(0, 400)])


@dataclass(frozen=True, slots=True)
class TypedFee:
    """One line of the schedule as it was typed: code, both names, yuan (empty: not for sale)."""

    code: str
    zh: str
    en: str
    yuan: str


def typed_fees(posted: Mapping[str, str], codes: Sequence[str]) -> list[TypedFee]:
    """Read `zh-CODE`, `en-CODE` and `fee-CODE` for each line."""
    return [
        TypedFee(code, *(posted.get(f"{field}-{code}", "").strip() for field in ("zh", "en", "fee")))
        for code in codes
    ]


def read_fees(typed: Sequence[TypedFee]) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """Check what was typed; a line without an amount is left out, any other needs both names (A8).

    Gives the lines for `plans.services.publish_fees` and (field id, sentence) for each that is wrong.
    """
    wanted, wrong = [], []
    for one in typed:
        if not one.yuan:
            continue
        faults = list(_faults(one))
        wrong += faults
        if not faults:
            wanted.append({"code": one.code, "zh": one.zh, "en": one.en, "yuan": str(_yuan(one.yuan))})
    if typed and not wanted and not wrong:
        wrong.append((f"fee-{typed[0].code}", _("Please give at least one fee.")))
    return wanted, wrong


def _faults(one: TypedFee) -> Iterator[tuple[str, str]]:
    name = one.en or one.zh or one.code
    if not one.zh or len(one.zh) > _LONGEST:
        yield f"zh-{one.code}", _("%(name)s: please give a Chinese name.", name=name)
    if not one.en or len(one.en) > _LONGEST or has_han(one.en):
        yield f"en-{one.code}", _("%(name)s: please give an English name.", name=name)
    if _yuan(one.yuan) is None:
        yield f"fee-{one.code}", _("%(name)s: please give an amount in yuan, like 980 or 980.50.", name=name)


def _yuan(typed: str) -> Decimal | None:
    try:
        yuan = Decimal(typed.strip().replace(",", "")) if len(typed) <= 20 else Decimal("NaN")
    except InvalidOperation:
        return None
    if not yuan.is_finite() or not 0 <= yuan <= _MOST_YUAN:
        return None
    cents = yuan.quantize(Decimal("0.01"))
    return cents if cents == yuan else None
