"""A finding: one topic, what was found, how it stands (good, watch, act), and the sentence for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from webapp.assessments.rules.reasons import sentence
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.results import NotComputed, Result
from webapp.toolbox.words import Bilingual

Tone = Literal["good", "watch", "act", "unknown"]
TOPICS: Final[Mapping[str, Any]] = data("assessments", "findings")


@dataclass(frozen=True, slots=True)
class Finding:
    """`category` is None and `tone` unknown when something was missing; `not_computed` then says what."""

    topic: str
    tone: Tone
    text: Bilingual
    category: str | None = None
    value: Any = None
    not_computed: NotComputed | None = None
    result: Result | None = None

    @property
    def label(self) -> Bilingual:
        """Give the topic's name for readers."""
        return bilingual(TOPICS[self.topic]["label"])

    def as_json(self) -> dict[str, Any]:
        """Give the finding with its unit and source."""
        return {
            "topic": self.topic,
            "label": self.label.as_json(),
            "value": self.value,
            "unit": TOPICS[self.topic]["unit"] or None,
            "category": self.category,
            "tone": self.tone,
            "text": self.text.as_json(),
            "source": TOPICS[self.topic]["source"],
            "not_computed": self.not_computed.as_json() if self.not_computed else None,
            **({"result": self.result.as_json()} if self.result else {}),
        }


def found(
    topic: str,
    category: str,
    value: Any = None,
    *,
    shown: str = "",
    result: Result | None = None,
    style: str = "",
) -> Finding:
    """Say what was found; `style` picks other words for the same category."""
    words = TOPICS[topic]["classes"][style or category]
    text = Bilingual(words["zh"].format(value=shown), words["en"].format(value=shown))
    return Finding(topic, words["tone"], text, category, value, result=result)


def unknown(topic: str, why: NotComputed, result: Result | None = None) -> Finding:
    """Say that a topic cannot be judged, and what is missing."""
    return Finding(topic, "unknown", why.reason, not_computed=why, result=result)


def untold(topic: str, *fields: str) -> Finding:
    """Say that nothing was told about a topic; `fields` are the items that would tell it."""
    label = bilingual(TOPICS[topic]["label"])
    return unknown(topic, NotComputed(sentence("insufficient", names=label), fields))


def plain(value: float, places: int = 1) -> str:
    """Write a number for readers: at most `places` decimals, no empty ones."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"
