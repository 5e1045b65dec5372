"""Exam institutions and what was agreed with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from webapp.kernel.db import db, rows
from webapp.organisation.models import Agreement, Institution
from webapp.toolbox.words import Bilingual


def institution(institution_id: str) -> Institution | None:
    """Give an institution."""
    return db.session.get(Institution, institution_id)


def institutions() -> list[Institution]:
    """Give all institutions, by branch."""
    return list(db.session.scalars(select(Institution).order_by(Institution.branch_id, Institution.id)))


def agreements_on(*, day: date) -> dict[str, date]:
    """Give institution id → the last day of the agreement that holds on `day`, for all institutions."""
    query = select(Agreement.institution_id, Agreement.valid_to).where(
        Agreement.valid_from <= day, Agreement.valid_to >= day
    )
    return {
        row.institution_id: row.valid_to for row in db.session.execute(query.order_by(Agreement.valid_to))
    }


def agreements_of(institution_id: str) -> list[Agreement]:
    """Give an institution's agreements, the newest first."""
    query = select(Agreement).where(Agreement.institution_id == institution_id)
    return list(db.session.scalars(query.order_by(Agreement.valid_from.desc(), Agreement.id)))


def agreed_institutions(*, branch_id: str, day: date) -> list[Institution]:
    """Give the institutions with an agreement of the branch that holds on `day` (O1)."""
    query = (
        select(Institution)
        .join(Agreement, Agreement.institution_id == Institution.id)
        .where(
            Institution.branch_id == branch_id,
            Agreement.branch_id == branch_id,
            Agreement.valid_from <= day,
            Agreement.valid_to >= day,
        )
        .distinct()
    )
    return list(db.session.scalars(query.order_by(Institution.name_en, Institution.id)))


_AGREEMENT_ON = (
    select(Agreement)
    .where(
        Agreement.institution_id == bindparam("institution_id"),
        Agreement.branch_id == bindparam("branch_id"),
        Agreement.valid_from <= bindparam("day"),
        Agreement.valid_to >= bindparam("day"),
    )
    .order_by(Agreement.valid_from.desc())
)


def agreement_on(*, institution_id: str, branch_id: str, day: date) -> Agreement | None:
    """Give the agreement of a branch and an institution that holds on `day` (O1)."""
    asked = {"institution_id": institution_id, "branch_id": branch_id, "day": day}
    return db.session.scalars(_AGREEMENT_ON, asked).first()


@dataclass(frozen=True, slots=True)
class AgreedPlace:
    """An institution with the terms on which a branch sends people there (O1)."""

    id: str
    name: Bilingual
    address: Bilingual
    transit: Bilingual
    hours: Bilingual
    phone: str
    map_url: str
    zone: str
    change_hours: int
    change_working_days: int | None
    report_days: int
    report_in_working_days: bool
    valid_to: date


_AGREED_PLACE = _AGREEMENT_ON.join(Institution, Institution.id == Agreement.institution_id).with_only_columns(
    Institution.id,
    Institution.phone,
    Institution.map_url,
    Institution.zone,
    Institution.name_zh,
    Institution.name_en,
    Institution.address_zh,
    Institution.address_en,
    Institution.transit_zh,
    Institution.transit_en,
    Institution.hours_zh,
    Institution.hours_en,
    Agreement.change_hours,
    Agreement.change_working_days,
    Agreement.report_days,
    Agreement.report_in_working_days,
    Agreement.valid_to,
)


def agreed_place(*, institution_id: str, branch_id: str, day: date) -> AgreedPlace | None:
    """Give the institution and the terms that hold on `day`, in plain columns (with every booking page)."""
    asked = {"institution_id": institution_id, "branch_id": branch_id, "day": day}
    found = rows(_AGREED_PLACE, asked).first()
    if found is None:
        return None
    return AgreedPlace(
        id=found.id,
        name=Bilingual(zh=found.name_zh, en=found.name_en),
        address=Bilingual(zh=found.address_zh, en=found.address_en),
        transit=Bilingual(zh=found.transit_zh, en=found.transit_en),
        hours=Bilingual(zh=found.hours_zh, en=found.hours_en),
        phone=found.phone,
        map_url=found.map_url,
        zone=found.zone,
        change_hours=found.change_hours,
        change_working_days=found.change_working_days,
        report_days=found.report_days,
        report_in_working_days=found.report_in_working_days,
        valid_to=found.valid_to,
    )
