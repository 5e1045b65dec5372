"""What can be done with a case from the desk: words, form and service of each step."""

from __future__ import annotations

from typing import Any

from flask import request
from markupsafe import Markup

from webapp.complaints import forms, queries, services
from webapp.complaints.desk.appeal_steps import APPEAL_STEPS
from webapp.complaints.desk.step import INTEREST, NOTE, Step, fields, simple
from webapp.complaints.presenters.desk import evidence_title
from webapp.complaints.queries import Dossier
from webapp.complaints.rules.states import Action
from webapp.kernel import access
from webapp.kernel.errors import BadInput
from webapp.kernel.i18n import _, lazy, say
from webapp.organisation import queries as organisation


def _conclusion(found: Dossier | None) -> type[forms.StepForm]:
    if found is None:
        return forms.conclude_form([], [])
    people = [(one.id, say(found.people[one.staff_id].staff.name)) for one in found.respondents]
    cited = [(one.id, evidence_title(one)) for one in queries.evidence(found.case.id)]
    return forms.conclude_form(people, cited)


def _conclusion_values(form: Any) -> dict[str, Any]:
    ids = [name.removeprefix("outcome_") for name in form._fields if name.startswith("outcome_")]
    return {**fields("remedy", "result")(form), "findings": forms.findings_of(form, ids)}


def _evidence_values(form: Any) -> dict[str, Any]:
    files = services.Files(form.given(most=1), access.visitor().account_id)
    said = {"title": form.title.data, "words": form.words.data or "", "shared": form.shared.data}
    return {**said, "files": files}


def _note(*, version: int, **words: Any) -> None:
    services.add_note(**words)


def _interest(*, version: int, **words: Any) -> bool:
    return services.declare_interest(**words)


_STEPS = (
    Step(Action.TAKE, "take", lazy("Take this case"), services.take),
    Step(Action.ACCEPT, "accept", lazy("Take it up"), services.accept, key="o"),
    Step(
        Action.SIGN_DECLINE,
        "sign_decline",
        lazy("Sign: not taken up"),
        services.sign_decline,
    ),
    Step(Action.INVESTIGATE, "investigate", lazy("Begin the investigation"), services.investigate, key="o"),
    Step(Action.DECIDE, "decide", lazy("Sign the result and send it"), services.decide, key="o"),
    Step(
        Action.CONCLUDE,
        "conclude",
        lazy("Write the conclusion"),
        services.conclude,
        _conclusion,
        _conclusion_values,
        "o",
        needs_case=True,
    ),
    Step(
        Action.SERVE,
        "serve",
        lazy("Serve the employee"),
        services.serve,
        simple(forms.ServeForm),
        fields("summary", respondent_id="respondent", files="served"),
        "s",
    ),
    Step(
        Action.SETTLE,
        "settle",
        lazy("Settle on the spot"),
        services.settle,
        simple(forms.SettleForm),
        fields("remedy", "result", "agreed"),
    ),
    Step(
        Action.ASK_CLIENT,
        "ask_client",
        lazy("Ask the client"),
        services.ask_client,
        simple(forms.AskForm),
        fields("question"),
        "a",
    ),
    Step(
        Action.ADD_EVIDENCE,
        "add_evidence",
        lazy("Add evidence"),
        services.add_evidence,
        simple(forms.EvidenceForm),
        _evidence_values,
        "e",
    ),
    Step(
        Action.SEND_BACK,
        "send_back",
        lazy("Send it back"),
        services.send_back,
        simple(forms.SendBackForm),
        fields("reason"),
    ),
    Step(
        Action.PUT_OFF,
        "put_off",
        lazy("Serve later"),
        services.put_off,
        simple(forms.PutOffForm),
        fields("reason", respondent_id="respondent"),
    ),
    Step(
        Action.EXTEND,
        "extend",
        lazy("Take more time"),
        services.extend,
        simple(forms.ExtendForm),
        fields("days", "reason"),
    ),
    Step(
        Action.NAME_RESPONDENT,
        "name_respondent",
        lazy("Name an employee"),
        services.name_respondent,
        simple(forms.NameForm),
        fields(respondent_staff_id="staff"),
    ),
    Step(
        Action.RENEW_STANDBY,
        "renew_standby",
        lazy("Review the standby"),
        services.renew_standby,
        simple(forms.RenewForm),
        fields("reason"),
    ),
    Step(
        Action.DECLINE,
        "decline",
        lazy("Do not take it up"),
        services.decline,
        simple(forms.DeclineForm),
        lambda form: {"reason": form.chosen, "words": form.words.data},
    ),
    Step(
        Action.PROPOSE_DECLINE,
        "decline",
        lazy("Propose not to take it up"),
        services.decline,
        simple(forms.DeclineForm),
        lambda form: {"reason": form.chosen, "words": form.words.data},
    ),
    *APPEAL_STEPS,
    Step(NOTE, "add_note", lazy("Add a note"), _note, simple(forms.NoteForm), fields("words"), "n"),
    Step(INTEREST, "declare_interest", lazy("I have an interest in it"), _interest, simple(forms.StepForm)),
    Step(Action.RECUSE, "recuse", lazy("Step back"), services.recuse, simple(forms.StepForm)),
)
STEPS = {step.action: step for step in _STEPS}


