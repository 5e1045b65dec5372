"""Suggestions that staff write down, and clients who say that what was written down is wrong (T1, §1)."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.budgets.test_statements import budget, exceptions
from tests.complaints.test_entering import SAID, entered, how_many, path_of
from tests.complaints.test_views import browser_of
from tests.conftest import Act, SignIn
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_complaint
from tests.listening import listening
from webapp.complaints import queries, services
from webapp.complaints.models import Case, Respondent
from webapp.complaints.rules.categories import Category, Kind
from webapp.complaints.rules.entering import Channel
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.notices import queries as notices

WORDS = "It was on Tuesday, and nobody was rude."
SUGGESTED = {"kind": "SUGGESTION", "channel": "VISIT", "story": "Please open at seven."}


@pytest.fixture
def company(act: Act) -> Company:
    with act():
        return factory.a_company()


def corrected(company: Company, case: Case, words: str = WORDS) -> None:
    services.correct(case_id=case.id, client_id=company.client.id, words=words, language="en")


class TestSuggestions:
    def test_one_needs_neither_whom_nor_what_and_touches_nobody(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "handler")
        answer = browser.post(path_of(company), data=SUGGESTED)
        assert answer.status_code == 303
        assert "建议已登记" in browser.get(answer.location).text
        with act():
            case = queries.cases_of_client(company.client.id)[0]
            assert (case.kind, case.category, case.channel) == ("SUGGESTION", "OTHER", "VISIT")
            assert queries.respondents(case.id) == []

    def test_one_about_somebody_is_refused_by_name_of_the_field_and_nothing_is_lost(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        about = SUGGESTED | {"who": company.served.id}
        answer = browser_of(app, sign_in, company, "handler").post(path_of(company), data=about)
        assert answer.status_code == 422
        assert "who-error" in answer.text
        assert "建议不针对任何员工" in answer.text
        assert SUGGESTED["story"] in answer.text
        with act():
            assert how_many() == 0

    @pytest.mark.usefixtures("inside")
    def test_nor_does_the_service_let_one_name_anybody(self, company: Company) -> None:
        said = services.Complaint(
            Category.OTHER, "Open at seven.", "en", None, company.served.id, kind=Kind.SUGGESTION
        )
        with pytest.raises(services.DidNotServeYou):
            services.enter(
                client=company.client,
                staff_id=company.handler.id,
                complaint=said,
                call=services.Call(Channel.PHONE),
            )
        assert how_many() == 0

    @pytest.mark.parametrize("missing", ["who", "category"])
    def test_a_complaint_still_needs_both(
        self, app: Flask, sign_in: SignIn, company: Company, missing: str
    ) -> None:
        told = SAID | {"kind": "COMPLAINT", missing: ""}
        answer = browser_of(app, sign_in, company, "handler").post(path_of(company), data=told)
        assert (answer.status_code, f"{missing}-error" in answer.text) == (422, True)

    def test_an_odd_kind_is_an_error_of_its_field(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        answer = browser_of(app, sign_in, company, "handler").post(
            path_of(company), data=SAID | {"kind": "X"}
        )
        assert (answer.status_code, "kind-error" in answer.text) == (422, True)


@pytest.mark.usefixtures("inside")
class TestCorrecting:
    def test_her_words_stand_in_the_story_and_nobody_is_put_on_standby(self, company: Company) -> None:
        case = entered(company, by=company.manager, about=company.served)
        before = case.story
        corrected(company, case)
        case = factory.fresh(case)
        assert (case.state, case.story) == ("SUBMITTED", before)
        assert factory.standing_of(company.served) == "ACTIVE"
        assert [(one.action, one.actor_kind) for one in queries.events(case.id)][-1] == (
            "CORRECT",
            "COMPLAINANT",
        )
        assert [(one.words, one.from_client) for one in queries.messages(case.id)] == [(WORDS, True)]

    def test_it_is_said_once_and_then_not_confirmed(self, company: Company) -> None:
        case = entered(company, by=company.manager, about=company.served)
        corrected(company, case)
        with pytest.raises(services.NotAllowedNow, match="nothing_to_correct"):
            corrected(company, case)
        with pytest.raises(services.NotAllowedNow):
            services.confirm(case_id=case.id, client_id=company.client.id)
        assert factory.standing_of(company.served) == "ACTIVE"

    def test_what_is_confirmed_is_not_corrected_any_more(self, company: Company) -> None:
        case = entered(company, by=company.manager)
        services.confirm(case_id=case.id, client_id=company.client.id)
        with pytest.raises(services.NotAllowedNow, match="nothing_to_correct"):
            corrected(company, case)

    def test_what_she_wrote_herself_has_nothing_to_correct(self, company: Company) -> None:
        with pytest.raises(services.NotAllowedNow, match="nothing_to_correct"):
            corrected(company, a_complaint(company))

    def test_not_once_it_has_ended(self, company: Company) -> None:
        case = entered(company, by=company.manager)
        services.withdraw(case_id=case.id, client_id=company.client.id)
        with pytest.raises(services.NotAllowedNow):
            corrected(company, case)

    def test_nobody_corrects_for_another_client(self, company: Company) -> None:
        case, another = entered(company, by=company.manager), factory.a_client(company.branch)
        with pytest.raises(NotYours):
            services.correct(case_id=case.id, client_id=another.id, words=WORDS, language="en")

    def test_who_handles_it_is_told(self, company: Company) -> None:
        case = entered(company, by=company.manager)
        corrected(company, case)
        kinds = [one.kind for one in notices.inbox(account_id=company.handler.account_id).rows]
        assert "complaints.answer" in kinds

    def test_the_database_takes_no_copy_both_confirmed_and_corrected(self, company: Company) -> None:
        case, now = entered(company, by=company.manager), clock.now()
        for which, wrong in (
            (case, {"confirmed_at": now, "corrected_at": now}),
            (a_complaint(company), {"corrected_at": now}),
        ):
            with pytest.raises(IntegrityError), db.session.begin_nested():
                db.session.execute(update(Case).where(Case.id == which.id).values(**wrong))


class TestPages:
    def test_she_says_it_and_both_sides_read_it(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = entered(company, by=company.manager)
        browser = browser_of(app, sign_in, company, "client")
        page = f"/complaints/{case.id}/correct"
        assert page in browser.get(f"/complaints/{case.id}/words").text
        assert browser.get(page).status_code == 200
        with listening(app) as seen:
            assert browser.post(page, data={"words": WORDS}).status_code == 303
        assert len(seen) <= exceptions().get(
            "POST /complaints/<id:case_id>/correct", budget("POST /complaints/<id:case_id>/correct")
        )
        assert WORDS in browser.get(f"/complaints/{case.id}").text
        with listening(app) as seen:
            left = browser.get(f"/complaints/{case.id}/words").text
        assert len(seen) <= budget("GET /complaints/<id:case_id>/words")
        assert ("/correct" in left, "/confirm" in left) == (False, False)
        assert left.index("Nobody called her back.") < left.index(WORDS)
        desk = browser_of(app, sign_in, company, "handler").get(f"/desk/complaints/{case.id}").text
        for words in (WORDS, "客户已更正", "客户指出登记内容有误", "Nobody called her back."):
            assert words in desk

    def test_her_words_are_found_among_others_of_the_case(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = entered(company, by=company.manager)
            services.ask_client(**factory.by_handler(company, case), question="At what time was it?")
            services.answer(case_id=case.id, client_id=company.client.id, words="At nine.", language="en")
            corrected(company, factory.fresh(case))
        page = browser_of(app, sign_in, company, "client").get(f"/complaints/{case.id}/words").text
        assert WORDS in page
        assert "At nine." not in page

    def test_what_she_confirmed_says_when(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = entered(company, by=company.manager)
        browser = browser_of(app, sign_in, company, "client")
        assert "You said it is right" not in browser.get(f"/complaints/{case.id}/words").text
        browser.post(f"/complaints/{case.id}/confirm", data={"_key": "k" * 20})
        assert "You said it is right" in browser.get(f"/complaints/{case.id}/words").text

    def test_nothing_said_is_named(self, app: Flask, act: Act, sign_in: SignIn, company: Company) -> None:
        with act():
            case = entered(company, by=company.manager)
        answer = browser_of(app, sign_in, company, "client").post(
            f"/complaints/{case.id}/correct", data={"words": " "}
        )
        assert (answer.status_code, "words-error" in answer.text) == (422, True)

    def test_the_employee_reads_none_of_it(
        self, app: Flask, act: Act, sign_in: SignIn, company: Company
    ) -> None:
        with act():
            case = entered(company, by=company.manager, about=company.served)
            corrected(company, case)
            services.accept(**factory.by_handler(company, factory.fresh(case)))
            respondent = db.session.scalar(select(Respondent.id).where(Respondent.case_id == case.id)) or ""
            services.serve(
                **factory.by_handler(company, factory.fresh(case)),
                respondent_id=respondent,
                summary="Two calls did not come.",
            )
        page = browser_of(app, sign_in, company, "served").get("/desk/my-case", follow_redirects=True)
        assert "Two calls did not come." in page.text
        assert WORDS not in page.text


class TestWhoMustNotKnow:
    def test_the_form_reads_no_name_of_the_client(
        self, app: Flask, sign_in: SignIn, company: Company
    ) -> None:
        browser = browser_of(app, sign_in, company, "served")
        for page in (
            browser.get(path_of(company)),
            browser.post(path_of(company), data=SAID | {"who": company.served.id}),
            browser.post(path_of(company), data=SUGGESTED | {"who": company.served.id}),
        ):
            assert company.client.name.zh not in page.text
            assert company.client.name.en not in page.text
