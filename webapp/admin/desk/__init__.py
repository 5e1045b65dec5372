"""The staff's pages of this room."""

from webapp.admin.desk import (
    calendar,
    care,
    catalogue,
    clients,
    company,
    enrolling,
    enrolments,
    institutions,
    matrix,
    opening,
    registering,
    staff,
    times,
)
from webapp.admin.desk.blueprint import desk

__all__ = [
    "calendar",
    "care",
    "catalogue",
    "clients",
    "company",
    "desk",
    "enrolling",
    "enrolments",
    "institutions",
    "matrix",
    "opening",
    "registering",
    "staff",
    "times",
]
