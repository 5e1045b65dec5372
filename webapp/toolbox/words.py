"""A text in the two languages of the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh-Hans", "en"]
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "en")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in Chinese and English; data files and people's names use it (A8)."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Give the text in `language`; an empty half falls back to the other."""
        first, second = (self.zh, self.en) if language == "zh-Hans" else (self.en, self.zh)
        return first or second

    def as_json(self) -> dict[str, str]:
        """Give the shape used by the command line: `{"zh-Hans": …, "en": …}`."""
        return {"zh-Hans": self.zh, "en": self.en}


def inside(label: str) -> str:
    """Write a label inside a sentence: only its first letter is lowered, and no abbreviation (LDL, HDL)."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
