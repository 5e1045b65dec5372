"""Photos and papers of a case: who brings them, what is kept of them, who opens them (T7)."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select, text

from tests.complaints.test_views import browser_of
from tests.conftest import Act, SignIn
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case, a_complaint, brought, by_handler, the_respondent
from webapp.complaints import queries, services
from webapp.complaints.models import Case, CaseEvent, Evidence
from webapp.complaints.rules.states import State
from webapp.complaints.services import NotAllowedNow, TooManyFiles
from webapp.kernel import audit
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.records import queries as records


def a_photo(maker: str = "A-Phone") -> io.BytesIO:
    """Give a photo that says which phone took it."""
    told, made = Image.Exif(), io.BytesIO()
    told[0x010F] = maker
    Image.new("RGB", (8, 8), "green").save(made, "JPEG", exif=told)
    made.seek(0)
    return made


def files_of(case: Case) -> list[Evidence]:
    return [one for one in queries.evidence(case.id) if one.file_id]


class TestKeeping:
    def test_each_file_is_an_event_and_its_digest_stands_in_the_chain(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        services.bring_files(case_id=case.id, client_id=company.client.id, files=brought("one", "two"))
        kept = files_of(case)
        assert {one.sha256 for one in kept} == {hashlib.sha256(w).hexdigest() for w in (b"one", b"two")}
        told = [one.subject for one in queries.events(case.id) if one.action == "ADD_EVIDENCE"]
        assert sorted(told) == sorted(one.id for one in kept)
        assert {(one.staff_id, one.actor_kind) for one in queries.events(case.id)[-2:]} == {
            (None, "COMPLAINANT")
        }
        db.session.flush()
        audit.write_notes()
        assert queries.broken_event() == ""

    @pytest.mark.parametrize(
        "tampered", ["UPDATE complaint_evidence SET sha256 = 'x'", "DELETE FROM complaint_evidence"]
    )
    def test_a_changed_or_missing_piece_is_found(self, company: Company, tampered: str) -> None:
        case = a_complaint(company)
        services.bring_files(case_id=case.id, client_id=company.client.id, files=brought("one"))
        db.session.flush()
        audit.write_notes()
        for verb in ("update", "delete"):
            on = " ON complaint_evidence" if db.engine.dialect.name == "postgresql" else ""
            db.session.execute(text(f"DROP TRIGGER IF EXISTS complaint_evidence_refuses_{verb}{on}"))
        db.session.execute(text(tampered))
        assert queries.broken_event() == case.id

    def test_nobody_brings_more_than_twenty(self, company: Company) -> None:
        case = a_complaint(company)
        bring = {"case_id": case.id, "client_id": company.client.id}
        services.bring_files(**bring, files=brought(*(str(n) for n in range(20))))
        with pytest.raises(TooManyFiles):
            services.bring_files(**bring, files=brought("one more"))

    @pytest.mark.parametrize("state", [State.CLOSED, State.DECLINED, State.WITHDRAWN, State.DECIDED])
    def test_a_case_that_was_answered_takes_no_more(self, company: Company, state: State) -> None:
        case = a_case(company, state)
        with pytest.raises(NotAllowedNow):
            services.bring_files(case_id=case.id, client_id=company.client.id, files=brought("late"))
        assert files_of(case) == []

    def test_another_client_brings_nothing(self, company: Company) -> None:
        case = a_complaint(company)
        other = factory.a_client(company.branch)
        with pytest.raises(NotYours):
            services.bring_files(case_id=case.id, client_id=other.id, files=brought("mine"))


class TestServing:
    def opens(self, company: Company, case: Case, file: Evidence) -> bool:
        try:
            queries.file_of_respondent(
                respondent_id=the_respondent(case), evidence_id=file.id, staff_id=company.served.id
            )
        except NotYours:
            return False
        return True

    def serve(self, company: Company, case: Case, *files: str) -> None:
        words = {"respondent_id": the_respondent(case), "summary": "Two calls did not come."}
        services.serve(**by_handler(company, case), **words, files=files)
        db.session.flush()

    def test_an_employee_opens_a_client_s_file_only_once_it_was_served(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        services.bring_files(case_id=case.id, client_id=company.client.id, files=brought("one", "two"))
        one, two = files_of(case)
        assert not self.opens(company, case, one)
        self.serve(company, case, one.id)
        assert self.opens(company, case, one)
        assert not self.opens(company, case, two)

    def test_serving_without_files_opens_none(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        services.bring_files(case_id=case.id, client_id=company.client.id, files=brought("one"))
        self.serve(company, case)
        assert not self.opens(company, case, files_of(case)[0])

    def test_neither_another_case_s_file_nor_another_employee_s_can_be_served(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        other = a_complaint(company)
        services.bring_files(case_id=other.id, client_id=company.client.id, files=brought("elsewhere"))
        with pytest.raises(NotYours):
            self.serve(company, case, files_of(other)[0].id)

    def test_what_one_employee_brought_no_other_opens(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        services.name_respondent(**by_handler(company, case), respondent_staff_id=company.colleague.id)
        parts = {one.staff_id: one.id for one in queries.respondents(case.id)}
        for one in parts.values():
            services.serve(**by_handler(company, case), respondent_id=one, summary="A call did not come.")
        mine = {"respondent_id": parts[company.served.id], "staff_id": company.served.id}
        services.reply(**mine, words="I was ill.", files=brought("certificate"))
        services.bring_own_files(**mine, files=brought("roster"))
        for file in files_of(case):
            assert queries.file_of_respondent(**mine, evidence_id=file.id) is file
            with pytest.raises(NotYours):
                queries.file_of_respondent(
                    respondent_id=parts[company.colleague.id],
                    staff_id=company.colleague.id,
                    evidence_id=file.id,
                )
            with pytest.raises(NotYours):
                queries.file_of_client(case_id=case.id, evidence_id=file.id, client_id=company.client.id)


@pytest.fixture
def told(act: Act) -> Company:
    """A company whose client has told all but her story."""
    with act():
        company = factory.a_company()
        services.keep_draft(
            client_id=company.client.id, branch_id=company.branch.id, who="nobody", category="MANNER"
        )
        return company


def send(browser: FlaskClient, **data: Any) -> Any:
    return browser.post("/complaints/new/story", data={"_key": "a-key-of-one-form"} | data)


class TestPages:
    def test_a_photo_comes_with_the_story_once_and_without_what_it_told(
        self, app: Flask, sign_in: SignIn, told: Company
    ) -> None:
        browser = browser_of(app, sign_in, told, "client")
        for _press in range(2):
            answer = send(browser, story="Late again.", files=(a_photo(), "hall clock.jpg"))
            assert answer.status_code == 303
        with app.app_context():
            (row,) = db.session.scalars(select(Evidence)).all()
            kept = records.content_of(records.stored_file(row.file_id or ""))  # type: ignore[arg-type]
            assert row.title == "hall clock"
            assert row.sha256 == hashlib.sha256(kept.data).hexdigest()
            assert b"A-Phone" not in kept.data
            path = f"/complaints/{row.case_id}/files"
            number, evidence_id = row.sha256, row.id
            shown = [one.action for one in queries.events(row.case_id)]
        assert shown.count("ADD_EVIDENCE") == 1
        assert "hall clock" in browser.get(path).text
        opened = browser.get(f"{path}/{evidence_id}")
        assert opened.mimetype == "image/jpeg"
        assert opened.headers["Cache-Control"] == "private, no-store"
        handler, there = browser_of(app, sign_in, told, "handler"), "/desk" + path.removesuffix("/files")
        desk = handler.get(there).text
        assert "hall clock" in desk
        assert f"SHA-256 {number[:12]}…" in desk
        assert "1 KB" in desk
        assert number in handler.get(f"{there}/evidence").text.replace("<wbr>", "")

    def test_a_file_that_is_not_taken_is_said_at_its_field_and_nothing_is_lost(
        self, app: Flask, sign_in: SignIn, told: Company
    ) -> None:
        browser = browser_of(app, sign_in, told, "client")
        answer = send(browser, story="Late again.", files=(io.BytesIO(b"MZ"), "x.exe"))
        assert answer.status_code == 422
        assert 'href="#files"' in answer.text
        assert "Late again." in answer.text
        assert "Late again." in browser.get("/complaints/new/story").text
        with app.app_context():
            assert db.session.scalars(select(Case)).all() == []

    def test_a_form_that_comes_back_says_that_the_files_are_to_be_chosen_again(
        self, app: Flask, sign_in: SignIn, told: Company
    ) -> None:
        browser = browser_of(app, sign_in, told, "client")
        answer = send(browser, story="", files=(a_photo(), "x.jpg"))
        assert answer.status_code == 422
        assert answer.text.count('href="#files"') == answer.text.count('href="#story"') == 1

    def test_the_handler_adds_a_file_instead_of_words(
        self, app: Flask, act: Act, sign_in: SignIn, told: Company
    ) -> None:
        with act():
            case = a_case(told, State.INVESTIGATING)
            case_id, version = case.id, case.version
        browser = browser_of(app, sign_in, told, "handler")
        path, words = f"/desk/complaints/{case_id}/evidence", {"version": version, "title": "Door log"}
        assert browser.post(path, data=words).status_code == 422
        both = words | {"files": (a_photo(), "door.jpg")}
        assert browser.post(path, data=both).status_code == 303
        with app.app_context():
            (file,) = files_of(db.session.get_one(Case, case_id))
            assert (file.title, file.visibility) == ("Door log", "INTERNAL")

    def test_the_employee_replies_with_a_paper_and_sees_what_was_served(
        self, app: Flask, act: Act, sign_in: SignIn, told: Company
    ) -> None:
        with act():
            case = a_complaint(told, about=told.served)
            services.bring_files(case_id=case.id, client_id=told.client.id, files=brought("Shen Zhihe hall"))
            part = the_respondent(case)
            file = files_of(case)[0].id
        handler = browser_of(app, sign_in, told, "handler")
        page = handler.get(f"/desk/complaints/{case.id}?do=SERVE").text
        assert "Shen Zhihe hall" in page
        words = {
            "version": case.version,
            "respondent": part,
            "summary": "A call did not come.",
            "served": file,
        }
        assert handler.post(f"/desk/complaints/{case.id}/serve", data=words).status_code == 303
        browser = browser_of(app, sign_in, told, "served")
        page = browser.get("/desk/my-case").text
        assert f"/desk/my-case/{part}/files/{file}" in page
        assert "Shen" not in page
        sent = {"words": "I was ill.", "files": (a_photo(), "certificate.jpg")}
        assert browser.post(f"/desk/my-case/{part}/reply", data=sent).status_code == 303
        more = {"files": (a_photo(), "roster.jpg")}
        assert browser.post(f"/desk/my-case/{part}/files", data=more).status_code == 303
        page = browser.get("/desk/my-case").text
        assert "certificate" in page
        assert "roster" in page
        assert browser.post(f"/desk/my-case/{part}/files", data={}).status_code == 422

    def test_an_appeal_against_a_separation_takes_no_file(
        self, app: Flask, sign_in: SignIn, told: Company
    ) -> None:
        browser = browser_of(app, sign_in, told, "served")
        sent = {"words": "I was ill.", "files": (a_photo(), "x.jpg")}
        assert browser.post(f"/desk/my-case/{'0' * 20}/object", data=sent).status_code == 404

    def test_opening_a_file_at_the_desk_is_written_down(
        self, app: Flask, act: Act, sign_in: SignIn, told: Company
    ) -> None:
        with act():
            case = a_complaint(told)
            services.bring_files(case_id=case.id, client_id=told.client.id, files=brought("one"))
            file = files_of(case)[0].id
        browser_of(app, sign_in, told, "handler").get(f"/desk/complaints/{case.id}/files/{file}")
        with app.app_context():
            assert [one for one, _details in audit.about("complaint_evidence")] == [file]

    def test_the_timeline_says_several_files_once(
        self, app: Flask, act: Act, sign_in: SignIn, told: Company
    ) -> None:
        with act():
            case = a_complaint(told)
            services.bring_files(case_id=case.id, client_id=told.client.id, files=brought("one", "two"))
        page = browser_of(app, sign_in, told, "client").get(f"/complaints/{case.id}").text
        assert page.count("You added photos or papers") == 1
        with app.app_context():
            told_of = select(CaseEvent).where(CaseEvent.action == "ADD_EVIDENCE")
            assert len(db.session.scalars(told_of).all()) == 2
