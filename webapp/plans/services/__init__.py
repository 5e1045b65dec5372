"""Verbs of the plans room: publishing matrix and fees, packages, applying, enrolling, using a right."""

from webapp.plans.refusals import (
    AlreadyEnrolled,
    ApplicationMoved,
    DoctorNotFree,
    EntitlementSpent,
    ExamIsBooked,
    FeeChanged,
    InstitutionDoesNotFit,
    InstitutionMoved,
    InstitutionOfGroup,
    ItemsFixed,
    NoFee,
    PackageNotInPlan,
    PlanNotOffered,
    StepOpen,
    VersionInThePast,
    WishAnswered,
    WishWaits,
    WrongAmount,
)
from webapp.plans.services.activating import Payment, activate, send_back
from webapp.plans.services.applying import (
    answer_consents,
    choose_doctor,
    choose_institution,
    choose_package,
    choose_plan,
    submit,
    withdraw,
)
from webapp.plans.services.catalogue import add_package, publish_fees, publish_matrix, retire_package
from webapp.plans.services.enrolling import change_institution, enrol
from webapp.plans.services.moving import approve_wish, ask_to_move, refuse_wish, withdraw_wish
from webapp.plans.services.refitting import occupation_was_told
from webapp.plans.services.repackaging import change_package
from webapp.plans.services.rights import give_back, use, use_at

__all__ = [
    "AlreadyEnrolled",
    "ApplicationMoved",
    "DoctorNotFree",
    "EntitlementSpent",
    "ExamIsBooked",
    "FeeChanged",
    "InstitutionDoesNotFit",
    "InstitutionMoved",
    "InstitutionOfGroup",
    "ItemsFixed",
    "NoFee",
    "PackageNotInPlan",
    "Payment",
    "PlanNotOffered",
    "StepOpen",
    "VersionInThePast",
    "WishAnswered",
    "WishWaits",
    "WrongAmount",
    "activate",
    "add_package",
    "answer_consents",
    "approve_wish",
    "ask_to_move",
    "change_institution",
    "change_package",
    "choose_doctor",
    "choose_institution",
    "choose_package",
    "choose_plan",
    "enrol",
    "give_back",
    "occupation_was_told",
    "publish_fees",
    "publish_matrix",
    "refuse_wish",
    "retire_package",
    "send_back",
    "submit",
    "use",
    "use_at",
    "withdraw",
    "withdraw_wish",
]
