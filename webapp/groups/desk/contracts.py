"""Contract years: signed, read with their history, agreed anew (P1, P2, P5)."""

from __future__ import annotations

from typing import TypeVar

from flask import Response

from webapp.groups import forms, queries, services
from webapp.groups.desk.blueprint import AGREERS, KEEPERS, STAFF, desk, own, own_contract
from webapp.groups.models import ClientGroup, GroupContract
from webapp.groups.presenters import contracts as words
from webapp.groups.refusals import NotAgreedPlace, PackagesNotInPlan, YearsOverlap
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import BadInput
from webapp.kernel.i18n import say
from webapp.organisation import queries as organisation
from webapp.plans import queries as plans
from webapp.plans.rules import PLAN_NAMES, Kind, Plan

_Form = TypeVar("_Form", bound=forms.TermsForm)
_FIELDS = {YearsOverlap: "starts_on", NotAgreedPlace: "institution", PackagesNotInPlan: "package_rule"}


@desk.get("/desk/groups/<id:group_id>/contracts/new")
@access.roles(*AGREERS)
def new_contract(group_id: str) -> Response:
    """Show the form for a new contract year."""
    group = own(group_id)
    return _new_page(group, _signing(forms.ContractForm(formdata=None), group), 200)


@desk.post("/desk/groups/<id:group_id>/contracts")
@access.roles(*AGREERS)
@idempotency.once
def sign_contract(group_id: str) -> Response:
    """Note a contract year."""
    group = own(group_id)
    form = _signing(forms.ContractForm.read(), group)
    if not form.validate():
        return _new_page(group, form)
    try:
        made = services.sign_contract(group=group, actor_id=access.visitor().account_id, **form.signed())
    except (YearsOverlap, NotAgreedPlace, PackagesNotInPlan) as refusal:
        form.add_error(_FIELDS[type(refusal)], refusal.message())
        return _new_page(group, form)
    return htmx.go("groups_desk.contract", contract_id=made.id, kept=1)


@desk.get("/desk/groups/contracts/<id:contract_id>")
@access.roles(*STAFF)
def contract(contract_id: str) -> Response:
    """Show a contract year: what holds, what held before, and what is done for its people."""
    group, found = own_contract(contract_id)
    role = access.visitor().role
    place = organisation.institution(found.institution_id)
    return htmx.answer(
        "groups/contract.html",
        group=group,
        contract=found,
        plan=PLAN_NAMES[Plan(found.plan)],
        where=place.name if place else None,
        versions=words.versions(queries.terms_of(found.id)),
        agrees=role in AGREERS,
        keeps=role in KEEPERS,
    )


@desk.get("/desk/groups/contracts/<id:contract_id>/terms")
@access.roles(*AGREERS)
def terms(contract_id: str) -> Response:
    """Show the form for other terms."""
    group, found = own_contract(contract_id)
    return _terms_page(group, found, forms.TermsForm.of(found.terms, found.version), 200)


@desk.post("/desk/groups/contracts/<id:contract_id>/terms")
@access.roles(*AGREERS)
@idempotency.once
def agree_anew(contract_id: str) -> Response:
    """Keep other terms as a further version."""
    group, found = own_contract(contract_id)
    form = _with_items(forms.TermsForm.read())
    if not form.validate():
        return _terms_page(group, found, form)
    try:
        services.agree_anew(
            contract=found,
            terms=form.terms(),
            version=_seen(form.version.data or ""),
            actor_id=access.visitor().account_id,
        )
    except PackagesNotInPlan as refusal:
        form.add_error("package_rule", refusal.message())
        return _terms_page(group, found, form)
    return htmx.go("groups_desk.contract", contract_id=contract_id, kept=1)


def _seen(version: str) -> int:
    if not (version.isascii() and version.isdigit() and len(version) < 6):
        raise BadInput("version")
    return int(version)


def _with_items(form: _Form) -> _Form:
    form.added.choices = form.left_out.choices = words.item_choices(plans.known_items())
    return form


def _signing(form: forms.ContractForm, group: ClientGroup) -> forms.ContractForm:
    places = organisation.agreed_institutions(branch_id=group.branch_id, day=clock.today())
    form.institution.choices = [("", ""), *((one.id, say(one.name)) for one in places)]
    form.plan.choices = [(plan.value, say(name)) for plan, name in PLAN_NAMES.items()]
    return _with_items(form)


def _new_page(group: ClientGroup, form: forms.ContractForm, status: int = 422) -> Response:
    return htmx.answer("groups/new_contract.html", status=status, group=group, form=form)


def _terms_page(
    group: ClientGroup, found: GroupContract, form: forms.TermsForm, status: int = 422
) -> Response:
    matrix = plans.matrix()
    allowed = matrix.packages(plan=found.plan, kind=Kind.GROUP) if matrix else ()
    form.package_rule.choices = words.choosable(allowed)
    return htmx.answer(
        "groups/terms.html", status=status, group=group, contract=found, form=_with_items(form)
    )
