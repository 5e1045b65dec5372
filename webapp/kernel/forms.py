"""WTForms to validate, our own macros to draw.

A form reads only the request; its errors are translated sentences that `components/error_summary.html`
links to the fields. Nothing typed is lost: a refused form is drawn again with what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from flask import request
from markupsafe import Markup
from wtforms import Field, StringField
from wtforms import Form as WtForm
from wtforms.validators import InputRequired, NumberRange, StopValidation, ValidationError

from webapp.kernel import clock, ids
from webapp.kernel.form_words import Words
from webapp.kernel.i18n import _, lazy

LONGEST = 10_000  # letters; a field that takes more says so with `at_most`
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


class Form(WtForm):
    """The base of every form; `read()` makes one from this request's body."""

    in_order: ClassVar[tuple[str, ...]] = ()
    """The names of the fields as the page shows them, where a form takes fields over from others."""

    class Meta:
        """WTForms' settings: our words, no WTForms CSRF (the kernel checks every unsafe request)."""

        csrf = False

        def get_translations(self, _form: Any) -> Words:
            return Words()

    @classmethod
    def read(cls, **kwargs: Any) -> Self:
        """Make the form from what was posted."""
        return cls(request.form, **kwargs)

    @classmethod
    def read_query(cls, **kwargs: Any) -> Self:
        """Make the form from the address (a search)."""
        return cls(request.args, **kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check all fields; an over-long text is an error of its field, whatever else it is."""
        fine = bool(super().validate(extra_validators))
        for field in self:
            limit = getattr(field, "longest", LONGEST)
            raw = field.raw_data or []
            if any(isinstance(value, str) and len(value) > limit for value in raw):
                field.errors = [*field.errors, _("Please keep this under %(n)s letters.", n=limit)]
                fine = False
        return fine

    def add_error(self, name: str, message: str) -> None:
        """Hang a service's refusal on the field it is about."""
        field = self[name]
        field.errors = [*field.errors, message]

    def problems(self) -> list[Problem]:
        """List what is wrong, in the order of the page."""
        return list(self._problems())

    def _problems(self) -> Iterator[Problem]:
        names = dict.fromkeys((*self.in_order, *self._fields))
        for field in (self[name] for name in names if name in self._fields):
            for message in field.errors:
                yield Problem(field.id, str(field.label.text), str(message))


@dataclass(frozen=True, slots=True)
class Problem:
    """One error of a form, linked to its field."""

    field_id: str
    label: str
    message: str


def needed(message: str | None = None) -> Callable[[Any, Field], None]:
    """Refuse an empty field."""

    def check(_form: Any, field: Field) -> None:
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            field.errors = []
            raise StopValidation(str(message or lazy("Please fill this in.")))

    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check


def at_most(limit: int) -> Callable[[Any, Field], None]:
    """Refuse a text of more than `limit` letters."""

    def check(_form: Any, field: Field) -> None:
        if field.data and len(field.data) > limit:
            raise ValidationError(_("Please keep this under %(n)s letters.", n=limit))

    check.field_flags = {"maxlength": limit}  # type: ignore[attr-defined]
    return check


def in_latin(_form: Any, field: Field) -> None:
    """Refuse Chinese letters in an English text, so that an English page stays English (A8)."""
    if field.data and (_HAN.search(field.data) or not _LATIN.search(field.data)):
        raise StopValidation(_("Please write this in Latin letters."))


def has_han(text: str) -> bool:
    """Tell whether a text holds Chinese letters."""
    return bool(_HAN.search(text))


def in_days(before: int, after: int) -> Callable[[Any, Field], None]:
    """Take a day from `before` days ago to `after` days ahead."""

    def check(_form: Any, field: Field) -> None:
        today = clock.today()
        first, last = today - timedelta(days=before), today + timedelta(days=after)
        if not isinstance(field.data, date) or not first <= field.data <= last:
            raise ValidationError(_("Please give a day that can be meant here."))

    return check


def whole(least: int, most: int) -> list[Any]:
    """Give the checks of a whole number that must be given and lies between two limits, both included."""
    return [InputRequired(lazy("Please fill this in.")), NumberRange(least, most)]


def line(label: str, longest: int, *checks: Any, must: bool = True) -> StringField:
    """Make a field for one line of at most `longest` letters."""
    first = [needed()] if must else []
    return StringField(label, [*first, at_most(longest), *checks], filters=[stripped])


def stripped(value: Any) -> Any:
    """Trim the ends of a text (a WTForms filter)."""
    return value.strip() if isinstance(value, str) else value


def one_use_key() -> Markup:
    """Draw the hidden key that makes a second press harmless (B2)."""
    key = request.form.get("_key") or ids.new_token()
    return Markup('<input type="hidden" name="_key" value="%s">') % key
