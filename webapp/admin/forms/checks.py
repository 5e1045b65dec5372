"""Checks that several forms share; each names what is wrong in the visitor's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation, ValidationError

from webapp.kernel import clock
from webapp.kernel.i18n import _

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def readable(_form: Any, field: Field) -> None:
    """Refuse control characters."""
    if field.data and _CONTROL.search(field.data):
        raise StopValidation(_("This holds characters that cannot be shown. Please type it again."))


def in_latin(_form: Any, field: Field) -> None:
    """Refuse Chinese letters in an English text, so that an English page stays English (A8)."""
    if field.data and (_HAN.search(field.data) or not _LATIN.search(field.data)):
        raise StopValidation(_("Please write this in Latin letters."))


def in_days(before: int, after: int) -> Callable[[Any, Field], None]:
    """Take a day from `before` days ago to `after` days ahead."""

    def check(_form: Any, field: Field) -> None:
        today = clock.today()
        first, last = today - timedelta(days=before), today + timedelta(days=after)
        if not isinstance(field.data, date) or not first <= field.data <= last:
            raise ValidationError(_("Please give a day that can be meant here."))

    return check
