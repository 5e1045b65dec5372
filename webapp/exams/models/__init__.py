"""The room's tables: times one can come, bookings, and reports with their results."""

from webapp.exams.models.bookings import Booking, BookingChange
from webapp.exams.models.chasing import Chase, Delivery
from webapp.exams.models.corrections import Correction
from webapp.exams.models.important import ImportantResult, ImportantStep
from webapp.exams.models.imports import ColumnTitle, ResultImport, ResultImportRow
from webapp.exams.models.originals import Original
from webapp.exams.models.reports import ExamReport, InstitutionRange, Result
from webapp.exams.models.sessions import Closure, Session, WeeklyTemplate

__all__ = [
    "Booking",
    "BookingChange",
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
    "Result",
    "ResultImport",
    "ResultImportRow",
    "Session",
    "WeeklyTemplate",
]
