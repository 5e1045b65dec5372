"""Text into JSON objects, for files and requests that come from outside.

Everything that JSON text can do wrong ends in one named error: not JSON, no object, nested beyond reason,
not-a-number. Numbers with a point are kept exactly as written.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

LARGEST = 8 * 1024 * 1024
"""Characters; a definition of a thousand items in two languages is about a tenth of it."""

LONGEST_NUMBER = 4000
"""Digits; Python itself gives up at 4300, in words for programmers."""


class Unusable(Exception):
    """The text is not a JSON document of the expected kind."""


def load(text: str) -> Any:
    """Read any JSON value; raises `Unusable`."""
    if len(text) > LARGEST:
        raise Unusable("the file is too large")
    try:
        return json.loads(text, parse_float=_exact, parse_int=_whole, parse_constant=_refuse)
    except (ValueError, InvalidOperation) as refused:
        raise Unusable(f"not JSON: {refused}") from refused
    except RecursionError as refused:
        raise Unusable("nested too deeply") from refused


def load_resource(text: str, kind: str) -> dict[str, Any]:
    """Read one FHIR resource of a kind; a missing `resourceType` is forgiven, another one is not."""
    resource = load(text)
    if not isinstance(resource, dict):
        raise Unusable("not a JSON object")
    if resource.get("resourceType", kind) != kind:
        raise Unusable(f"not a {kind}")
    return resource


def _exact(digits: str) -> Decimal:
    """A few signs of text can name a number of a thousand million digits."""
    number = Decimal(digits)
    if abs(number.adjusted()) > LONGEST_NUMBER:
        raise ValueError("a number has too many digits")
    return number


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise ValueError("a number has too many digits")
    return int(digits)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")
