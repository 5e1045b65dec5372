"""The record that a client takes along, of the demo's people, read by an independent implementation of FHIR."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import enter, new_client
from webapp.clients.models import Client
from webapp.exams import queries as exams
from webapp.kernel.db import db
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.rules import hashing
from webapp.seed import sign_ins

FULL = "13900000001"
"""Somebody with results, a released report and a diet plan."""
NEW = "13900000002"
PARTS = {
    "Patient",
    "Consent",
    "Questionnaire",
    "QuestionnaireResponse",
    "Appointment",
    "DiagnosticReport",
    "Observation",
    "RiskAssessment",
    "NutritionOrder",
}


def person(living: Flask, phone: str) -> Client:
    name = next(one.name_zh for one in sign_ins.kept() if one.sign_in == phone)
    with living.app_context():
        return db.session.query(Client).filter_by(name_zh=name).one()


def browser(living: Flask, phone: str) -> FlaskClient:
    account_id = person(living, phone).account_id
    assert account_id
    return enter(living, new_client(living), account_id)


def record(living: Flask, phone: str) -> str:
    answer = browser(living, phone).get("/me/data/record")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.text


def of_kind(text: str, kind: str) -> list[dict[str, Any]]:
    bundle = json.loads(text, parse_float=Decimal)
    return [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == kind]


class TestMyData:
    def test_the_page_leads_to_the_file(self, living: Flask) -> None:
        page = browser(living, FULL).get("/me/data", headers={"Accept-Language": "en"}).text
        assert 'href="/me/data/record"' in page


class TestExportRecord:
    @pytest.mark.parametrize("phone", [FULL, NEW])
    def test_another_implementation_of_the_standard_reads_it_without_an_error(
        self, living: Flask, phone: str
    ) -> None:
        assert Bundle.model_validate_json(record(living, phone)).type == "collection"

    def test_it_holds_every_kind_of_thing_that_is_kept(self, living: Flask) -> None:
        kinds = {one["resource"]["resourceType"] for one in json.loads(record(living, FULL))["entry"]}
        assert kinds >= PARTS

    def test_every_reference_leads_to_something_in_it(self, living: Flask) -> None:
        text = record(living, FULL)
        there = {one["fullUrl"] for one in json.loads(text)["entry"]}
        assert len(there) == len(json.loads(text)["entry"])
        pointed = {part.split('"')[0] for part in text.split('"reference": "')[1:]}
        assert pointed
        assert pointed <= there

    def test_each_figure_has_the_digits_and_unit_that_were_verified(self, living: Flask) -> None:
        mine = person(living, FULL).id
        written = {one["id"]: one for one in of_kind(record(living, FULL), "Observation")}
        with living.app_context():
            kept = [row for report in exams.verified_reports(mine) for row in report.results]
        assert sum(row.value is not None for row in kept) > 20
        for row in kept:
            figure = written[row.id].get("valueQuantity", {})
            assert str(figure.get("value")) == str(row.value)
            assert "dataAbsentReason" in written[row.id] or row.flag != "NOT_DONE"

    def test_what_was_signed_can_still_be_proved(self, living: Flask) -> None:
        mine = person(living, FULL).id
        with living.app_context():
            kept = {row.id: row.response_hash for row in questionnaires.answered_by(mine).responses}
        for one in of_kind(record(living, FULL), "QuestionnaireResponse"):
            original = {key: one[key] for key in one if key not in ("id", "meta", "subject", "identifier")}
            assert hashing.content_hash(original) == kept[one["id"]]

    def test_a_model_that_had_no_number_says_why(self, living: Flask) -> None:
        risks = of_kind(record(living, FULL), "RiskAssessment")
        assert risks
        assert all(("prediction" in one) != ("note" in one) for one in risks)

    def test_it_is_about_nobody_else(self, living: Flask) -> None:
        other = person(living, FULL).id
        assert other not in record(living, NEW)
        assert [one["id"] for one in of_kind(record(living, NEW), "Patient")] == [person(living, NEW).id]
