"""Care team, consents and reach over a client's record (A1, A5). Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual


class Capacity(StrEnum):
    """In which capacity somebody looks after or has served a client."""

    HEALTH_MANAGER = "HEALTH_MANAGER"
    FAMILY_DOCTOR = "FAMILY_DOCTOR"
    NUTRITIONIST = "NUTRITIONIST"
    BOOKING = "BOOKING"
    RESULTS = "RESULTS"
    EXAM_DESK = "EXAM_DESK"
    REVIEW = "REVIEW"


CARE_CAPACITIES = (Capacity.HEALTH_MANAGER, Capacity.FAMILY_DOCTOR, Capacity.NUTRITIONIST)


class Allergen(StrEnum):
    """What a client may be allergic to: foods, eight of them as GB 7718 names them, and the one medicine to ask for."""

    PEANUT = "PEANUT"
    NUTS = "NUTS"
    MILK = "MILK"
    EGG = "EGG"
    FISH = "FISH"
    SHRIMP = "SHRIMP"
    SOY = "SOY"
    WHEAT = "WHEAT"
    MOLLUSC = "MOLLUSC"
    SESAME = "SESAME"
    PENICILLIN = "PENICILLIN"


IN_FOOD = tuple(one for one in Allergen if one is not Allergen.PENICILLIN)
ALLERGEN_NAMES: dict[Allergen, Bilingual] = {
    Allergen(code): bilingual(words) for code, words in data("clients", "allergens")["allergens"].items()
}


def _occupations() -> dict[str, Bilingual]:
    parts = data("questionnaires", "personal_info")["item"]
    asked = next(one for part in parts for one in part["item"] if one["linkId"] == "occupation")
    return dict(_coded(option["valueCoding"]) for option in asked["answerOption"])


def _coded(coding: dict[str, Any]) -> tuple[str, Bilingual]:
    (translation,) = coding["_display"]["extension"]
    return coding["code"], Bilingual(zh=translation["extension"][1]["valueString"], en=coding["display"])


OCCUPATIONS: dict[str, Bilingual] = _occupations()
"""Code → name of each occupation of the national form. The one list is its question in `personal_info`."""


class Purpose(StrEnum):
    """What a consent is for (A5): one row each, never bundled, never pre-ticked."""

    QUESTIONNAIRE = "QUESTIONNAIRE"
    EXAM_REPORTS = "EXAM_REPORTS"
    CLAIMS_TAKEOVER = "CLAIMS_TAKEOVER"
    SHARE_WITH_DOCTOR = "SHARE_WITH_DOCTOR"
    SHARE_WITH_NUTRITIONIST = "SHARE_WITH_NUTRITIONIST"
    SMS_REMINDERS = "SMS_REMINDERS"


CONSENT_VERSION = 1
CONSENT_WORDS: dict[Purpose, tuple[Bilingual, Bilingual]] = {
    Purpose(code): (bilingual(words["title"]), bilingual(words["without"]))
    for code, words in data("clients", "consents")["purposes"].items()
}
"""Purpose → what it is for, and what stops without it."""

UNUSED = frozenset({Purpose.CLAIMS_TAKEOVER})
"""Purposes of services that are not there yet: nobody is asked to agree to what nothing does."""

ASKED = tuple(purpose for purpose in Purpose if purpose not in UNUSED)
"""The consents a client is asked for, in the order of the product page."""


def age_on(birth_date: date, day: date) -> int:
    """Give completed years on `day` (a child of 29 February turns a year older on 1 March)."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def phone_in_groups(phone: str) -> str:
    """Write a mainland mobile number as people read it out: 139 0000 0024."""
    number = phone.removeprefix("+86")
    return f"{number[:3]} {number[3:7]} {number[7:]}".strip()


def may_take_charge(*, capacity: str, role: str, own_branch: bool) -> bool:
    """Tell whether somebody may be put in charge: only of the capacity's own role, in the client's branch."""
    return capacity in CARE_CAPACITIES and capacity == role and own_branch


@dataclass(frozen=True, slots=True)
class Asking:
    """Who wants to open a client's record, as far as the decision needs it."""

    role: str
    own_branch: bool  # the client belongs to the visitor's branch
    acting: frozenset[str] = frozenset()  # capacities in which the visitor looks after the client now
    team: frozenset[str] = frozenset()  # capacities that somebody holds for the client
    agreed: frozenset[str] = frozenset()  # purposes the client consents to


def may_reach(asking: Asking) -> bool:
    """Tell whether somebody may open a client's record (product.md §1, A1, A5).

    Branch staff: own branch. Family doctor: only those who chose them. Nutritionist: those of the branch
    whose plan put a nutritionist in charge. Both only while the client agrees to share. Whoever stands in
    for somebody reaches what that person reached.
    """
    standing_in = bool(asking.acting)
    match asking.role:
        case "HEALTH_MANAGER" | "BRANCH_MANAGER":
            return asking.own_branch or standing_in
        case "FAMILY_DOCTOR":
            return standing_in and Purpose.SHARE_WITH_DOCTOR in asking.agreed
        case "NUTRITIONIST":
            planned = asking.own_branch and Capacity.NUTRITIONIST in asking.team
            return (planned or standing_in) and Purpose.SHARE_WITH_NUTRITIONIST in asking.agreed
        case _:
            return standing_in
