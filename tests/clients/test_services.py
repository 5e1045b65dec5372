from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from tests.factories import company
from webapp.accounts.rules import Role
from webapp.accounts.services import PhoneTaken
from webapp.clients import queries, services
from webapp.clients.events import OccupationTold
from webapp.clients.models import CareTeamMember, Client, Consent, ServedBy
from webapp.clients.rules import Allergen, Capacity, Purpose
from webapp.kernel import events, jobs
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.kernel.errors import BadInput, NotYours
from webapp.organisation import services as organisation
from webapp.organisation.models import Staff
from webapp.organisation.rules import Ending

pytestmark = pytest.mark.usefixtures("inside")


def visitor(staff: Staff) -> Visitor:
    return Visitor(person_id=staff.id, role=staff.role, branch_id=staff.branch_id)


def acting(client: Client, capacity: Capacity = Capacity.HEALTH_MANAGER) -> str | None:
    return queries.who_looks_after(client_id=client.id, capacity=capacity)


def standby(staff: Staff, ref: str = "case") -> str:
    order = organisation.open_standby(
        staff_id=staff.id, reason_ref=ref, review_due=date(2026, 12, 1), actor_id=""
    )
    assert order
    return order.id


class TestOccupation:
    def test_it_is_kept_and_only_a_change_is_told(self) -> None:
        client = company.a_client(company.a_branch())
        assert client.occupation == ""
        told: list[str] = []
        events.subscribe(OccupationTold, lambda event: told.append(event.client_id))
        for occupation in ("clerical", "clerical", "none", ""):
            services.set_occupation(client_id=client.id, occupation=occupation, actor_id="")
            assert client.occupation == occupation
        assert told == [client.id] * 3

    def test_what_is_not_on_the_list_is_refused_by_the_room_and_by_the_database(self) -> None:
        client = company.a_client(company.a_branch())
        with pytest.raises(BadInput) as refused:
            services.set_occupation(client_id=client.id, occupation="astronaut", actor_id="")
        assert refused.value.field == "occupation"
        with pytest.raises(IntegrityError, match="occupation"):
            db.session.execute(text("UPDATE client SET occupation = 'astronaut'"))


class TestRegister:
    def test_a_phone_number_belongs_to_one_client(self) -> None:
        branch = company.a_branch()
        company.a_client(branch, phone="+8613900000001")
        with pytest.raises(PhoneTaken):
            company.a_client(branch, phone="+8613900000001")

    def test_sensitive_columns_are_sealed_in_the_database(self) -> None:
        branch = company.a_branch()
        services.register(
            branch_id=branch.id,
            name_zh="沈致和",
            name_en="Shen Zhihe",
            sex="MALE",
            birth_date=date(1968, 3, 5),
            phone="+8613900000002",
            language="en",
            actor_id="",
            id_number="110101196803051234",
            address="18 South Lake Road",
            allergies=[Allergen.PEANUT],
        )
        row = db.session.execute(text("SELECT * FROM client")).one()
        kept = " ".join(str(value) for value in row)
        for plain in ("13900000002", "110101196803051234", "South Lake Road", "PEANUT"):
            assert plain not in kept
        found = db.session.scalars(select(Client)).one()
        db.session.refresh(found)
        assert found.allergens == (Allergen.PEANUT,)
        assert found.address == "18 South Lake Road"


class TestSearch:
    @pytest.mark.parametrize(
        "words", ["沈", "沈致和", "shen", "SHENZHI", "Shen Zhihe", "szh", "0107", "139 0000 0107"]
    )
    def test_a_client_is_found_by_name_pinyin_initials_and_tail(self, words: str) -> None:
        branch = company.a_branch()
        shen = company.a_client(branch, phone="+8613900000107")
        company.a_client(branch, name_zh="方禾", name_en="Fang He", phone="+8613900000999")
        found = queries.search(branch_id=branch.id, words=words).rows
        assert [one.id for one in found] == [shen.id]

    def test_another_branch_finds_nothing(self) -> None:
        company.a_client(company.a_branch())
        assert queries.search(branch_id=company.a_branch().id, words="shen").rows == []

    def test_signs_of_patterns_are_ordinary_letters(self) -> None:
        branch = company.a_branch()
        company.a_client(branch)
        for words in ("%", "_hen", "沈%"):
            assert queries.search(branch_id=branch.id, words=words).rows == []


