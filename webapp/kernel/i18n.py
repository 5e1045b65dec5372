"""Two languages on plain Babel: English in the code, Chinese in `translations/`.

One `.po` per room, read once at start into one dictionary; a look-up is one `dict.get`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from babel import dates, numbers
from markupsafe import Markup

from webapp import config
from webapp.kernel import clock
from webapp.toolbox.words import Bilingual, Language

FOLDER = config.ROOT / "translations" / "zh_Hans" / "LC_MESSAGES"
_spoken: ContextVar[Language] = ContextVar("spoken_language", default="zh-Hans")
_LOCALES: dict[Language, str] = {"zh-Hans": "zh_Hans_CN", "en": "en_GB"}


def language() -> Language:
    """Give the language of this answer; Chinese where nobody chose."""
    return _spoken.get()


def speak(tongue: Language) -> None:
    """Set the language of the request that begins now."""
    _spoken.set(tongue)


@contextmanager
def speaking(tongue: Language) -> Iterator[None]:
    """Speak `tongue` for a while: jobs, prints, tests."""
    token = _spoken.set(tongue)
    try:
        yield
    finally:
        _spoken.reset(token)


@lru_cache(maxsize=1)
def catalogue() -> dict[str, str | tuple[str, ...]]:
    """Give English → Chinese for the whole house."""
    # Imported here: parsing is needed once, and not by commands that print JSON only.
    from babel.messages.pofile import read_po

    found: dict[str, str | tuple[str, ...]] = {}
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_Hans"):
                if message.id and message.string:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    words = message.string
                    found[key] = words if isinstance(words, str) else tuple(words)
    return found


def _(english: str, /, **values: object) -> str:
    """Say `english` in the visitor's language; `%(name)s` takes `values`."""
    words = english
    if language() == "zh-Hans":
        chinese = catalogue().get(english, english)
        words = chinese if isinstance(chinese, str) else chinese[0]
    return str(words % values) if values else words


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """Say a counted sentence; `%(n)s` is the count. Chinese has one form."""
    words = one if n == 1 else many
    if language() == "zh-Hans":
        chinese = catalogue().get(one, many)
        words = chinese if isinstance(chinese, str) else chinese[0]
    return str(words % {"n": n, **values})


class LazyText:
    """A sentence said when it is drawn: form labels, module constants."""

    __slots__ = ("english",)

    def __init__(self, english: str) -> None:
        self.english = english

    def __str__(self) -> str:
        return _(self.english)

    def __html__(self) -> str:
        from markupsafe import escape

        return str(escape(str(self)))

    def __mod__(self, values: Any) -> str:
        return str(str(self) % values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LazyText) and other.english == self.english

    def __hash__(self) -> int:
        return hash(self.english)


def lazy(english: str) -> str:
    """Mark `english` for translation and translate it only when shown.

    Typed as `str` because that is what WTForms' labels ask for; it is drawn by `__str__`.
    """
    return cast(str, LazyText(english))


def both(english: str, /, **values: object) -> Bilingual:
    """Give a sentence of the catalogue in both languages (notices, files)."""
    with speaking("zh-Hans"):
        zh = _(english, **values)
    return Bilingual(zh=zh, en=english % values if values else english)


def say(words: Bilingual) -> str:
    """Give a data text in the visitor's language."""
    return words.in_language(language())


_HAN = re.compile(r"[\u3400-\u9fff]")
_BEGUN, _NAMED, _ENDED = (
    Markup('<span lang="'),
    Markup('">'),
    Markup("</span>"),
)  # adding escapes what is added


def typed(words: str | None, language: str = "en") -> Markup:
    """Draw what a person wrote, marked with its language: the script decides where it is clear."""
    text = words or ""
    spoken = "zh-Hans" if _HAN.search(text) else "en" if language == "zh-Hans" else language
    return _BEGUN + spoken + _NAMED + text + _ENDED


_DAY = {
    "long": LazyText("EEE d MMM y"),
    "short": LazyText("EEE d MMM"),
    "date": LazyText("d MMM y"),
    "month": LazyText("MMMM y"),
}
_TIME = {"zh-Hans": "Bh:mm", "en": "h:mm a"}


@lru_cache(maxsize=4096)
def _day_words(value: date, tongue: Language, style: str) -> str:
    with speaking(tongue):
        pattern = str(_DAY[style])
    return str(dates.format_date(value, pattern, locale=_LOCALES[tongue]))


@lru_cache(maxsize=4096)
def _time_words(hour: int, minute: int, tongue: Language) -> str:
    return str(dates.format_time(time(hour, minute), _TIME[tongue], locale=_LOCALES[tongue]))


def day(value: date, style: str = "long") -> str:
    """Say a calendar day: `long` 2026年12月3日 周四, `short` without the year, `date` without the weekday,
    `month`."""
    return _day_words(value, language(), style)


def moment(value: datetime, zone: str = clock.HOME_ZONE, style: str = "long") -> str:
    """Say a moment in a time zone: 2026年12月3日 周四 上午8:00."""
    local = clock.local(value, zone)
    joint = " " if language() == "zh-Hans" else ", "
    return day(local.date(), style) + joint + _time_words(local.hour, local.minute, language())


def ending(value: datetime, zone: str = clock.HOME_ZONE, style: str = "long") -> str:
    """Say the moment at which something ends: midnight is the end of the day before, not the start of a day."""
    local = clock.local(value, zone)
    if local.time() != time():
        return moment(value, zone, style)
    return _("the end of %(day)s", day=day(local.date() - timedelta(days=1), style))


def time_of_day(value: datetime, zone: str = clock.HOME_ZONE) -> str:
    """Say only the time of a moment."""
    local = clock.local(value, zone)
    return _time_words(local.hour, local.minute, language())


def number(value: Decimal | int | float, places: int | None = None) -> str:
    """Say a figure, thousands set off by commas; if asked, with fixed decimal places."""
    return _figure(str(value), places)


@lru_cache(maxsize=8192)  # the same figures come again and again, and Babel reads its pattern each time
def _figure(digits: str, places: int | None) -> str:
    pattern = "#,##0" + ("." + "0" * places if places else "") if places is not None else "#,##0.###"
    return str(numbers.format_decimal(Decimal(digits), format=pattern, locale="en_GB"))


def money(value: Decimal) -> str:
    """Say an amount of yuan."""
    return f"¥{number(value, 2) if value % 1 else number(value, 0)}"
