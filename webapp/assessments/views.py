"""The client's reports: the list and one report, on the phone, on paper and as a PDF. Only released ones (S2)."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, request

from webapp.accounts.rules import Role
from webapp.assessments import queries, services
from webapp.assessments.models import Assessment
from webapp.assessments.papers import LANGUAGE, paper_file
from webapp.assessments.presenters import what_if as trying
from webapp.assessments.presenters.page import report_page
from webapp.assessments.presenters.paper import about, paper_links
from webapp.assessments.rules import what_if as rules
from webapp.assessments.rules.status import Status
from webapp.kernel import access, clock, htmx
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Bilingual

bp = Blueprint("assessments", __name__)


@bp.get("/assessments")
@access.roles(Role.CLIENT)
def reports() -> Response:
    """Show the client's released reports, or what it takes to get one."""
    client_id = access.visitor().person_id
    return htmx.answer(
        "assessments/reports.html",
        reports=queries.released(client_id=client_id),
        wants_none=bool(queries.opted_out([client_id])),
        year=clock.today().year,
    )


@bp.post("/assessments/opt-out")
@access.roles(Role.CLIENT)
def opt_out() -> Response:
    """Say that there shall be no assessment this year."""
    who = access.visitor()
    services.opt_out(client_id=who.person_id, branch_id=who.branch_id, actor_id=who.account_id)
    return htmx.go("assessments.reports")


@bp.post("/assessments/opt-in")
@access.roles(Role.CLIENT)
def opt_in() -> Response:
    """Take that back."""
    who = access.visitor()
    services.opt_in(client_id=who.person_id, branch_id=who.branch_id, actor_id=who.account_id)
    return htmx.go("assessments.reports")


@bp.get("/assessments/<id:assessment_id>")
@access.roles(Role.CLIENT)
def report(assessment_id: str) -> Response:
    """Show one report: the summary first, then the six parts."""
    found = _own(assessment_id)
    return htmx.answer(
        "assessments/report.html",
        kept=found,
        page=report_page(found),
        about=about(found, _reviewer(found)),
        papers=paper_links(queries.papers(found.id)),
    )


@bp.get("/assessments/<id:assessment_id>/print")
@access.roles(Role.CLIENT)
def print_report(assessment_id: str) -> Response:
    """Show one report for paper, with everything open."""
    found = _own(assessment_id)
    return htmx.answer(
        "assessments/print_report.html",
        kept=found,
        page=report_page(found),
        about=about(found, _reviewer(found)),
    )


@bp.get(f"/assessments/<id:assessment_id>/papers/<{LANGUAGE}:language>")
@access.roles(Role.CLIENT)
def paper(assessment_id: str, language: str) -> Response:
    """Give the report's PDF in one language, to save or print."""
    return paper_file(_own(assessment_id), language)


@bp.post("/assessments/<id:assessment_id>/papers")
@access.roles(Role.CLIENT)
def ask_for_papers(assessment_id: str) -> Response:
    """Have the PDFs made, if nobody is at it yet, and look again."""
    services.ask_for_papers(assessment_id=_own(assessment_id).id)
    return htmx.go("assessments.report", assessment_id=assessment_id, _anchor="papers")


@bp.get("/assessments/<id:assessment_id>/what-if")
@access.roles(Role.CLIENT)
def what_if(assessment_id: str) -> Response:
    """Show what a change would do, as things are now (S3)."""
    return _tried(_own(assessment_id), {})


@bp.post("/assessments/<id:assessment_id>/what-if")
@access.roles(Role.CLIENT)
def try_changes(assessment_id: str) -> Response:
    """Work out the report's figures with something changed. Nothing is kept; no figure stands in an address."""
    return _tried(_own(assessment_id), request.form)


def _tried(kept: Assessment, posted: Mapping[str, str]) -> Response:
    found = rules.what_if(kept.inputs["values"])
    chosen = trying.chosen_of(found, posted)
    return htmx.answer(
        "assessments/what_if.html",
        "assessments/_bars.html",
        status=422 if chosen.problems else 200,
        kept=kept,
        alone=htmx.asked(),
        fields=trying.fields(found.steps, chosen),
        bars=trying.bars(found.pairs(chosen.moved)),
        problems=trying.problems(chosen),
        silent=trying.silent_words(found),
        unseen=trying.unseen(found),
        same_models=rules.gives_the_same(found, kept.result["parts"]["5_disease_risk"]),
    )


def _own(assessment_id: str) -> Assessment:
    found = queries.assessment(assessment_id)
    if found is None or found.status != Status.RELEASED or found.client_id != access.visitor().person_id:
        raise NotYours
    return found


def _reviewer(found: Assessment) -> Bilingual | None:
    return organisation.staff_name(found.reviewed_by) if found.reviewed_by else None
