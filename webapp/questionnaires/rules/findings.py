"""What import and publish checks say about a definition: a code, the item, and words in both languages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from webapp.toolbox.words import Bilingual

WORDS = Path(__file__).parents[1] / "data" / "findings.json"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about a definition; `detail` is the id, code or address that it is about."""

    code: str
    link_id: str = ""
    detail: str = ""

    @property
    def message(self) -> Bilingual:
        """The remark in words, in both languages."""
        words = _sentences()[self.code]
        return Bilingual(
            zh=words["zh-Hans"].replace("{detail}", self.detail),
            en=words["en"].replace("{detail}", self.detail),
        )

    def as_json(self) -> dict[str, object]:
        """Give the shape used by the command line."""
        return {"code": self.code, "linkId": self.link_id, "message": self.message.as_json()}


@lru_cache(maxsize=1)
def _sentences() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = json.loads(WORDS.read_text("utf-8"))
    return words
