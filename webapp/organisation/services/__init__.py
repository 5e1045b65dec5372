"""Verbs of the organisation room: branches, hiring, agreements, standby, the working calendar."""

from webapp.organisation.services.branches import BranchCodeTaken, change_branch, open_branch
from webapp.organisation.services.institutions import (
    AgreementBackwards,
    add_institution,
    change_institution,
    sign_agreement,
)
from webapp.organisation.services.separation import close_account_of, separate
from webapp.organisation.services.staff import change_role, hire, leave
from webapp.organisation.services.standby import (
    drop_separations,
    end_standby,
    open_standby,
    propose_separation,
    review_again,
)
from webapp.organisation.services.working_calendar import (
    PUBLISHED,
    CalendarMoved,
    import_year,
    set_calendar_day,
    take_in_year,
)

__all__ = [
    "PUBLISHED",
    "AgreementBackwards",
    "BranchCodeTaken",
    "CalendarMoved",
    "add_institution",
    "change_branch",
    "change_institution",
    "change_role",
    "close_account_of",
    "drop_separations",
    "end_standby",
    "hire",
    "import_year",
    "leave",
    "open_branch",
    "open_standby",
    "propose_separation",
    "review_again",
    "separate",
    "set_calendar_day",
    "sign_agreement",
    "take_in_year",
]
