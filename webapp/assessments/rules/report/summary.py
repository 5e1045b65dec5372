"""The plain summary at the top: three sentences – what is fine, what to look after, what to do first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from webapp.assessments.rules.report import Report
from webapp.assessments.rules.report.findings import Finding
from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual, inside

_WORDS: Final[Mapping[str, Any]] = data("assessments", "summary")
_NAMED: Final = 3
_ORDER: Final = {"act": 0, "watch": 1, "good": 2, "unknown": 3}
_NO_VERDICT: Final = frozenset({"bp_target"})


def ladder(report: Report) -> list[Finding]:
    """Give every topic of parts 2 and 4 once: what needs help first, then what to watch, then what is fine."""
    once = {finding.topic: finding for finding in [*report.risk_factors, *report.improvement]}
    judged = [f for f in once.values() if f.topic not in _NO_VERDICT and f.tone != "unknown"]
    return sorted(judged, key=lambda finding: _ORDER[finding.tone])


def summary(report: Report) -> list[Bilingual]:
    """Write the three sentences; a critical value takes the last one."""
    rungs = ladder(report)
    attention = [finding for finding in rungs if finding.tone in ("act", "watch")]
    return [
        _good([finding for finding in rungs if finding.tone == "good"]),
        _say("attention", names=_names(attention)) if attention else bilingual(_WORDS["calm"]),
        _last(report),
    ]


def _good(fine: Sequence[Finding]) -> Bilingual:
    if not fine:
        return bilingual(_WORDS["nothing_good"])
    return _say("good" if len(fine) > 1 else "good_one", names=_names(fine, begins=True))


def _last(report: Report) -> Bilingual:
    if report.alerts:
        return bilingual(_WORDS["seek_care"])
    return _say("first", step=report.advice[0].first_step)


def _names(findings: Sequence[Finding], *, begins: bool = False) -> Bilingual:
    labels = [finding.label for finding in findings[:_NAMED]]
    english = [inside(label.en) for label in labels]
    joined = english[0] if len(english) == 1 else f"{', '.join(english[:-1])} and {english[-1]}"
    return Bilingual(
        "、".join(label.zh for label in labels), joined[:1].upper() + joined[1:] if begins else joined
    )


def _say(code: str, **words: Bilingual) -> Bilingual:
    entry = _WORDS[code]
    zh = entry["zh"].format(**{name: word.zh for name, word in words.items()})
    return Bilingual(zh, entry["en"].format(**{name: word.en for name, word in words.items()}))
