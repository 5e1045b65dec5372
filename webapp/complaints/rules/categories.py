"""What a complaint is about, and who provides that service (complaints.md §5)."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A suggestion never touches staff (§1)."""

    COMPLAINT = "COMPLAINT"
    SUGGESTION = "SUGGESTION"


class Category(StrEnum):
    """What the client complains about."""

    FOLLOW_UP = "FOLLOW_UP"
    BOOKING = "BOOKING"
    EXAM = "EXAM"
    DOCTOR = "DOCTOR"
    DIET = "DIET"
    MANNER = "MANNER"
    PRIVACY = "PRIVACY"
    FEES = "FEES"
    OTHER = "OTHER"


PROVIDING: dict[Category, frozenset[str]] = {
    Category.FOLLOW_UP: frozenset({"HEALTH_MANAGER"}),
    Category.BOOKING: frozenset({"BOOKING"}),
    Category.EXAM: frozenset({"RESULTS", "EXAM_DESK", "REVIEW"}),
    Category.DOCTOR: frozenset({"FAMILY_DOCTOR"}),
    Category.DIET: frozenset({"NUTRITIONIST"}),
}


# What takes somebody else's records or a professional's judgement to look into (§4): the result may
# take ten working days instead of five.
COMPLEX = frozenset({Category.EXAM, Category.DOCTOR, Category.PRIVACY})


def provides(category: Category, capacity: str) -> bool:
    """Tell whether somebody who served in `capacity` provided what the complaint is about."""
    return capacity in PROVIDING.get(category, frozenset())


class DeclineReason(StrEnum):
    """Why a complaint is not taken up (T3)."""

    NOT_OURS = "NOT_OURS"
    ALREADY_DECIDED = "ALREADY_DECIDED"
    NO_FACTS = "NO_FACTS"
