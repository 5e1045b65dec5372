"""The words that laboratories use, as `data/import_words.json` lists them: titles, units, marks (X1)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from webapp.exams.rules.catalogue import LabItem, lab_items
from webapp.toolbox.packaged import data
from webapp.toolbox.sheets import key

_TEN_TO = re.compile(r"^[x×*]?10(?:e|\^|\*{1,2})?(9|12)/")


@cache
def listed() -> dict[str, Any]:
    """Give the file."""
    found: dict[str, Any] = data("exams", "import_words")
    return found


@cache
def person_titles() -> dict[str, str]:
    """Give title → what the column is: `id_number`, `phone`, …, `item`, `value`, `ignored`."""
    return {key(title): what for what, titles in listed()["titles"].items() for title in titles}


@cache
def item_names() -> dict[str, str]:
    """Give every name of a lab item → its code: codes, names, abbreviations, LOINC, further names."""
    found = {key(name): code for name, code in (listed()["names"] | listed()["loinc"]).items()}
    for code, item in lab_items().items():
        found |= {key(name): code for name in _names(item) if name}
    return found


@cache
def loinc_codes() -> dict[str, str]:
    """Give LOINC code → lab item."""
    ours = {item.loinc: code for code, item in lab_items().items() if item.loinc}
    return {**listed()["loinc"], **ours}


def _names(item: LabItem) -> tuple[str, ...]:
    both = (item.name.zh + item.abbreviation, f"{item.name.en}{item.abbreviation}")
    return (item.code, item.name.zh, item.name.en, item.abbreviation, item.loinc, *both)


@lru_cache(maxsize=2000)
def unit_key(text: str) -> str:
    """Give a unit as it is compared: `×10⁹/L`, `10*9/L` and `10^9/L` are one; so are `µ`, `μ` and `u`."""
    plain = unicodedata.normalize("NFKC", text).replace("μ", "u").replace("µ", "u")
    plain = re.sub(r"[\s\[\]{}_'()]+", "", plain).lower()
    plain = _TEN_TO.sub(r"10^\1/", plain)
    return str(listed()["units"].get(plain, plain))


def unit_of(item: LabItem, text: str) -> str | None:
    """Give the item's unit that `text` means; None for one it does not know."""
    wanted = unit_key(text)
    for unit in item.units:
        if unit_key(unit) == wanted:
            return unit
    return "" if item.unit == "" and (not wanted or text in listed()["no_unit"]) else None


@cache
def words_for(what: str) -> frozenset[str]:
    """Give the words of a list (`negative`, `normal`, `not_done` …) as they are compared."""
    return frozenset(key(word) for word in listed()[what])


def mark_of(text: str) -> str:
    """Give the flag that a printed mark means: `↑`, `H`, `HH`; "" for none."""
    return str(listed()["marks"].get(key(text), ""))
