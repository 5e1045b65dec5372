"""Tables of the plans room."""

from webapp.plans.models.applications import InstitutionWish, PlanApplication, PlanPayment
from webapp.plans.models.catalogue import ExamPackage, FeeSchedule, PlanVersion
from webapp.plans.models.years import Enrolment, Entitlement, ExamItemChange

__all__ = [
    "Enrolment",
    "Entitlement",
    "ExamItemChange",
    "ExamPackage",
    "FeeSchedule",
    "InstitutionWish",
    "PlanApplication",
    "PlanPayment",
    "PlanVersion",
]
