"""The group report: prepared and reviewed in the branch, released to the contact, read on the page and on paper (S6)."""

from __future__ import annotations

from typing import Any

from flask import Response

from webapp.accounts.rules import Role
from webapp.groups import forms, presenters, queries, services
from webapp.groups.desk.blueprint import KEEPERS, READERS, desk, own_contract
from webapp.groups.models import ClientGroup, GroupReport
from webapp.groups.rules.status import Status
from webapp.kernel import access, htmx, i18n, idempotency
from webapp.organisation import queries as organisation


@desk.post("/desk/groups/contracts/<id:contract_id>/report")
@access.roles(*KEEPERS)
@idempotency.once
def prepare_report(contract_id: str) -> Response:
    """Work a draft out of what is released now."""
    (_group, contract), who = own_contract(contract_id), access.visitor()
    made = services.prepare(contract=contract, staff_id=who.person_id, actor_id=who.account_id)
    return htmx.go("groups_desk.report", group_report_id=made.id)


@desk.get("/desk/groups/reports/<id:group_report_id>")
@access.roles(*READERS)
def report(group_report_id: str) -> Response:
    """Show a report: to the branch at any stage, to headquarters and the contact once it is released."""
    return _page(*_readable(group_report_id), forms.ReviewForm())


@desk.get("/desk/groups/reports/<id:group_report_id>/print")
@access.roles(*READERS)
def print_report(group_report_id: str) -> Response:
    """Show a report for paper."""
    group, found = _readable(group_report_id)
    return htmx.answer("groups/print_report.html", **_words(group, found))


@desk.post("/desk/groups/reports/<id:group_report_id>/review")
@access.roles(Role.BRANCH_MANAGER)
@idempotency.once
def review(group_report_id: str) -> Response:
    """Mark a draft as reviewed, with a word to the company."""
    (group, found), form, who = _readable(group_report_id), forms.ReviewForm.read(), access.visitor()
    if not form.validate():
        return _page(group, found, form, 422)
    services.review(
        report=found,
        comment=form.comment.data or "",
        language=i18n.language(),
        staff_id=who.person_id,
        actor_id=who.account_id,
    )
    return htmx.go("groups_desk.report", group_report_id=group_report_id)


@desk.post("/desk/groups/reports/<id:group_report_id>/release")
@access.roles(Role.BRANCH_MANAGER)
@idempotency.once
def release(group_report_id: str) -> Response:
    """Let the company's contact read it; from here on it stays as it is."""
    (_group, found), who = _readable(group_report_id), access.visitor()
    services.release(report=found, staff_id=who.person_id, actor_id=who.account_id)
    return htmx.go("groups_desk.report", group_report_id=group_report_id)


def _readable(group_report_id: str) -> tuple[ClientGroup, GroupReport]:
    return queries.readable(group_report_id, visitor=access.visitor())


def _words(group: ClientGroup, found: GroupReport) -> dict[str, Any]:
    reviewer = organisation.staff(found.reviewed_by) if found.reviewed_by else None
    return {
        "group": group,
        "kept": found,
        "contract": queries.contract(found.contract_id),
        "page": presenters.report_page(found),
        "reviewer": reviewer.name if reviewer else None,
    }


def _page(group: ClientGroup, found: GroupReport, form: forms.ReviewForm, status: int = 200) -> Response:
    role = access.visitor().role
    return htmx.answer(
        "groups/report.html",
        status=status,
        state=presenters.STATUS_WORDS[Status(found.status)],
        manages=role == Role.BRANCH_MANAGER,
        in_house=role != Role.GROUP_CONTACT,
        form=form,
        **_words(group, found),
    )