def offered(allowed: list[Action]) -> list[Step]:
    """Give the steps this person may take now, the likeliest first; a note and leaving are always possible."""
    leaving = Action.RECUSE if Action.RECUSE in allowed else INTEREST
    return [step for step in _STEPS if step.action in allowed or step.action in {NOTE, leaving}]


def drawn_form(step: Step, found: Dossier) -> forms.StepForm:
    """Make a step's form with its choices, to be filled in."""
    return offer(step.form(found)() if step.form else forms.StepForm(), found)


def posted_form(step: Step, found: Dossier | None) -> forms.StepForm:
    """Make a step's form from the request; `found` only where its fields depend on the case."""
    return step.form(found).read() if step.form else forms.StepForm()


def offer(form: forms.StepForm, found: Dossier) -> forms.StepForm:
    """Fill the choices of a form: who is concerned (not served yet, or proposed to go), who can be named."""
    concerned = [one for one in found.respondents if one.served_at is None]
    if isinstance(form, forms.ObjectionForm | forms.SeparateForm):
        proposed = queries.separations(found.case.id)
        concerned = [one for one in found.respondents if one.id in proposed]
    choices: dict[str, Any] = {
        "respondent": [(one.id, say(found.people[one.staff_id].staff.name)) for one in concerned]
    }
    if isinstance(form, forms.NameForm):
        choices["staff"] = [("", _("Please choose")), *_colleagues(found)]
    if isinstance(form, forms.ServeForm):
        choices["served"] = _servable(found)
    if isinstance(form, forms.ExtendForm):
        form.at_most(found.case.promised.extension)
    form.offer(**choices)
    if "served" in form and not choices["served"]:
        del form["served"]
    if len(concerned) == 1 and "respondent" in form and not form["respondent"].data:
        form["respondent"].data = concerned[0].id  # nothing to choose
    return form


def _servable(found: Dossier) -> list[tuple[str, str | Markup]]:
    """Give the files that may go with a summary."""
    there = queries.evidence(found.case.id)
    return [(one.id, evidence_title(one)) for one in there if services.may_be_served(one)]


def _colleagues(found: Dossier) -> list[tuple[str, str]]:
    """Give who can be named: people of the branch and of headquarters who are not named yet."""
    named = {one.staff_id for one in found.respondents}
    line = organisation.everybody_of(branch_id=found.case.branch_id)
    return [(one.id, say(one.name)) for one in line if one.id not in named]


def read_version() -> int:
    """Read which version of the case the page showed. Raises BadInput."""
    text = request.form.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise BadInput("version")
    return int(text)
