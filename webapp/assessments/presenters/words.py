"""Kept results → words: sentences in the reader's language, figures with units, sources by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from webapp.kernel.i18n import language, number
from webapp.toolbox.packaged import data

MODELS: Final[Mapping[str, Any]] = data("assessments", "models")
CHOICES: Final[Mapping[str, Any]] = data("assessments", "choices")
TERMS: Final[Mapping[str, Any]] = data("assessments", "terms")
_SOURCES_ZH: Final[Mapping[str, str]] = data("assessments", "sources_zh")
_SOURCES: Final[Mapping[str, str]] = data("assessments", "sources")


def told(words: Mapping[str, str]) -> str:
    """Say a kept text `{"zh-Hans", "en"}` in the reader's language."""
    return words[language()]


def said(entry: Mapping[str, str], **values: object) -> str:
    """Say a text of the data files `{"zh", "en"}` in the reader's language."""
    pattern = entry["zh" if language() == "zh-Hans" else "en"]
    return pattern.format(**values) if values else pattern


def source(name: str) -> str:
    """Name sources in the reader's language; several are parted by a semicolon."""
    if language() == "zh-Hans":
        return "；".join(_SOURCES_ZH.get(part, part) for part in name.split("; "))
    return "; ".join(_SOURCES.get(part, part) for part in name.split("; "))


def citation(code: str, printed: str) -> str:
    """Name the publication of a model in the reader's language."""
    own = MODELS.get(code, {}).get("citation")
    return said(own) if own else printed


def figure(value: Any, places: int = 2) -> str:
    """Write a kept value: a pair as 138/86, a number with at most `places` decimals, nothing for none."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "/".join(figure(part, places) for part in value)
    return number(round(value, places)) if isinstance(value, int | float) else str(value)


def whole(sentence: str) -> str:
    """Make a sentence of a clause that now stands alone."""
    words = sentence[:1].upper() + sentence[1:]
    ends = words.endswith((".", "。"))
    return words if ends else words + ("." if words.isascii() or words[-1].isascii() else "。")
