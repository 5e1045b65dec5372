"""Questions about assessments. Read only."""

from webapp.assessments.models import Assessment
from webapp.assessments.queries.alerts import Alerted, alert, alerts_of, has_open_alert, open_alerts
from webapp.assessments.queries.invitations import Screened, health_levels, invitation, screened
from webapp.assessments.queries.reports import (
    Paper,
    Released,
    assessment,
    case_of_response,
    earlier,
    last_case,
    latest_released,
    open_assessment,
    papers,
    released,
    released_before,
    released_in_full,
    running_case,
)
from webapp.assessments.queries.standing import Delivered, deliveries, opted_out, stopped_by, wants_none
from webapp.assessments.queries.work import VIEWS, Work, to_review, work_list

__all__ = [
    "VIEWS",
    "Alerted",
    "Assessment",
    "Delivered",
    "Paper",
    "Released",
    "Screened",
    "Work",
    "alert",
    "alerts_of",
    "assessment",
    "case_of_response",
    "deliveries",
    "earlier",
    "has_open_alert",
    "health_levels",
    "invitation",
    "last_case",
    "latest_released",
    "open_alerts",
    "open_assessment",
    "opted_out",
    "papers",
    "released",
    "released_before",
    "released_in_full",
    "running_case",
    "screened",
    "stopped_by",
    "to_review",
    "wants_none",
    "work_list",
]
