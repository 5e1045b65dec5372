"""From a roster to a released report, and what the database defends."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from tests.factories import groups as factory
from tests.factories.groups import END, EXAMINED, START, Firm
from webapp.accounts.queries import account
from webapp.groups import queries, services
from webapp.groups.models import GroupContract
from webapp.groups.refusals import NotAgreedPlace, OnARoster, ReportMoved, TooClose, TooFew, YearsOverlap
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours


@pytest.fixture
def firm(inside: Flask) -> Firm:
    """A company without members."""
    return factory.a_firm()


@pytest.fixture
def contract(firm: Firm) -> GroupContract:
    """Its first contract year."""
    return factory.a_contract(firm)


class TestSignContract:
    def test_years_are_numbered_and_do_not_overlap(self, firm: Firm, contract: GroupContract) -> None:
        assert contract.number == 1
        with pytest.raises(YearsOverlap):
            factory.a_contract(firm, year=2026)
        assert factory.a_contract(firm, year=2027).number == 2

    def test_the_institution_needs_an_agreement_on_the_first_day(self, firm: Firm) -> None:
        with pytest.raises(NotAgreedPlace):
            factory.a_contract(firm, year=2030)

    def test_the_database_refuses_a_fifth_lecture(self, firm: Firm) -> None:
        with pytest.raises(IntegrityError):
            factory.a_contract(firm, lectures=5)


class TestRoster:
    def test_nobody_is_on_two_rosters_at_once(self, firm: Firm) -> None:
        (person,) = factory.members(firm, 1)
        other = services.open_group(branch_id=firm.branch.id, name_zh="另一家", name_en="Other", actor_id="")
        with pytest.raises(OnARoster):
            services.add_member(group=other, client_id=person.id, department="", joined_on=START, actor_id="")

    def test_who_has_left_may_come_to_another(self, firm: Firm) -> None:
        (person,) = factory.members(firm, 1)
        line = queries.member(firm.lines[person.id])
        assert line
        services.end_membership(member=line, left_on=EXAMINED, actor_id="")
        db.session.refresh(line)
        assert line.left_on == EXAMINED
        assert services.add_member(
            group=firm.group, client_id=person.id, department="", joined_on=END, actor_id=""
        )

    def test_a_client_of_another_branch_is_nobody_here(self, firm: Firm) -> None:
        strangers = factory.a_firm()
        (person,) = factory.members(strangers, 1)
        with pytest.raises(NotYours):
            services.add_member(
                group=firm.group, client_id=person.id, department="", joined_on=START, actor_id=""
            )


class TestAppointContact:
    def test_whoever_was_the_contact_gets_no_further(self, firm: Firm) -> None:
        first = factory.a_contact(firm)
        second = factory.a_contact(firm)
        found = queries.contact_of(firm.group.id)
        assert found
        assert found.id == second.id
        old = account(first.account_id)
        assert old
        db.session.refresh(old)
        assert old.reach == "NONE"


class TestPrepare:
    def test_ten_people_are_needed(self, firm: Firm, contract: GroupContract) -> None:
        factory.members(firm, 9)
        with pytest.raises(TooFew):
            factory.prepared(firm, contract)
        factory.members(firm, 1)
        assert factory.prepared(firm, contract).figures["participation"]["counted"] == 10

    def test_released_assessments_of_the_year_are_counted(self, firm: Firm, contract: GroupContract) -> None:
        factory.members(firm, 6, sbp_mmHg=150)
        factory.members(firm, 8)
        late = factory.members(firm, 1)[0]
        factory.be_assessed(firm, late, day=date(2027, 1, 1), sbp_mmHg=190)
        told = factory.prepared(firm, contract).figures
        assert told["tables"]["bp"]["people"] == 15
        assert [cell["people"] for cell in told["tables"]["bp"]["cells"]] == [9, 6]
        assert told["problems"][0]["table"] == "bp"

    def test_what_was_examined_after_somebody_left_is_not_the_company_s(
        self, firm: Firm, contract: GroupContract
    ) -> None:
        factory.members(firm, 10)
        (gone,) = factory.members(firm, 1)
        line = queries.member(firm.lines[gone.id])
        assert line
        services.end_membership(member=line, left_on=date(2026, 5, 1), actor_id="")
        db.session.expire_all()
        told = factory.prepared(firm, contract).figures["participation"]
        assert (told["invited"], told["counted"]) == (11, 10)

    def test_a_newer_draft_takes_the_place_of_the_older(self, firm: Firm, contract: GroupContract) -> None:
        factory.members(firm, 10)
        first = factory.prepared(firm, contract)
        second = factory.prepared(firm, contract)
        db.session.refresh(first)
        assert first.status == "SUPERSEDED"
        assert queries.reports_of(firm.group.id)[contract.id].id == second.id

    def test_a_second_year_leaves_out_the_few_who_are_new(self, firm: Firm, contract: GroupContract) -> None:
        people = factory.members(firm, 12)
        factory.released(firm, contract)
        second = factory.a_contract(firm, year=2027)
        new = factory.members(firm, 3)
        for person in (*people, *new):
            factory.be_assessed(firm, person, day=date(2027, 6, 1), sbp_mmHg=150)
        told = factory.prepared(firm, second).figures
        assert (told["participation"]["invited"], told["participation"]["counted"]) == (15, 12)


class TestRelease:
    def test_a_released_year_stays_as_it_is(self, firm: Firm, contract: GroupContract) -> None:
        factory.members(firm, 10)
        report = factory.released(firm, contract)
        with pytest.raises(ReportMoved):
            factory.prepared(firm, contract)
        report.comment = "new words"
        with pytest.raises(IntegrityError):
            db.session.flush()

    def test_figures_of_a_draft_cannot_be_changed(self, firm: Firm, contract: GroupContract) -> None:
        factory.members(firm, 10)
        report = factory.prepared(firm, contract)
        report.figures = {**report.figures, "kept_back": []}
        with pytest.raises(IntegrityError):
            db.session.flush()

    def test_nothing_is_released_unreviewed(self, firm: Firm, contract: GroupContract) -> None:
        factory.members(firm, 10)
        report = factory.prepared(firm, contract)
        with pytest.raises(ReportMoved):
            services.release(report=report, staff_id=firm.manager.id, actor_id="")

    def test_a_draft_from_before_another_year_s_release_is_prepared_again(
        self, firm: Firm, contract: GroupContract
    ) -> None:
        people = factory.members(firm, 12)
        second = factory.a_contract(firm, year=2027)
        for person in people[:11]:
            factory.be_assessed(firm, person, day=date(2027, 6, 1))
        late = factory.prepared(firm, second)
        factory.released(firm, contract)
        services.review(report=late, comment="", language="en", staff_id=firm.manager.id, actor_id="")
        db.session.refresh(late)
        with pytest.raises(TooClose):
            services.release(report=late, staff_id=firm.manager.id, actor_id="")
