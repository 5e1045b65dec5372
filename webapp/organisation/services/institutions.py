"""Institutions and dated agreements (O1)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from webapp.kernel.db import db
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _
from webapp.organisation import rules
from webapp.organisation.models import Agreement, Institution
from webapp.organisation.services.noting import note


class AgreementBackwards(Refusal):
    """The agreement ends before it begins."""

    def message(self) -> str:
        return _("The agreement must end after it begins.")


def add_institution(
    *, branch_id: str, grade: rules.Grade, name_zh: str, name_en: str, actor_id: str, **facts: str
) -> Institution:
    """Add an exam institution that a branch works with."""
    institution = Institution(branch_id=branch_id, grade=grade, name_zh=name_zh, name_en=name_en, **facts)
    db.session.add(institution)
    db.session.flush()
    note("organisation.institution.added", ("institution", institution.id), branch_id, actor_id)
    return institution


def change_institution(*, institution_id: str, branch_id: str, actor_id: str, **facts: str) -> None:
    """Change what is known of an institution."""
    db.session.execute(update(Institution).where(Institution.id == institution_id).values(**facts))
    note(
        "organisation.institution.changed",
        ("institution", institution_id),
        branch_id,
        actor_id,
        sorted(facts),
    )


def sign_agreement(
    *,
    institution_id: str,
    branch_id: str,
    valid_from: date,
    valid_to: date,
    change_hours: int,
    change_working_days: int | None = None,
    report_days: int,
    report_in_working_days: bool = False,
    actor_id: str,
) -> Agreement:
    """Record a dated agreement (O1): deadline for changes, days until the report.

    With `change_working_days` the deadline is the end of the day that many working days before the exam's, and
    the hours do not count (B6).
    """
    if valid_to < valid_from:
        raise AgreementBackwards
    agreement = Agreement(
        institution_id=institution_id,
        branch_id=branch_id,
        valid_from=valid_from,
        valid_to=valid_to,
        change_hours=change_hours,
        change_working_days=change_working_days,
        report_days=report_days,
        report_in_working_days=report_in_working_days,
    )
    db.session.add(agreement)
    db.session.flush()
    note("organisation.agreement.signed", ("agreement", agreement.id), branch_id, actor_id)
    return agreement