class TestAssignCare:
    def test_a_new_person_in_charge_ends_the_place_of_the_old_one(self) -> None:
        branch = company.a_branch()
        client, first, second = company.a_client(branch), company.somebody(branch), company.somebody(branch)
        company.in_charge(client, first)
        company.in_charge(client, second)
        assert acting(client) == second.id
        assert len(queries.care_team(client.id)) == 1

    def test_the_database_itself_refuses_two_live_places(self) -> None:
        branch = company.a_branch()
        client, staff = company.a_client(branch), company.somebody(branch)
        company.in_charge(client, staff)
        db.session.add(
            CareTeamMember(
                branch_id=branch.id, client_id=client.id, capacity="HEALTH_MANAGER", staff_id=staff.id
            )
        )
        with pytest.raises(IntegrityError):
            db.session.flush()

    def test_nobody_on_standby_gets_a_new_client(self) -> None:
        branch = company.a_branch()
        company.headquarters()
        client, staff = company.a_client(branch), company.somebody(branch)
        standby(staff)
        with pytest.raises(services.NotServing):
            company.in_charge(client, staff)


class TestHandOver:
    def test_standby_gives_the_clients_to_the_colleague_with_the_fewest(self) -> None:
        branch = company.a_branch()
        away, busy, free = (company.somebody(branch) for _ in range(3))
        mine, hers = company.a_client(branch), company.a_client(branch)
        company.in_charge(mine, away)
        company.in_charge(hers, busy)
        standby(away)
        assert acting(mine) == free.id
        assert queries.care_team(mine.id)[0].staff_id == away.id

    def test_the_sole_nutritionist_s_clients_go_to_headquarters(self) -> None:
        admin = company.somebody(company.headquarters(), Role.HQ_ADMIN)
        branch = company.a_branch()
        sole, client = company.somebody(branch, Role.NUTRITIONIST), company.a_client(branch)
        company.in_charge(client, sole, Capacity.NUTRITIONIST)
        standby(sole)
        assert acting(client, Capacity.NUTRITIONIST) == admin.id
        assert queries.reachable(client_id=client.id, visitor=visitor(admin)).id == client.id

    def test_a_client_never_loses_an_owner_when_the_substitute_goes_too(self) -> None:
        branch = company.a_branch()
        company.headquarters()
        first, second, third = (company.somebody(branch) for _ in range(3))
        client = company.a_client(branch)
        company.in_charge(client, first)
        standby(first)
        standby(queries_staff(acting(client), second, third), "other")
        assert acting(client) in {second.id, third.id}

    def test_without_anybody_to_take_over_nobody_leaves(self) -> None:
        branch = company.a_branch()
        company.headquarters()
        staff, client = company.somebody(branch), company.a_client(branch)
        company.in_charge(client, staff)
        with pytest.raises(services.NobodyLeft):
            organisation.leave(staff_id=staff.id, actor_id="")

    def test_but_a_standby_is_not_refused(self) -> None:
        branch = company.a_branch()
        company.headquarters()
        staff, client = company.somebody(branch), company.a_client(branch)
        company.in_charge(client, staff)
        standby(staff)
        assert acting(client) == staff.id

    def test_whoever_waits_is_taken_over_as_soon_as_somebody_can(self) -> None:
        branch = company.a_branch()
        company.headquarters()
        staff, client = company.somebody(branch), company.a_client(branch)
        company.in_charge(client, staff)
        standby(staff)
        assert services.cover_waiting() == 0
        hired = company.somebody(branch)
        assert services.cover_waiting() == 1
        assert acting(client) == hired.id
        assert services.cover_waiting() == 0

    def test_and_by_an_admin_who_comes_back(self) -> None:
        branch = company.a_branch()
        admin = company.somebody(company.headquarters(), Role.HQ_ADMIN)
        staff, client = company.somebody(branch), company.a_client(branch)
        company.in_charge(client, staff)
        order_id = standby(admin)
        standby(staff, "other")
        organisation.end_standby(order_id=order_id, ending=Ending.REINSTATED, actor_id="")
        services.look_for_cover(jobs.Task(id="", name="", payload={}, attempt=1))
        assert acting(client) == admin.id

    def test_reinstatement_gives_the_clients_back(self) -> None:
        branch = company.a_branch()
        away, other = company.somebody(branch), company.somebody(branch)
        client = company.a_client(branch)
        company.in_charge(client, away)
        order_id = standby(away)
        assert acting(client) == other.id
        organisation.end_standby(order_id=order_id, ending=Ending.REINSTATED, actor_id="")
        assert acting(client) == away.id

    def test_who_leaves_or_takes_another_role_hands_the_clients_over(self) -> None:
        branch = company.a_branch()
        company.headquarters()
        first, second, third = (company.somebody(branch) for _ in range(3))
        client = company.a_client(branch)
        company.in_charge(client, first)
        organisation.leave(staff_id=first.id, actor_id="")
        now = queries_staff(acting(client), second, third)
        organisation.change_role(staff_id=now.id, role=Role.BRANCH_MANAGER, actor_id="")
        assert acting(client) in {second.id, third.id} - {now.id}


