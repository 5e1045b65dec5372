"""Packages, the fee schedule, the working calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import DateField, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

from webapp.admin.presenters.words import LEVEL_WORDS, WEEKDAY_WORDS
from webapp.kernel.choosing import RadioField, SelectField, SelectMultipleField
from webapp.kernel.forms import Form, in_days, in_latin, line, needed
from webapp.kernel.i18n import _, lazy, say
from webapp.plans.queries import known_items
from webapp.plans.rules import EVERYBODY, Condition, FeeLine

_MOST_YUAN = Decimal(1_000_000)


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
    posted: Mapping[str, str], codes: Sequence[str]
) -> tuple[dict[str, Condition], list[tuple[str, str]]]:
    """Read for whom each chosen item is: `sex-CODE`, `from-CODE`, `to-CODE`; empty is no limit.

    Gives item code → condition, and (field id, sentence) for each that is wrong.
    """
    names, found, wrong = known_items(), {}, []
    for code in codes:
        try:
            found[code] = Condition(
                posted.get(f"sex-{code}", ""), _age(posted, f"from-{code}"), _age(posted, f"to-{code}")
            )
        except ValueError:
            sentence = _(
                "%(name)s: please give ages from 0 to 120 that do not run backwards.", name=say(names[code])
            )
            wrong.append((f"from-{code}", sentence))
    return {code: one for code, one in found.items() if one != EVERYBODY}, wrong


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


def read_fees(
    posted: Mapping[str, str], lines: Sequence[FeeLine]
) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """Read a new amount for each line of the schedule, `fee-CODE` in yuan.

    Gives the lines for `plans.services.publish_fees` and (field id, sentence) for each that is wrong.
    """
    wanted, wrong = [], []
    for fee in lines:
        field = f"fee-{fee.code}"
        yuan = _yuan(posted.get(field, ""))
        if yuan is None:
            name = say(fee.name)
            wrong.append(
                (field, _("%(name)s: please give an amount in yuan, like 980 or 980.50.", name=name))
            )
        else:
            wanted.append({"code": fee.code, "zh": fee.name.zh, "en": fee.name.en, "yuan": str(yuan)})
    return wanted, wrong


def _yuan(typed: str) -> Decimal | None:
    try:
        yuan = Decimal(typed.strip().replace(",", "")) if len(typed) <= 20 else Decimal("NaN")
    except InvalidOperation:
        return None
    if not yuan.is_finite() or not 0 <= yuan <= _MOST_YUAN:
        return None
    cents = yuan.quantize(Decimal("0.01"))
    return cents if cents == yuan else None
