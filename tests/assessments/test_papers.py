"""The PDFs of a released report: made once by a worker, kept sealed, given to the client and to who may review."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError

from tests.assessments.test_pages import Scene
from tests.conftest import Act, SignIn
from tests.pdf_text import text_of
from webapp import config
from webapp.assessments import queries
from webapp.assessments.models import AssessmentPaper
from webapp.kernel import jobs
from webapp.kernel.db import db
from webapp.records import queries as records
from webapp.records.models import StoredFile

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def scene(app: Flask, act: Act, sign_in: SignIn) -> Scene:
    found = Scene(app, act, sign_in)
    found.released()
    return found


@pytest.fixture
def made(scene: Scene) -> Scene:
    jobs.Worker(scene.app).work_off()
    return scene


def paper(scene: Scene, language: str = "en", desk: str = "") -> str:
    return f"{desk}/assessments/{scene.id}/papers/{language}"


class TestMakePapers:
    def test_a_release_has_them_made_in_both_languages(self, made: Scene) -> None:
        with made.act():
            found = queries.papers(made.id)
            assert set(found) == {"zh-Hans", "en"}
            assert all(2 <= one.pages <= 6 for one in found.values())

    def test_made_again_nothing_changes(self, made: Scene) -> None:
        with made.act():
            before = queries.papers(made.id)
            jobs.enqueue("assessments.make_papers", {"assessment_id": made.id})
        jobs.Worker(made.app).work_off()
        with made.act():
            assert queries.papers(made.id) == before

    def test_the_digest_is_that_of_the_file_and_no_word_of_it_lies_open_on_the_disk(
        self, made: Scene
    ) -> None:
        with made.act():
            row = db.session.query(AssessmentPaper).filter_by(language="en").one()
            file = records.stored_file(row.file_id)
            assert file
            content = records.content_of(file)
        assert content.sha256 == row.sha256
        assert row.fingerprint in text_of(content.data)
        stored = Path(config.current().state_folder / "files" / file.id[-2:] / file.id)
        assert b"%PDF" not in stored.read_bytes()

    def test_a_made_paper_is_never_changed(self, made: Scene) -> None:
        with pytest.raises(DatabaseError, match="assessment_paper"), made.act():
            db.session.execute(update(AssessmentPaper).values(pages=1))


class TestPaper:
    def test_before_it_is_made_the_page_says_so_and_offers_to_look_again(self, scene: Scene) -> None:
        page = scene.client.get(f"/assessments/{scene.id}").text
        assert "The PDF is being made." in page
        assert scene.client.get(paper(scene)).status_code == 404
        asked = scene.client.post(f"/assessments/{scene.id}/papers")
        assert asked.headers["Location"] == f"/assessments/{scene.id}#papers"

    def test_the_client_saves_it_in_either_language(self, made: Scene) -> None:
        page = made.client.get(f"/assessments/{made.id}").text
        assert "PDF in English, " in page
        answer = made.client.get(paper(made))
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert "attachment" in answer.headers["Content-Disposition"]
        assert "Yoursummaryof" in text_of(answer.data)
        assert made.client.get(paper(made, "zh-Hans")).data.startswith(b"%PDF")

    def test_nobody_elses_paper_is_there(self, made: Scene) -> None:
        assert made.other.get(paper(made)).status_code == 404
        assert made.other.post(f"/assessments/{made.id}/papers").status_code == 404
        assert made.far.get(paper(made, desk="/desk")).status_code == 404
        assert made.manager.get(paper(made)).status_code == 403
        assert made.client.get(paper(made, "fr")).status_code == 404

    def test_staff_of_the_branch_open_it_and_the_client_sees_that(self, made: Scene) -> None:
        assert made.manager.get(paper(made, desk="/desk")).data.startswith(b"%PDF")
        with made.act():
            seen = records.access_log(client_id=made.client_id, after="", size=10)
            assert [one.what for one in seen.rows][:1] == ["assessment"]

    def test_a_file_that_was_changed_in_the_store_is_not_given(self, made: Scene) -> None:
        with made.act():
            (file, *_) = db.session.query(StoredFile).all()
        stored = Path(config.current().state_folder / "files" / file.id[-2:] / file.id)
        stored.write_bytes(stored.read_bytes()[:-1] + b"x")
        answers = [made.client.get(paper(made, language)).status_code for language in ("zh-Hans", "en")]
        assert sorted(answers) == [200, 404]
