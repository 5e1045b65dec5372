"""Levers as fields, answers as paired bars with a sentence (S3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from webapp.assessments.presenters.words import MODELS, said, told, whole
from webapp.assessments.rules.what_if import Lever, Pair, Step, WhatIf
from webapp.exams.rules.readings import Misread, read_figure
from webapp.kernel.i18n import _, lazy, number
from webapp.toolbox.results import Result
from webapp.toolbox.words import inside

NAMES = {
    Lever.SMOKING: lazy("Smoking"),
    Lever.SBP: lazy("Systolic blood pressure"),
    Lever.WEIGHT: lazy("Body weight"),
    Lever.TC: lazy("Total cholesterol"),
    Lever.HDL: lazy("HDL cholesterol"),
    Lever.GLUCOSE: lazy("Fasting glucose"),
    Lever.ACTIVITY: lazy("Exercise three times a week, 30 minutes each"),
}
_DONE = {Lever.SMOKING: lazy("I stop"), Lever.ACTIVITY: lazy("I do that")}
_UNITS = {
    "sbp_mmHg": "mmHg",
    "weight_kg": "kg",
    "tc_mmol": "mmol/L",
    "tc_mgdl": "mg/dL",
    "hdl_mmol": "mmol/L",
    "hdl_mgdl": "mg/dL",
    "fpg_mmol": "mmol/L",
}
_MOST = {"cdrs": 51, "stroke_8plus2": 8}
_BAR = 100
CHANGED = "1"


@dataclass(frozen=True, slots=True)
class LeverField:
    """One lever of the form. `options` only where it is done or not."""

    name: str
    label: str
    unit: str
    value: str
    least: str
    most: str
    step: str
    hint: str
    options: tuple[tuple[str, str], ...]
    error: str


@dataclass(frozen=True, slots=True)
class Bars:
    """One model's answer: two bars (their lengths in the drawing), two figures, a sentence."""

    title: str
    now: str
    then: str
    now_length: int
    then_length: int
    sentence: str
    counts: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was posted: accepted levers, the texts, and what was wrong."""

    moved: Mapping[Lever, float]
    texts: Mapping[Lever, str]
    problems: Mapping[Lever, str]


def plain(value: float) -> str:
    """Write a figure as it stands in a field."""
    return f"{value:.4g}"


def chosen_of(found: WhatIf, posted: Mapping[str, str]) -> Chosen:
    """Read what was posted; a lever that was not touched is not moved."""
    moved, texts, problems = {}, {}, {}
    for step in found.steps:
        text = posted.get(step.lever.value, "").strip()
        texts[step.lever] = text
        if not text or text == plain(step.now) or (step.is_choice and text != CHANGED):
            continue
        value = step.goal if step.is_choice else _read(text)
        if value is None or not step.allows(value):
            problems[step.lever] = _between(step)
        else:
            moved[step.lever] = value
    return Chosen(moved, texts, problems)


def _read(text: str) -> float | None:
    try:
        found = read_figure(text)
    except Misread:
        return None
    return None if found is None else float(found)


def _between(step: Step) -> str:
    low, high = sorted((step.now, step.goal))
    return _("Please choose between %(low)s and %(high)s.", low=plain(low), high=plain(high))


def fields(steps: Iterable[Step], chosen: Chosen) -> list[LeverField]:
    """Give the fields of the form with what was chosen."""
    return [_field(step, chosen) for step in steps]


def _field(step: Step, chosen: Chosen) -> LeverField:
    low, high = sorted((step.now, step.goal))
    text = chosen.texts.get(step.lever, "")
    unit = _UNITS.get(step.key, "")
    return LeverField(
        name=step.lever.value,
        label=str(NAMES[step.lever]),
        unit=unit,
        value=text or ("" if step.is_choice else plain(step.now)),
        least=plain(low),
        most=plain(high),
        step=plain(step.step),
        hint="" if step.is_choice else _("now %(value)s", value=f"{plain(step.now)} {unit}"),
        options=(("", _("As now")), (CHANGED, str(_DONE[step.lever]))) if step.is_choice else (),
        error=chosen.problems.get(step.lever, ""),
    )


def problems(chosen: Chosen) -> list[tuple[str, str]]:
    """List what was wrong as (field id, sentence)."""
    return [
        (lever.value, _("%(label)s: %(message)s", label=NAMES[lever], message=message))
        for lever, message in chosen.problems.items()
    ]


def bars(pairs: Iterable[Pair]) -> list[Bars]:
    """Draw the answers; within a pair the longer bar is a fixed length, so that a small risk is seen too."""
    return [_bars(pair) for pair in pairs]


def _bars(pair: Pair) -> Bars:
    now, then = _size(pair.now), _size(pair.then)
    longest = max(now, then) or 1
    return Bars(
        title=said(MODELS[pair.model]["label"]),
        now=_written(pair.model, now),
        then=_written(pair.model, then),
        now_length=round(_BAR * now / longest),
        then_length=round(_BAR * then / longest),
        sentence=_sentence(pair.model, now, then),
        counts=_(", ").join(inside(str(NAMES[lever])) for lever in pair.counts),
    )


def _size(result: Result) -> float:
    value = float(result.value or 0)
    return value * 100 if result.model.unit == "probability" else value


def _written(model: str, size: float) -> str:
    if model in _MOST:
        return _("%(points)s of %(most)s", points=number(size), most=_MOST[model])
    return f"{number(round(size, 1))} %"


def _sentence(model: str, now: float, then: float) -> str:
    if then == now:
        return _("Nothing changes here.")
    if model in _MOST:
        return _("%(by)s fewer than now.", by=number(now - then))
    spared = round(now) - round(then)
    if spared:
        return _("Of 100 people like you, about %(n)s fewer would fall ill.", n=spared)
    return _("A little lower: less than one person in 100.")


def silent_words(found: WhatIf) -> list[tuple[str, str]]:
    """Say of which models nothing can be tried, and why: known disease, missing or odd inputs."""
    return [
        (said(MODELS[name]["label"]), whole(told(one.not_computed.reason.as_json())))
        for name, one in found.silent.items()
        if one.not_computed
    ]


def unseen(found: WhatIf) -> bool:
    """Whether the heart's model cannot show what stopping to smoke does at this age, though it is worth it."""
    smokes = any(step.lever is Lever.SMOKING for step in found.steps)
    answers = found.answers.get("china_par_10y")
    return smokes and answers is not None and Lever.SMOKING not in answers[1]
