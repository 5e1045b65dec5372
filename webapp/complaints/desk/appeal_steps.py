"""The steps of headquarters: appeals, cases looked into anew, a proposed separation (T13–T16, S3–S5)."""

from __future__ import annotations

from functools import partial

from webapp.complaints import forms, services
from webapp.complaints.desk.step import Step, fields, simple
from webapp.complaints.rules.states import Action
from webapp.kernel.i18n import lazy

APPEAL_STEPS = (
    Step(
        Action.DECIDE_APPEAL,
        "decide_appeal",
        lazy("Decide the appeal"),
        services.decide_appeal,
        simple(forms.RulingForm),
        lambda form: {"changed": form.ruling.data == "CHANGED", "grounds": form.grounds.data},
        "o",
    ),
    Step(
        Action.REMAND,
        "remand",
        lazy("Send it back to be looked into anew"),
        services.remand,
        simple(forms.RemandForm),
        fields("grounds"),
    ),
    Step(
        Action.UPHOLD_OBJECTION,
        "uphold_objection",
        lazy("The employee’s appeal is right"),
        partial(services.decide_objection, upheld=True),
        simple(forms.ObjectionForm),
        fields("grounds", respondent_id="respondent"),
    ),
    Step(
        Action.DISMISS_OBJECTION,
        "dismiss_objection",
        lazy("Turn the employee’s appeal down"),
        partial(services.decide_objection, upheld=False),
        simple(forms.ObjectionForm),
        fields("grounds", respondent_id="respondent"),
    ),
    Step(
        Action.SEPARATE,
        "separate",
        lazy("Sign the separation as a second person"),
        services.separate,
        simple(forms.SeparateForm),
        lambda form: {"respondent_id": form.respondent.data, "steps": form.steps},
    ),
    Step(
        Action.CONTINUE,
        "go_on",
        lazy("Go on without the client"),
        services.go_on_ex_officio,
        simple(forms.RemandForm),
        fields(reason="grounds"),
    ),
    Step(
        Action.REOPEN,
        "reopen",
        lazy("Open the case again"),
        services.reopen,
        simple(forms.ReopenForm),
        fields("reason", "evidence"),
    ),
)
