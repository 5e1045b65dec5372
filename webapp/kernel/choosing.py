"""WTForms' fields that choose, given `(value, words)` pairs as our pages draw them.

WTForms 3.3 wants objects of its own, and 3.4 will refuse pairs: they are made here, in one place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import wtforms
from wtforms.fields import choices as offered

Pair = tuple[Any, Any]


class _Pairs:
    def __init__(self, *args: Any, choices: Iterable[Pair] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, choices=_wanted(choices), **kwargs)  # type: ignore[call-arg]

    @property
    def choices(self) -> Any:
        """What may be chosen."""
        return super().choices  # type: ignore[misc]

    @choices.setter
    def choices(self, pairs: Iterable[Pair] | None) -> None:
        wtforms.SelectField.choices.fset(self, _wanted(pairs))  # type: ignore[union-attr]


def _wanted(pairs: Iterable[Pair] | None) -> list[Any] | None:
    if pairs is None:
        return None
    return [offered.SelectChoice(value, words) for value, words in pairs]  # type: ignore[attr-defined]


class SelectField(_Pairs, wtforms.SelectField):
    """One of a list."""


class RadioField(_Pairs, wtforms.RadioField):
    """One of a few, all on the page."""


class SelectMultipleField(_Pairs, wtforms.SelectMultipleField):
    """Any of a list."""
