"""Part 5 for readers: each primary model as a sentence, a hundred people, what it means and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from webapp.assessments.presenters.words import MODELS, TERMS, citation, said, told, whole
from webapp.kernel.i18n import _, number

PEOPLE = 100
_IN_A_ROW = 20
PRIMARY = ("china_par_10y", "china_par_lifetime", "stroke_8plus2", "cdrs", "lung_2021", "plcom2012")
Used = Mapping[str, str]
"""For each model the sentence that names its inputs."""
BESIDE = ("prevent", "framingham_cvd_2008_lab", "framingham_cvd_2008_bmi", "score2_asia_pacific", "findrisc")
TONES = {"low": "good", "moderate": "watch", "high": "watch"}  # a risk is amber, never red


Stripe = tuple[str, int, int, int]
"""People of one kind who stand together in a row of the drawing: kind, x, y, width."""


@dataclass(frozen=True, slots=True)
class People:
    """A hundred people: `hit` fall ill anyway, `less` could be spared, the others do not."""

    label: str
    hit: int
    less: int
    legend: tuple[tuple[str, str], ...]

    @property
    def stripes(self) -> tuple[Stripe, ...]:
        """How they stand in the drawing."""
        return _stripes(self.hit, self.less)


@dataclass(frozen=True, slots=True)
class RiskCard:
    """One disease risk, or the sentence why there is none."""

    code: str
    title: str
    sentence: str
    tone: str = ""
    verdict: str = ""
    people: People | None = None
    listed: tuple[str, ...] = ()
    means: str = ""
    ignores: str = ""
    caution: str = ""
    citation: str = ""
    version: str = ""
    valid: str = ""
    used: str = ""
    term: str = ""


def risk_cards(results: Mapping[str, Any], used: Used) -> list[RiskCard]:
    """Draw the primary models, in the order of the report."""
    return [_card(code, results[code], used) for code in PRIMARY if code in results]


def beside(results: Mapping[str, Any], used: Used) -> list[RiskCard]:
    """Draw the models that are shown for reference only."""
    return [_card(code, results[code], used) for code in BESIDE if code in results]


def _card(code: str, result: Mapping[str, Any], used: Used) -> RiskCard:
    words, empty = MODELS[code], _without_figure(code, result["model"])
    if result["not_computed"]:
        return replace(empty, sentence=whole(told(result["not_computed"]["reason"])))
    level = result["category"] or result["parts"].get("level", "")
    caution = result["parts"].get("caution")
    return replace(
        empty,
        sentence=_sentence(code, result),
        tone=TONES.get(level, ""),
        verdict=verdict(level),
        people=_people(code, result),
        listed=_listed(code, result["parts"]),
        means=_means(code, result),
        ignores=said(words["ignores"]),
        caution=whole(told(caution)) if caution else "",
        used=used.get(code, ""),
        term=said(TERMS[code]) if code in TERMS else "",
    )


def _without_figure(code: str, model: Mapping[str, str]) -> RiskCard:
    """Say what stands on every card: the model, its version, for whom it holds, where it was published (S1)."""
    words = MODELS[code]
    return RiskCard(
        code,
        title=said(words["label"]),
        sentence="",
        citation=citation(code, model["citation"]),
        version=_("%(model)s, version %(version)s", model=said(words["short"]), version=model["version"]),
        valid=said(words["valid"]),
    )


def verdict(level: str) -> str:
    """Name a class of risk; nothing for models without classes."""
    words = {
        "low": _("Low"),
        "slightly_elevated": _("Slightly raised"),
        "moderate": _("Middle"),
        "high": _("High"),
        "very_high": _("Very high"),
    }
    return words.get(level, "")


def percent(code: str, result: Mapping[str, Any]) -> float | None:
    """Give a model's figure in percent, or None when it is not a risk."""
    if result["not_computed"] or result["unit"] not in ("percent", "probability"):
        return None
    value = result["parts"]["risk_10yr"]["total_cvd"] if code == "prevent" else result["value"]
    return float(value) * (100 if result["unit"] == "probability" else 1)


def _sentence(code: str, result: Mapping[str, Any]) -> str:
    words, parts = MODELS[code], result["parts"]
    if code == "lung_2021":
        return said(words["sentence"], yes_no=said(words["yes" if parts["meets"] else "no"]))
    if code == "stroke_8plus2" and parts["earlier"]:
        return said(words["earlier"])
    share = percent(code, result)
    if share is None:
        return said(words["sentence"], points=result["value"])
    return said(words["sentence"], count=_count(share), percent=number(round(share, 1)))


def _count(share: float) -> str:
    return str(round(share)) if share >= 0.5 else _("fewer than 1")


def _means(code: str, result: Mapping[str, Any]) -> str:
    words, ideal = MODELS[code], result["parts"].get("ideal_percent")
    means = said(words["means"]) if "means" in words else ""
    # Who is better than “ideal” already is not told a number that would be worse.
    if ideal is None or ideal >= result["value"]:
        return means
    joint = "" if means.endswith("。") else " "
    return means + joint + said(words["ideal"], ideal=number(ideal))


def _people(code: str, result: Mapping[str, Any]) -> People | None:
    share = percent(code, result)
    if share is None or code not in PRIMARY:
        return None
    whole = min(PEOPLE, round(share))
    if not whole:
        return None
    ideal = result["parts"].get("ideal_percent")
    hit = min(whole, round(ideal)) if ideal is not None else whole
    return People(_label(share), hit, whole - hit, _legend(hit, whole - hit, PEOPLE - whole))


@lru_cache(maxsize=512)
def _stripes(hit: int, less: int) -> tuple[Stripe, ...]:
    """Line up a hundred people, twenty a row, 16 by 26 each: first `hit`, then `less`, then the rest."""
    lined_up = [
        (kind, max(start - row, 0), min(end - row, _IN_A_ROW), row // _IN_A_ROW)
        for row in range(0, PEOPLE, _IN_A_ROW)
        for kind, start, end in (("hit", 0, hit), ("less", hit, hit + less), ("rest", hit + less, PEOPLE))
    ]
    return tuple(
        (kind, first * 16, row * 26, (end - first) * 16) for kind, first, end, row in lined_up if end > first
    )


def _label(share: float) -> str:
    return _("Of 100 people like you, about %(n)s fall ill.", n=_count(share))


def _legend(hit: int, less: int, rest: int) -> tuple[tuple[str, str], ...]:
    lines = [
        (
            "hit",
            _("%(n)s: expected to fall ill, whatever they do", n=hit)
            if less
            else _("%(n)s: expected to fall ill", n=hit),
            hit,
        ),
        ("less", _("%(n)s: could be spared with everything ideal", n=less), less),
        ("rest", _("%(n)s: not expected to fall ill", n=rest), rest),
    ]
    return tuple((kind, words) for kind, words, count in lines if count)


def _listed(code: str, parts: Mapping[str, Any]) -> tuple[str, ...]:
    names = MODELS[code].get("items", {})
    found = parts.get("items", parts.get("criteria", ()))
    return tuple(said(names[name]) for name in found if name in names)
