from __future__ import annotations

from datetime import date

import pytest

from webapp.accounts.rules import Role
from webapp.clients.rules import (
    ALLERGEN_NAMES,
    CONSENT_WORDS,
    OCCUPATIONS,
    Allergen,
    Asking,
    Capacity,
    Purpose,
    age_on,
    may_reach,
    may_take_charge,
)

DOCTOR = frozenset({Capacity.FAMILY_DOCTOR})
NUTRITION = frozenset({Capacity.NUTRITIONIST})
SHARED = frozenset({Purpose.SHARE_WITH_DOCTOR, Purpose.SHARE_WITH_NUTRITIONIST})


class TestMayTakeCharge:
    def test_only_people_of_the_capacity_s_role_and_the_client_s_branch(self) -> None:
        capacity, role = Capacity.FAMILY_DOCTOR, Role.FAMILY_DOCTOR
        assert may_take_charge(capacity=capacity, role=role, own_branch=True)
        assert not may_take_charge(capacity=capacity, role=role, own_branch=False)
        assert not may_take_charge(capacity=capacity, role=Role.NUTRITIONIST, own_branch=True)

    def test_nobody_is_put_in_charge_of_what_is_no_care(self) -> None:
        assert not may_take_charge(capacity="REVIEW", role="REVIEW", own_branch=True)


class TestMayReach:
    @pytest.mark.parametrize("role", [Role.HEALTH_MANAGER, Role.BRANCH_MANAGER])
    def test_branch_staff_open_the_clients_of_their_branch_only(self, role: Role) -> None:
        assert may_reach(Asking(role, own_branch=True))
        assert not may_reach(Asking(role, own_branch=False))

    def test_a_family_doctor_opens_only_those_who_chose_them(self) -> None:
        assert may_reach(Asking(Role.FAMILY_DOCTOR, own_branch=True, acting=DOCTOR, agreed=SHARED))
        assert not may_reach(Asking(Role.FAMILY_DOCTOR, own_branch=True, team=DOCTOR, agreed=SHARED))

    def test_a_family_doctor_loses_sight_when_the_client_no_longer_agrees(self) -> None:
        assert not may_reach(Asking(Role.FAMILY_DOCTOR, own_branch=True, acting=DOCTOR))

    def test_a_nutritionist_opens_clients_of_the_branch_with_a_nutritionist_in_charge(self) -> None:
        assert may_reach(Asking(Role.NUTRITIONIST, own_branch=True, team=NUTRITION, agreed=SHARED))
        assert not may_reach(Asking(Role.NUTRITIONIST, own_branch=True, agreed=SHARED))
        assert not may_reach(Asking(Role.NUTRITIONIST, own_branch=False, team=NUTRITION, agreed=SHARED))

    def test_a_nutritionist_needs_the_clients_consent(self) -> None:
        assert not may_reach(Asking(Role.NUTRITIONIST, own_branch=True, team=NUTRITION))

    def test_a_substitute_of_headquarters_reaches_what_the_other_reached(self) -> None:
        assert may_reach(Asking(Role.HQ_ADMIN, own_branch=False, acting=NUTRITION))

    @pytest.mark.parametrize(
        "role",
        [
            Role.HQ_ADMIN,
            Role.PRIVACY_OFFICER,
            Role.COMPLAINT_HANDLER,
            Role.INSTITUTION_DESK,
            Role.INDEPENDENT_REVIEWER,
            Role.CLIENT,
        ],
    )
    def test_nobody_else_opens_a_record_even_in_the_same_branch(self, role: Role) -> None:
        assert not may_reach(Asking(role, own_branch=True, team=DOCTOR | NUTRITION, agreed=SHARED))


class TestAgeOn:
    def test_a_birthday_counts_on_the_day_itself(self) -> None:
        assert age_on(date(1968, 3, 5), date(2026, 3, 4)) == 57
        assert age_on(date(1968, 3, 5), date(2026, 3, 5)) == 58

    def test_a_child_of_29_february_turns_older_on_1_march(self) -> None:
        assert age_on(date(2004, 2, 29), date(2026, 2, 28)) == 21
        assert age_on(date(2004, 2, 29), date(2026, 3, 1)) == 22


class TestWords:
    def test_every_purpose_says_in_both_languages_what_it_is_and_what_stops(self) -> None:
        for purpose in Purpose:
            what, without = CONSENT_WORDS[purpose]
            assert all((what.zh, what.en, without.zh, without.en)), purpose

    def test_every_allergen_has_a_name_in_both_languages(self) -> None:
        assert all(ALLERGEN_NAMES[one].zh and ALLERGEN_NAMES[one].en for one in Allergen)


class TestOccupations:
    def test_they_are_the_nine_of_the_national_form_in_both_languages(self) -> None:
        assert len(OCCUPATIONS) == 9
        assert OCCUPATIONS["none"].zh == "无职业"
        assert all(name.zh and name.en and name.en.isascii() for name in OCCUPATIONS.values())
