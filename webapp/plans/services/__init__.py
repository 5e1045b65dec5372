"""Verbs of the plans room: publishing matrix and fees, packages, enrolling, using a right."""

from webapp.plans.refusals import (
    AlreadyEnrolled,
    EntitlementSpent,
    InstitutionDoesNotFit,
    InstitutionMoved,
    ItemsFixed,
    MatrixInThePast,
    PackageNotInPlan,
)
from webapp.plans.services.catalogue import add_package, publish_fees, publish_matrix, retire_package
from webapp.plans.services.enrolling import change_institution, enrol
from webapp.plans.services.rights import give_back, use, use_at

__all__ = [
    "AlreadyEnrolled",
    "EntitlementSpent",
    "InstitutionDoesNotFit",
    "InstitutionMoved",
    "ItemsFixed",
    "MatrixInThePast",
    "PackageNotInPlan",
    "add_package",
    "change_institution",
    "enrol",
    "give_back",
    "publish_fees",
    "publish_matrix",
    "retire_package",
    "use",
    "use_at",
]
