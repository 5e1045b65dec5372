"""Questions about what follows a response: doubts of the rules, and what staff ask the client."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from webapp.clients.queries import Client
from webapp.kernel import clock, paging
from webapp.kernel.db import db
from webapp.questionnaires.models import FieldQuery, QualityRemark, QueryMessage, Response
from webapp.questionnaires.rules import quality
from webapp.questionnaires.rules.definition import Definition
from webapp.records import queries as records

_HEIGHT = "height"


def known_of(client: Client, form: Definition) -> quality.Person:
    """Give what the record knows of a client today, for the rules of data quality; the height where it is asked."""
    needs_height = quality.has_name(form, "height") or quality.has_name(form, "waist")
    height = records.latest(client_id=client.id, codes=[_HEIGHT]).get(_HEIGHT) if needs_height else None
    return quality.Person(
        sex=client.sex,
        birth_date=client.birth_date,
        day=clock.today(),
        height_cm=float(height.value) if height is not None else None,
    )


def open_remarks(*, branch_id: str, after: str = "", size: int = paging.SIZE) -> paging.Page:
    """List (remark, definition id of its response) of what a branch has not looked at, the oldest first."""
    remark: Any = QualityRemark
    waiting: Select[Any] = (
        select(remark, Response.definition_id)
        .join(Response, Response.id == QualityRemark.response_id)
        .where(QualityRemark.branch_id == branch_id, QualityRemark.status == "OPEN")
    )
    return paging.page(waiting, [QualityRemark.found_at, QualityRemark.id], after, size)


def remarks_on(response_id: str) -> list[QualityRemark]:
    """List the open remarks on one response."""
    of = select(QualityRemark).where(QualityRemark.response_id == response_id)
    return list(db.session.scalars(of.where(QualityRemark.status == "OPEN").order_by(QualityRemark.id)))


def field_query(query_id: str) -> FieldQuery | None:
    """Give a question about an answer."""
    return db.session.get(FieldQuery, query_id)


def field_queries_on(response_id: str) -> list[FieldQuery]:
    """List the questions asked about one response, the newest first."""
    of = select(FieldQuery).where(FieldQuery.response_id == response_id)
    return list(db.session.scalars(of.order_by(FieldQuery.asked_at.desc(), FieldQuery.id)))


def open_field_queries(client_id: str) -> list[FieldQuery]:
    """List the questions that wait for a client's answer."""
    of = select(FieldQuery).where(FieldQuery.client_id == client_id, FieldQuery.status == "OPEN")
    return list(db.session.scalars(of.order_by(FieldQuery.asked_at, FieldQuery.id)))


def talk(query_id: str) -> list[QueryMessage]:
    """List what was said about a question, in order."""
    of = select(QueryMessage).where(QueryMessage.query_id == query_id)
    return list(db.session.scalars(of.order_by(QueryMessage.said_at, QueryMessage.id)))
