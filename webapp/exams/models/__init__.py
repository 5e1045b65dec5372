"""The room's tables: times one can come, bookings, and reports with their results."""

from webapp.exams.models.bookings import Booking, BookingChange, PhoneCall, PhoneConfirmation
from webapp.exams.models.chasing import Chase, Delivery
from webapp.exams.models.corrections import Correction
from webapp.exams.models.important import ImportantResult, ImportantStep
from webapp.exams.models.imports import ColumnTitle, ResultImport, ResultImportRow
from webapp.exams.models.originals import Original
from webapp.exams.models.reports import ExamReport, InstitutionRange, Result
from webapp.exams.models.sessions import Closure, Session, WeeklyTemplate
from webapp.exams.models.telling import BookingNotice
from webapp.exams.models.waiting import Waiting

__all__ = [
    "Booking",
    "BookingChange",
    "BookingNotice",
    "Chase",
    "Closure",
    "ColumnTitle",
    "Correction",
    "Delivery",
    "ExamReport",
    "ImportantResult",
    "ImportantStep",
    "InstitutionRange",
    "Original",
    "PhoneCall",
    "PhoneConfirmation",
    "Result",
    "ResultImport",
    "ResultImportRow",
    "Session",
    "Waiting",
    "WeeklyTemplate",
]
