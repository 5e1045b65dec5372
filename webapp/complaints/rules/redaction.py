"""What is covered before the words of a case leave the room (complaints.md §5, §6)."""

from __future__ import annotations

import re
from collections.abc import Mapping

COVER = "▇▇▇"
_FORMS_ZH = (
    *("女士", "先生", "小姐", "太太", "阿姨", "叔叔", "大妈", "大爷", "奶奶", "爷爷", "老师", "师傅"),
    *("医生", "大夫", "护士", "营养师", "经理", "主任", "店长", "主管"),
)
_FORMS_EN = ("Mr", "Mrs", "Ms", "Miss", "Dr", "Doctor", "Nurse", "Manager")
_LONG_SURNAMES = (
    *("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟"),
    *("公孙", "慕容", "司徒", "夏侯", "令狐", "端木", "南宫"),
)
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
    if not _chinese(name):
        surname = next(iter(name.split()), "")
        return [f"{form}{dot} {surname}" for form in _FORMS_EN for dot in ("", ".")] if surname else []
    surname = name[: 2 if name.startswith(_LONG_SURNAMES) and len(name) > 2 else 1]
    return [*(surname + form for form in _FORMS_ZH), *(form + surname for form in ("老", "小"))]


def _chinese(name: str) -> bool:
    return "\u4e00" <= name[:1] <= "\u9fff"


def letter(position: int) -> str:
    """Give what somebody is called on paper instead of a name: A, B … Z, then 27 and so on."""
    return chr(ord("A") + position) if position < 26 else str(position + 1)
