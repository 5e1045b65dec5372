"""The staff's pages of this room."""

from webapp.admin.desk import (
    applications,
    calendar,
    care,
    catalogue,
    clients,
    company,
    enrolling,
    enrolments,
    institutions,
    lengths,
    matrix,
    opening,
    registering,
    staff,
    times,
    wishes,
)
from webapp.admin.desk.blueprint import desk

__all__ = [
    "applications",
    "calendar",
    "care",
    "catalogue",
    "clients",
    "company",
    "desk",
    "enrolling",
    "enrolments",
    "institutions",
    "lengths",
    "matrix",
    "opening",
    "registering",
    "staff",
    "times",
    "wishes",
]
