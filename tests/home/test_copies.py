"""The readable copy of one's own record: made by a worker, kept sealed for a week, for nobody else (A6)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.home.test_my_data import FULL, NEW, browser, person
from tests.pdf_text import squeezed, text_of
from webapp.exams import queries as exams
from webapp.gateways.files import gateway as store
from webapp.home.presenters.paper import paper
from webapp.home.queries import whole_record
from webapp.kernel import audit, clock, i18n, jobs, transaction
from webapp.kernel.db import db
from webapp.records.models import RecordCopy, StoredFile
from webapp.toolbox.words import LANGUAGES

CHAPTERS = 8


def ask(phone: FlaskClient, language: str = "en") -> None:
    assert phone.post("/me/data/copies", data={"language": language}).status_code == 303


def copies(living: Flask) -> list[RecordCopy]:
    with living.app_context():
        return list(db.session.query(RecordCopy).order_by(RecordCopy.asked_at))


class TestAskForCopy:
    def test_it_is_being_made_once_whoever_presses_twice(self, living: Flask) -> None:
        phone = browser(living, FULL)
        ask(phone)
        ask(phone)
        assert len(copies(living)) == 1
        page = phone.get("/me/data", headers={"Accept-Language": "en"}).text
        assert "Being made since" in page
        assert "Look again" in page
        assert phone.get(f"/me/data/copies/{copies(living)[0].id}").status_code == 404
        with living.app_context():
            acts = db.session.query(audit.AuditEntry).filter_by(action="records.copy.asked")
            assert [one.subject_id for one in acts] == [person(living, FULL).id]

    def test_a_language_that_nobody_speaks_is_refused_by_name(self, living: Flask) -> None:
        answer = browser(living, FULL).post("/me/data/copies", data={"language": "fr"})
        assert answer.status_code == 400
        assert copies(living) == []


class TestCopy:
    def test_its_client_saves_it_for_a_week_and_nobody_else_does(self, living: Flask) -> None:
        phone = browser(living, FULL)
        ask(phone)
        jobs.Worker(living).work_off()
        (row,) = copies(living)
        address = f"/me/data/copies/{row.id}"
        page = phone.get("/me/data", headers={"Accept-Language": "en"}).text
        assert f'href="{address}"' in page
        answer = phone.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        with living.app_context():
            file = db.session.query(StoredFile).filter_by(id=row.file_id).one()
            assert file.sha256 in page
            assert b"%PDF" not in store().read(file.id)
        told = text_of(answer.data)
        assert "Myhealthrecord" in told
        assert squeezed(person(living, FULL).id) in told
        assert browser(living, NEW).get(address).status_code == 404
        with time_machine.travel(clock.now() + timedelta(days=8)):
            assert phone.get(address).status_code in (303, 404)

    def test_a_newer_one_takes_its_place_and_old_ones_are_swept_with_their_keys(self, living: Flask) -> None:
        phone = browser(living, NEW)
        for _again in range(2):
            ask(phone)
            jobs.Worker(living).work_off()
        (row,) = copies(living)
        with time_machine.travel(row.ends_at + timedelta(minutes=1)):
            from webapp.records.services.copies import sweep_copies

            with living.app_context(), transaction.unit_of_work():
                sweep_copies(jobs.Task("", "", {}, 1))
        with living.app_context():
            assert db.session.query(StoredFile).filter_by(kind="RECORD_COPY").count() == 0
        assert copies(living) == []


class TestPaper:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_verified_figure_stands_in_it_with_its_range(self, living: Flask, language: str) -> None:
        mine = person(living, FULL).id
        with living.app_context(), i18n.speaking(language):  # type: ignore[arg-type]
            content = paper(whole_record(mine), at=clock.now())
            kept = [row for report in exams.verified_reports(mine) for row in report.results]
        assert len(content["chapters"]) == CHAPTERS
        assert all(one["blocks"] for one in content["chapters"])
        rows = [row for block in content["chapters"][4]["blocks"] for row in block["rows"]]
        figures = {(row[1].partition(" ")[0], row[2]) for row in rows}
        for row in kept:
            if row.value is not None:
                assert (str(row.value), row.range.in_words() or "–") in figures

    def test_somebody_new_reads_that_nothing_is_kept(self, living: Flask) -> None:
        with living.app_context(), i18n.speaking("en"):
            content = paper(whole_record(person(living, NEW).id), at=clock.now())
        assert any(not one["blocks"] for one in content["chapters"])
        assert content["nothing"] == "Nothing is kept here."
