"""Questions about branches, staff, institutions and standing. Read only."""

from webapp.organisation.models import Branch, Institution, Staff  # the types that upper rooms name
from webapp.organisation.queries.calendar import calendar_days, instead, working_days
from webapp.organisation.queries.institutions import (
    AgreedPlace,
    agreed_institutions,
    agreed_place,
    agreement_on,
    agreements_of,
    agreements_on,
    institution,
    institutions,
)
from webapp.organisation.queries.people import (
    Position,
    at_headquarters,
    branch,
    branches,
    close_to,
    everybody_of,
    line_of,
    positions,
    staff,
    staff_name,
    staff_named,
    staff_of,
)
from webapp.organisation.queries.standing import may_serve, open_orders, order, orders, standing, standings

__all__ = [
    "AgreedPlace",
    "Branch",
    "Institution",
    "Position",
    "Staff",
    "agreed_institutions",
    "agreed_place",
    "agreement_on",
    "agreements_of",
    "agreements_on",
    "at_headquarters",
    "branch",
    "branches",
    "calendar_days",
    "close_to",
    "everybody_of",
    "instead",
    "institution",
    "institutions",
    "line_of",
    "may_serve",
    "open_orders",
    "order",
    "orders",
    "positions",
    "staff",
    "staff_name",
    "staff_named",
    "staff_of",
    "standing",
    "standings",
    "working_days",
]
