"""The scales as models: they stand in `questionnaires`, here they get their answers from the facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.models import Model
from webapp.assessments.rules.reasons import insufficient
from webapp.questionnaires.rules.scores import gad7, phq9, self_care, tcm33
from webapp.questionnaires.rules.scores.auditc import CARD as AUDITC_CARD
from webapp.questionnaires.rules.scores.auditc import auditc as score_auditc
from webapp.toolbox.results import ModelCard, Result


def _scale(card: ModelCard, key: str, score: Callable[[Sequence[object]], Result], person: Facts) -> Result:
    answers = person.values.get(key)
    return Result(card, not_computed=insufficient([key])) if answers is None else score(answers)


def auditc(person: Facts) -> Result:
    """Score the drinking questions; the cut-off needs the sex."""
    answers = person.values.get("responses")
    missing = [key for key in ("responses", "sex") if person.values.get(key) is None]
    if answers is None or missing:
        return Result(AUDITC_CARD, not_computed=insufficient(missing))
    return score_auditc(answers, person.sex)


SCALES: dict[str, Model] = {
    "phq9": partial(_scale, phq9.CARD, "responses", phq9.phq9),
    "gad7": partial(_scale, gad7.CARD, "responses", gad7.gad7),
    "auditc": auditc,
    "tcm33": partial(_scale, tcm33.CARD, "answers", tcm33.tcm33),
    "self_care": partial(_scale, self_care.CARD, "scores", self_care.self_care),
}
