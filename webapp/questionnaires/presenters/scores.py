"""What a score says to the person who answered: words first, the figure small, and where it comes from (Q7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from webapp.kernel import i18n
from webapp.questionnaires.rules.definition import Definition
from webapp.questionnaires.rules.scores.screening import reason_in_words, unknown_in_words
from webapp.toolbox.packaged import bilingual, data

_WORDS: Final[Mapping[str, Any]] = data("questionnaires", "score_words")


@dataclass(frozen=True, slots=True)
class Said:
    """A score in words; `reasons` and `unknown` only where a decision was made."""

    sentence: str
    figure: str
    source: str
    reasons: Sequence[str] = ()
    unknown: Sequence[str] = ()


def said(name: str, score: Mapping[str, Any], form: Definition) -> Said | None:
    """Put a kept score into words; None where its words belong to another room (constitutions)."""
    if score["not_computed"]:
        return Said(_not_computed(score["not_computed"]["fields"], form), "", _source(score))
    parts = score["parts"]
    band = "follow_up" if parts.get("human_follow_up") else score["category"]
    words = _WORDS.get(name, {}).get(band)
    if words is None:
        return None
    points = i18n._("%(points)s points", points=score["value"]) if score["unit"] == "points" else ""
    return Said(
        i18n.say(bilingual(words)),
        points,
        _source(score),
        [i18n.say(reason_in_words(code)) for code in parts.get("reasons", ())],
        [i18n.say(unknown_in_words(code)) for code in parts.get("unknown", ())],
    )


def _not_computed(fields: Sequence[str], form: Definition) -> str:
    """Name the questions without which there is no score."""
    asked = [i18n.say(form.index[one].text) if one in form.index else one for one in fields]
    joint = "、" if i18n.language() == "zh-Hans" else ", "
    return i18n._(
        "Not computed, because these answers are missing: %(questions)s", questions=joint.join(asked)
    )


def _source(score: Mapping[str, Any]) -> str:
    model = score["model"]
    return i18n._("%(name)s, version %(version)s", name=_name(model["name"]), version=model["version"])


def _name(name: str) -> str:
    """A form's Chinese name is told by its Chinese pages only."""
    return name if name.isascii() or i18n.language() == "zh-Hans" else i18n._("national form")
