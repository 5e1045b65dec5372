"""Check what was handed in before any model sees it: known keys, right types, one unit for each lipid.

A wrong key or type spoils the whole file; a missing or out-of-range value only its own result.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from webapp.assessments.rules.facts import Values
from webapp.assessments.rules.reasons import INPUTS

_FAMILY_AS_FLAG: Final = frozenset({"china_par_10y", "china_par_lifetime", "cdrs"})
_FAMILY_AS_WORD: Final = frozenset({"findrisc"})
_LONGEST_NUMBER: Final = 4000  # digits; Python itself gives up at 4300, in words for programmers
_ONE_UNIT: Final = (("tc_mgdl", "tc_mmol"), ("hdl_mgdl", "hdl_mmol"))


class Unusable(ValueError):
    """The file cannot be read as inputs; the message names the key."""


def parse(text: str | bytes) -> list[Any]:
    """Read JSON strictly (no NaN, no key twice) and give a list of inputs; one object is a list of one."""
    try:
        content = json.loads(
            text,
            parse_constant=_no_constant,
            object_pairs_hook=_no_key_twice,
            parse_float=_finite,
            parse_int=_whole,
        )
    except Unusable:
        raise
    except UnicodeDecodeError as wrong:
        raise Unusable("not UTF-8 text") from wrong
    except RecursionError as wrong:
        raise Unusable("nested too deeply") from wrong
    except ValueError as wrong:
        raise Unusable(f"not JSON: {wrong}") from wrong
    return content if isinstance(content, list) else [content]


def _no_constant(name: str) -> Any:
    raise Unusable(f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise Unusable(f"{digits} is too large a number")
    return number


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise Unusable("a number has too many digits")
    return int(digits)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise Unusable(f"{twice!a} is given twice")
    return found


def check(item: Any, model: str | None = None) -> Values:
    """Give the checked inputs of one person; null counts as not told. `model` is None for `assess`."""
    if not isinstance(item, Mapping):
        raise Unusable("each input must be an object")
    for key, value in item.items():
        if key not in INPUTS:
            raise Unusable(f"unknown key: {key!a}")
        if value is not None and not _TYPES[INPUTS[key]["type"]](value, INPUTS[key]):
            raise Unusable(f"wrong type: {key}")
    told = {key: value for key, value in item.items() if value is not None}
    for one, other in _ONE_UNIT:
        if one in told and other in told:
            raise Unusable(f"{one} and {other} are both given")
    _check_for_model(told, model)
    return told


def _check_for_model(told: Values, model: str | None) -> None:
    family = told.get("family_history")
    if (model in _FAMILY_AS_FLAG and isinstance(family, str)) or (
        model in _FAMILY_AS_WORD and isinstance(family, bool)
    ):
        raise Unusable(f"wrong type: family_history for {model}")
    both = model == "thresholds" and {"kind", "value"} <= set(told)
    if both and isinstance(told["value"], list) != (told["kind"] == "bp"):
        raise Unusable(f"wrong type: value for {told['kind']}")


def _number(value: Any, _spec: Mapping[str, Any]) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return isinstance(value, float) or abs(value) < 10**300


def _integer(value: Any, _spec: Mapping[str, Any]) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**300


def _flag(value: Any, _spec: Mapping[str, Any]) -> bool:
    return isinstance(value, bool)


def _word(value: Any, spec: Mapping[str, Any]) -> bool:
    return isinstance(value, str) and value in spec["words"]


def _flag_or_word(value: Any, spec: Mapping[str, Any]) -> bool:
    return isinstance(value, bool) or _word(value, spec)


def _words(value: Any, spec: Mapping[str, Any]) -> bool:
    return isinstance(value, list) and all(_word(entry, spec) for entry in value)


def _integers(value: Any, spec: Mapping[str, Any]) -> bool:
    return isinstance(value, list) and all(entry is None or _integer(entry, spec) for entry in value)


def _number_or_pair(value: Any, spec: Mapping[str, Any]) -> bool:
    if isinstance(value, list):
        return len(value) == 2 and all(_number(entry, spec) for entry in value)
    return _number(value, spec)


_TYPES: Final[dict[str, Callable[[Any, Mapping[str, Any]], bool]]] = {
    "number": _number,
    "integer": _integer,
    "bool": _flag,
    "word": _word,
    "bool or word": _flag_or_word,
    "words": _words,
    "integers": _integers,
    "list": lambda value, _spec: isinstance(value, list),
    "number or pair": _number_or_pair,
    "object": lambda value, _spec: isinstance(value, Mapping),
}
