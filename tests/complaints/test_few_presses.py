"""From submitted to decided by hand: every link that staff follow and every form they send is counted (at most 12)."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.complaints.test_views import browser_of, version_of
from tests.conftest import Act, SignIn
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_complaint
from tests.fuzz.forms import Drawn, drawn
from webapp.complaints import queries, services
from webapp.complaints.rules.categories import Category

MOST, TO_ACCEPTED = 12, 3


class Desk:
    """One person's window: follows only what the page offers, and counts each press."""

    def __init__(self, browser: FlaskClient) -> None:
        self.browser, self.presses, self.text, self.path = browser, 0, "", ""

    def open(self, path: str) -> Desk:
        """Come to the queue, as from the start page."""
        self.text, self.path = self.browser.get(path, follow_redirects=True).text, path
        return self

    def follow(self, part: str) -> Desk:
        """Press a link whose address holds these words."""
        links = [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+)"', self.text)]
        wanted = next(one for one in links if part in one)
        self.presses += 1
        return self.open(wanted)

    def send(self, deed: str, **said: str) -> Desk:
        """Fill a form that the page shows and send it; what is not said goes as drawn."""
        form = next(one for one in drawn(self.text, self.path) if one.path.endswith(f"/{deed}"))
        self.presses += 1
        answer = self.browser.post(form.path, data=_filled(form, said), follow_redirects=True)
        assert answer.status_code == 200, (deed, answer.text)
        self.text, self.path = answer.text, form.path
        return self


def _filled(form: Drawn, said: dict[str, str]) -> dict[str, str]:
    """Answer each field by the beginning of its name: `outcome` goes to `outcome_…` of the one respondent."""
    filled = dict(form.fields)
    names = {*filled, *form.offered}
    for name, value in said.items():
        field = next(one for one in sorted(names) if one == name or one.startswith(f"{name}_"))
        filled[field] = value or next(one for one in form.offered[field] if one)
    return filled


@pytest.mark.parametrize("named", [False, True])
def test_from_submitted_to_decided_in_twelve_presses(
    app: Flask, act: Act, sign_in: SignIn, named: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with act():
        company = factory.a_company()
        case_id = a_complaint(company, category=Category.MANNER).id
        if named:  # by an earlier handler: the whole way with an employee, served and heard
            by = {"case_id": case_id, "staff_id": company.handler.id, "version": 1}
            services.name_respondent(**by, respondent_staff_id=company.served.id)
    handler = Desk(browser_of(app, sign_in, company, "handler")).open("/desk/complaints")
    handler.follow(case_id).send("accept")
    assert version_of(app, case_id)[1] == "ACCEPTED"
    accepted = handler.presses
    second = Desk(browser_of(app, sign_in, company, "second")).open("/desk/complaints")
    if named:
        _heard(app, act, handler, company, case_id)
        second.open("/desk/complaints?view=review").follow(case_id).send("decide")
    else:
        handler.send("investigate").follow("do=SETTLE")
        handler.send("settle", remedy="A call.", result="We called.", agreed="y")
    assert version_of(app, case_id)[1] == "DECIDED"
    presses = handler.presses + second.presses
    with capsys.disabled():
        print(f"\n{'with' if named else 'without'} an employee: {presses} presses, {accepted} to accepted")
    assert accepted <= TO_ACCEPTED
    assert presses <= MOST


def _heard(app: Flask, act: Act, handler: Desk, company: Company, case_id: str) -> None:
    """Serve, look into it, add evidence, and conclude once the employee has answered."""
    handler.follow("do=SERVE").send("serve", summary="Two agreed calls did not come.")
    handler.send("investigate").follow("do=ADD_EVIDENCE")
    handler.send("evidence", title="Call log", words="No call on 12 November.")
    with act():
        one = queries.respondents(case_id)[0]
        services.reply(respondent_id=one.id, staff_id=company.served.id, words="I was ill.")
    handler.open(f"/desk/complaints/{case_id}")  # the notice of the reply leads here
    handler.presses += 1
    handler.follow("do=CONCLUDE").send(
        "conclude", outcome="PARTLY", severity="MINOR", measure="TRAINING", grounds="The log shows it.",
        evidence="", remedy="A call.", result="We are sorry.",
    )  # fmt: skip
