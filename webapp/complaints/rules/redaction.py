"""What is covered before the words of a case leave the room (complaints.md §5, §6)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from webapp.toolbox.packaged import data

COVER = "▇▇▇"
_BETWEEN = r"[\s\-().]*"  # what people write between the digits of a number


def covered(words: str, hidden: Mapping[str, str]) -> str:
    """Replace every name and number in `words` by what `hidden` has for it, the longest first.

    Digits are found however they are grouped; a number of eleven digits also without its country.
    """
    for secret in sorted((one for one in hidden if len(one) > 1), key=len, reverse=True):
        words = re.sub(_pattern(secret), hidden[secret].replace("\\", ""), words, flags=re.IGNORECASE)
    return words


def _pattern(secret: str) -> str:
    digits = re.sub(r"\D", "", secret)
    if len(digits) >= 7 and len(digits) >= len(secret) - 4:
        country = r"(?:\+?\d{1,3}[\s\-]?)?" if len(digits) > 11 else ""
        return country + _BETWEEN.join(digits[-11:])
    edge = r"\b" if secret.isascii() else ""
    return edge + r"\s+".join(re.escape(part) for part in secret.split()) + edge


def parts_of(name: str) -> list[str]:
    """Give a name and what it is made of: "Shen Zhihe" is given away by either half, 沈知禾 by 知禾 and by 沈女士.

    Too short to be found alone: a half of two letters and one Chinese character. They are found with how
    people are addressed, "Dr Li".
    """
    if not _chinese(name):
        return [name, *(part for part in name.split() if len(part) > 2), *addressed(name)]
    return [name, *([name[1:]] if len(name) > 2 else []), *addressed(name)]


def addressed(name: str) -> list[str]:
    """Give what somebody is called by a surname: 沈女士, 老沈, "Ms Shen". Surnames come first in both languages."""
    forms = data("complaints", "forms_of_address")
    if not _chinese(name):
        surname = next(iter(name.split()), "")
        return [f"{form}{dot} {surname}" for form in forms["before_english"] for dot in ("", ".") if surname]
    long = len(name) > 2 and name[:2] in forms["surnames_of_two"]
    surname = name[: 2 if long else 1]
    return [*(surname + form for form in forms["after"]), *(form + surname for form in forms["before"])]


def _chinese(name: str) -> bool:
    return 0x4E00 <= ord(name[:1] or " ") <= 0x9FFF


def letter(position: int) -> str:
    """Give what somebody is called on paper instead of a name: A, B … Z, then 27 and so on."""
    return chr(ord("A") + position) if position < 26 else str(position + 1)