def queries_staff(staff_id: str | None, *people: Staff) -> Staff:
    return next(one for one in people if one.id == staff_id)


class TestNoteService:
    def test_the_ledger_has_one_line_a_day_per_person_and_capacity(self) -> None:
        branch = company.a_branch()
        client, staff = company.a_client(branch), company.somebody(branch)
        for day in (date(2026, 11, 1), date(2026, 11, 1), date(2026, 11, 2)):
            services.note_service(client_id=client.id, staff_id=staff.id, capacity=Capacity.BOOKING, day=day)
        assert len(db.session.scalars(select(ServedBy)).all()) == 2
        served = queries.staff_who_served(client.id)
        assert [(one.staff_id, one.day) for one in served] == [(staff.id, date(2026, 11, 2))]


class TestConsent:
    def test_each_purpose_is_given_and_withdrawn_on_its_own(self) -> None:
        client = company.a_client(company.a_branch())
        for purpose in (Purpose.EXAM_REPORTS, Purpose.SMS_REMINDERS):
            services.give_consent(client_id=client.id, purpose=purpose, actor_id="")
        services.withdraw_consent(client_id=client.id, purpose=Purpose.EXAM_REPORTS, actor_id="")
        assert not queries.agreed(client_id=client.id, purpose=Purpose.EXAM_REPORTS)
        assert queries.agreed(client_id=client.id, purpose=Purpose.SMS_REMINDERS)

    def test_a_withdrawn_consent_stays_on_record_and_can_be_given_again(self) -> None:
        client = company.a_client(company.a_branch())
        services.give_consent(client_id=client.id, purpose=Purpose.EXAM_REPORTS, actor_id="")
        services.withdraw_consent(client_id=client.id, purpose=Purpose.EXAM_REPORTS, actor_id="")
        services.give_consent(client_id=client.id, purpose=Purpose.EXAM_REPORTS, actor_id="")
        services.give_consent(client_id=client.id, purpose=Purpose.EXAM_REPORTS, actor_id="")
        rows = queries.consents(client.id)
        assert sorted(row.withdrawn_at is None for row in rows) == [False, True]

    def test_a_purpose_nobody_knows_is_refused_by_the_table(self) -> None:
        client = company.a_client(company.a_branch())
        db.session.add(
            Consent(branch_id=client.branch_id, client_id=client.id, purpose="ADVERTISING", version=1)
        )
        with pytest.raises(IntegrityError, match="purpose_known"):
            db.session.flush()


class TestReachable:
    def test_a_client_of_another_branch_does_not_exist_for_branch_staff(self) -> None:
        client, staff = company.a_client(company.a_branch()), company.somebody(company.a_branch())
        with pytest.raises(NotYours):
            queries.reachable(client_id=client.id, visitor=visitor(staff))

    def test_a_doctor_sees_who_chose_them_and_agreed(self, inside: Flask) -> None:
        branch = company.a_branch()
        client, doctor = company.a_client(branch), company.somebody(branch, Role.FAMILY_DOCTOR)
        company.in_charge(client, doctor, Capacity.FAMILY_DOCTOR)
        with pytest.raises(NotYours):
            queries.reachable(client_id=client.id, visitor=visitor(doctor))
        services.give_consent(client_id=client.id, purpose=Purpose.SHARE_WITH_DOCTOR, actor_id="")
        assert queries.reachable(client_id=client.id, visitor=visitor(doctor)).id == client.id
