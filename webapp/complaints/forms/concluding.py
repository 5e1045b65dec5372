"""The forms of a result: one finding for each person named (T8), or a settlement on the spot (T11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup
from wtforms import BooleanField, Field, TextAreaField
from wtforms.validators import ValidationError

from webapp.complaints.forms.desk import CHOOSE, WORDS, StepForm
from webapp.complaints.presenters.words import MEASURES, OUTCOMES, SEVERITIES
from webapp.complaints.rules import outcomes
from webapp.complaints.rules.outcomes import Measure, Outcome, Severity
from webapp.complaints.services import Finding
from webapp.kernel.choosing import RadioField
from webapp.kernel.forms import at_most, needed, stripped
from webapp.kernel.i18n import _, lazy

_LONG: dict[str, Any] = {"filters": [stripped], "validators": [needed(), at_most(WORDS)]}


def _result_fields() -> dict[str, Any]:
    return {
        "remedy": TextAreaField(lazy("What will be put right"), **_LONG),
        "result": TextAreaField(lazy("The result, as the client will read it"), **_LONG),
    }


class SettleForm(StepForm):
    """Settled on the spot (T11)."""

    remedy, result = _result_fields().values()
    agreed = BooleanField(lazy("The client agreed; the matter is minor"), validators=[needed()])


def conclude_form(
    people: Sequence[tuple[str, str]], evidence: Sequence[tuple[str, str | Markup]]
) -> type[StepForm]:
    """Make the form of a conclusion: `people` as (respondent id, name), `evidence` as (id, title)."""
    fields: dict[str, Field] = {}
    for respondent_id, name in people:
        fields |= _finding_fields(respondent_id, name, list(evidence))
    return type("ConcludeForm", (StepForm,), fields | _result_fields())


def _finding_fields(
    respondent_id: str, name: str, evidence: list[tuple[str, str | Markup]]
) -> dict[str, Any]:
    def label(words: str) -> str:
        return f"{name} · {words}"

    must = [needed(CHOOSE)]
    return {
        f"outcome_{respondent_id}": RadioField(
            label(_("Outcome")), choices=_options(OUTCOMES), validators=must
        ),
        f"severity_{respondent_id}": RadioField(
            label(_("Severity")), choices=_options(SEVERITIES), validators=must
        ),
        f"measure_{respondent_id}": RadioField(
            label(_("Measure")),
            choices=_options(MEASURES),
            default=Measure.NONE.value,
            validators=[_fits(respondent_id)],
        ),
        f"evidence_{respondent_id}": RadioField(
            label(_("Evidence cited")), choices=evidence, validators=must
        ),
        f"grounds_{respondent_id}": TextAreaField(label(_("Grounds")), **_LONG),
    }


def _options(words: Any) -> list[tuple[str, str]]:
    return [(one.value, str(text)) for one, text in words.items()]


def _fits(respondent_id: str) -> Callable[[Any, Field], None]:
    """Refuse a measure without proof, or a proven matter without one (S2)."""

    def check(form: Any, field: Field) -> None:
        outcome = form[f"outcome_{respondent_id}"].data
        severity = form[f"severity_{respondent_id}"].data
        if not (outcome in Outcome.__members__ and severity in Severity.__members__):
            return
        if field.data not in Measure.__members__:
            raise ValidationError(_("Please choose a measure, or none."))
        fault = outcomes.measure_fault(Outcome(outcome), Severity(severity), Measure(field.data))
        if fault == "measure_missing":
            raise ValidationError(_("What is proven needs a measure."))
        if fault:
            raise ValidationError(_("Nothing is proven: no measure, please."))

    return check


def findings_of(form: StepForm, respondent_ids: Sequence[str]) -> dict[str, Finding]:
    """Read the findings out of a valid form, by respondent id."""
    return {
        one: Finding(
            outcome=Outcome(form[f"outcome_{one}"].data),
            severity=Severity(form[f"severity_{one}"].data),
            grounds=form[f"grounds_{one}"].data,
            evidence_id=form[f"evidence_{one}"].data,
            measure=Measure(form[f"measure_{one}"].data),
        )
        for one in respondent_ids
    }
