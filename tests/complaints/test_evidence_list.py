"""The list of evidence: digests, who brought a piece, who may see it and who did; names covered for the employee (S3)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.complaints.test_views import browser_of
from tests.conftest import Act, SignIn
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case, a_complaint, brought, by_handler
from webapp.complaints import queries, services
from webapp.complaints.models import Case
from webapp.complaints.rules.outcomes import Outcome, Severity
from webapp.complaints.rules.states import State
from webapp.kernel.db import db


@dataclass(slots=True)
class Story:
    """A case about `served` and `colleague` with files of everybody; a separation is proposed for both."""

    company: Company
    case: Case
    parts: dict[str, str]
    files: dict[str, str]
    digests: dict[str, str]


def by(company: Company, case: Case, who: str) -> dict[str, object]:
    return by_handler(company, factory.fresh(case)) | {"staff_id": getattr(company, who).id}


@pytest.fixture
def story(act: Act) -> Story:
    with act():
        company = factory.a_company()
        case = a_complaint(company, about=company.served)
        services.bring_files(
            case_id=case.id, client_id=company.client.id, files=brought("Shen Zhihe at the hall", "bill")
        )
        services.name_respondent(**by_handler(company, case), respondent_staff_id=company.colleague.id)
        parts = {one.staff_id: one.id for one in queries.respondents(case.id)}
        hall = next(one for one in queries.evidence(case.id) if one.title.startswith("Shen"))
        for who, files in (("served", [hall.id]), ("colleague", [])):
            part = parts[getattr(company, who).id]
            services.serve(**by(company, case, "handler"), respondent_id=part, summary="A call.", files=files)
            services.reply(
                respondent_id=part,
                staff_id=getattr(company, who).id,
                words=f"Words of {who}.",
                files=brought(f"paper of {who}"),
            )
        services.investigate(**by(company, case, "handler"))
        services.add_evidence(
            **by(company, case, "handler"), title="Call log for Shen Zhihe", words="No call on 12 November"
        )
        factory.conclude(company, factory.fresh(case), Outcome.SUBSTANTIATED, Severity.SERIOUS)
        services.decide(**by(company, case, "second"))
        kept = {one.title: one for one in queries.evidence(case.id) if one.title}
        return Story(
            company,
            case,
            {who: parts[getattr(company, who).id] for who in ("served", "colleague")},
            {title: one.id for title, one in kept.items()},
            {title: one.sha256 for title, one in kept.items()},
        )


def read(browser: FlaskClient, path: str) -> str:
    answer = browser.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.text.replace("<wbr>", ""))).replace("\xa0", " ")


class TestAtTheDesk:
    def test_it_says_who_brought_a_piece_who_opened_it_and_on_whom_it_was_served(
        self, app: Flask, sign_in: SignIn, story: Story
    ) -> None:
        path = f"/desk/complaints/{story.case.id}"
        hall = story.files["Shen Zhihe at the hall"]
        reader = browser_of(app, sign_in, story.company, "admin")
        before = read(reader, f"{path}/evidence")
        with app.app_context():
            wrote = db.session.merge(story.company.served).name_en
        assert re.search(rf"Who may see it\s+handler and reviewer · {wrote}\s", before)
        assert re.search(r"Who may see it\s+handler and reviewer · the client\s", before)
        assert "Opened by" not in before
        for _ in range(2):
            assert reader.get(f"{path}/files/{hall}").status_code == 200
        browser = browser_of(app, sign_in, story.company, "served")
        assert browser.get(f"/desk/my-case/{story.parts['served']}/files/{hall}").status_code == 200
        page = read(reader, f"{path}/evidence")
        assert {one for one in story.digests.values() if one not in page} == set()
        opened = re.search(r"Opened by(.*?)SHA-256", page, re.S)
        assert opened is not None
        with app.app_context():
            names = {
                who: db.session.merge(getattr(story.company, who)).name_en for who in ("admin", "served")
            }
        assert all(opened[1].count(name) == 1 for name in names.values()), opened[1]
        served_on = re.search(r"Served on(.*?)Opened by", page, re.S)
        assert served_on is not None
        assert names["served"] in served_on[1]
        assert page.count("Served on") == page.count("Opened by") == 1

    @pytest.mark.parametrize("who", ["served", "colleague"])
    def test_who_is_named_gets_no_such_page(
        self, app: Flask, sign_in: SignIn, story: Story, who: str
    ) -> None:
        browser = browser_of(app, sign_in, story.company, who)
        there = browser.get(f"/desk/complaints/{story.case.id}/evidence").status_code
        nowhere = browser.get(f"/desk/complaints/{'0' * 20}/evidence").status_code
        assert there == nowhere != 200


class TestForTheEmployee:
    def list_of(self, app: Flask, sign_in: SignIn, story: Story, who: str) -> str:
        browser = browser_of(app, sign_in, story.company, who)
        path = f"/desk/my-case/{story.parts[who]}/evidence"
        assert path in browser.get("/desk/my-case").text
        return read(browser, path)

    def test_every_digest_but_those_of_others_who_are_named_and_no_name(
        self, app: Flask, sign_in: SignIn, story: Story
    ) -> None:
        page = self.list_of(app, sign_in, story, "served")
        foreign = story.digests.pop("paper of colleague")
        assert foreign not in page
        assert {one for one in story.digests.values() if one not in page} == set()
        assert "Shen" not in page
        assert "Chen Nuo" not in page
        assert story.case.number not in page

    def test_what_was_served_can_be_opened_and_what_was_not_is_only_listed(
        self, app: Flask, sign_in: SignIn, story: Story
    ) -> None:
        browser = browser_of(app, sign_in, story.company, "served")
        page = browser.get(f"/desk/my-case/{story.parts['served']}/evidence").text
        for title, opens in (("Shen Zhihe at the hall", True), ("bill", False), ("paper of served", True)):
            href = f"/desk/my-case/{story.parts['served']}/files/{story.files[title]}"
            assert (href in page) is opens
            assert (browser.get(href).status_code == 200) is opens

    def test_the_list_of_a_proposed_separation_does_not_grow(
        self, app: Flask, act: Act, sign_in: SignIn, story: Story
    ) -> None:
        before = self.list_of(app, sign_in, story, "served")
        with act():
            services.appeal(
                case_id=story.case.id, client_id=story.company.client.id, words="No.", language="en"
            )
            services.bring_files(
                case_id=story.case.id, client_id=story.company.client.id, files=brought("something later")
            )
        after = self.list_of(app, sign_in, story, "served")
        assert after.count("SHA-256") == before.count("SHA-256")

    def test_another_s_list_is_not_there(self, app: Flask, sign_in: SignIn, story: Story) -> None:
        browser = browser_of(app, sign_in, story.company, "colleague")
        assert browser.get(f"/desk/my-case/{story.parts['served']}/evidence").status_code == 404

    @pytest.mark.parametrize("state", [State.ACCEPTED, State.INVESTIGATING, State.REVIEW])
    def test_before_a_finding_is_signed_there_is_no_list(
        self, app: Flask, act: Act, sign_in: SignIn, state: State
    ) -> None:
        with act():
            company = factory.a_company()
            part = factory.the_respondent(a_case(company, state))
        browser = browser_of(app, sign_in, company, "served")
        assert browser.get(f"/desk/my-case/{part}/evidence").status_code == 404
