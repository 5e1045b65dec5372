"""Bring together what the person told and what was measured, with the day and the source of each input (S1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from webapp.assessments.rules.diseases.score2_asia_pacific import REGION_OF_CHINA
from webapp.assessments.rules.facts import DIABETES_FPG_MMOL
from webapp.assessments.rules.intake import check


class Source(StrEnum):
    """Where an input comes from."""

    RECORD = "RECORD"
    QUESTIONNAIRE = "QUESTIONNAIRE"
    EXAM = "EXAM"


@dataclass(frozen=True, slots=True)
class Told:
    """A submitted `hra`: the models' inputs, the lifestyle answers, and its day."""

    inputs: Mapping[str, Any]
    lifestyle: Mapping[str, Any]
    day: date


@dataclass(frozen=True, slots=True)
class Measured:
    """Verified exam results as inputs, and the day of the exam."""

    inputs: Mapping[str, Any]
    day: date


@dataclass(frozen=True, slots=True)
class Gathered:
    """Checked inputs, and for each key its source and day."""

    values: Mapping[str, Any]
    origins: Mapping[str, tuple[Source, date]]

    def as_json(self) -> dict[str, Any]:
        """Give the shape that is kept: `{"values": …, "origins": {key: [source, day]}}`."""
        origins = {key: [source.value, day.isoformat()] for key, (source, day) in self.origins.items()}
        return {"values": dict(self.values), "origins": origins}


def gather(*, sex: str, age: int, told: Told | None, measured: Measured | None, day: date) -> Gathered:
    """Gather one person's inputs. `sex` male or female, `age` in completed years on `day`.

    A measured value goes before a told one. A fasting glucose of 7.0 or more counts as diabetes for the models,
    as their definition of diabetes says.
    """
    values: dict[str, Any] = {"sex": sex, "age": age, "region": REGION_OF_CHINA}
    origins = dict.fromkeys(values, (Source.RECORD, day))
    if told:
        values.update(told.inputs)
        values["answers_hra"] = dict(told.lifestyle)
        origins.update(dict.fromkeys((*told.inputs, "answers_hra"), (Source.QUESTIONNAIRE, told.day)))
    if measured:
        values.update(measured.inputs)
        origins.update(dict.fromkeys(measured.inputs, (Source.EXAM, measured.day)))
        if measured.inputs.get("fpg_mmol", 0) >= DIABETES_FPG_MMOL and values.get("diabetes") is not True:
            values["diabetes"] = True
            origins["diabetes"] = (Source.EXAM, measured.day)
    return Gathered(check(values), origins)
