"""What can be wrong with a response: the frozen issue codes, how grave each is, and its words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypedDict

from webapp.questionnaires.rules.definition import plain_word
from webapp.toolbox.words import Bilingual

Severity = Literal["fatal", "error", "warning"]

WORDS = Path(__file__).parents[2] / "data" / "issues.json"

_FATAL = frozenset(
    {
        *("invalidLinkId", "invalidType", "invalidAnswerType", "groupShouldNotHaveAnswers", "displayAnswer"),
        *("invalidNewLine", "attachmentSizeInconsistent"),
    }
)
_WARNING = frozenset({"questionnaireDraft", "questionnaireRetired", "questionnaireInactive"})
_LENIENT_IN_PROGRESS = frozenset({"required", "minCount", "maxCount", "repeats"})


class IssueJson(TypedDict):
    """An issue as the command prints it."""

    severity: Severity
    code: str
    linkId: str
    message: dict[str, str]


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding: a frozen code, the item it is about, and the figure its sentence names.

    `at` is which of several answers to the question it is about, from 1; 0 for all of them.
    """

    code: str
    severity: Severity
    link_id: str = ""
    limit: str = ""
    at: int = 0

    @property
    def message(self) -> Bilingual:
        """The finding in words, in both languages."""
        words = sentences()[self.code]
        return Bilingual(
            zh=words["zh-Hans"].replace("{limit}", self.limit), en=words["en"].replace("{limit}", self.limit)
        )

    def as_json(self) -> IssueJson:
        """Give the shape of `kangyue questionnaire validate`."""
        return {
            "severity": self.severity,
            "code": self.code,
            "linkId": self.link_id,
            "message": self.message.as_json(),
        }


def issue(code: str, link_id: str = "", *, limit: object = "", in_progress: bool = False) -> Issue:
    """Make an issue with the severity of its code; an unfinished response may still lack answers."""
    severity: Severity = "fatal" if code in _FATAL else "warning" if code in _WARNING else "error"
    if in_progress and code in _LENIENT_IN_PROGRESS:
        severity = "warning"
    return Issue(code, severity, link_id, _short(limit))


def is_valid(issues: Iterable[Issue]) -> bool:
    """Tell whether a response stands: warnings alone do not hurt it."""
    return all(found.severity == "warning" for found in issues)


@lru_cache(maxsize=1)
def sentences() -> dict[str, dict[str, str]]:
    """Read the words of all issue codes: code → language → sentence."""
    words: dict[str, dict[str, str]] = json.loads(WORDS.read_text("utf-8"))
    return words


def _short(limit: object) -> str:
    text = plain_word(limit)
    return text if len(text) <= 80 else text[:79] + "…"
