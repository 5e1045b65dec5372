"""A complaint that staff write down for a client who calls or comes (T1)."""

from __future__ import annotations

from enum import StrEnum

from webapp.complaints.rules.eligibility import HANDLING_ROLES


class Channel(StrEnum):
    """How it reached us: from the teller's own device, or by word of mouth."""

    APP = "APP"
    PHONE = "PHONE"
    VISIT = "VISIT"


SPOKEN = (Channel.PHONE, Channel.VISIT)
ENTERING_ROLES = HANDLING_ROLES | {"HEALTH_MANAGER", "BRANCH_MANAGER"}


def may_enter(role: str, *, own_branch: bool, at_headquarters: bool) -> bool:
    """Tell whether somebody may write down what a client says: of the own branch, or a handler of headquarters."""
    if own_branch:
        return role in ENTERING_ROLES
    return at_headquarters and role in HANDLING_ROLES
