"""The room's forms."""

from webapp.exams.forms.booking import AskForm, CancelForm
from webapp.exams.forms.deciding import CallForm, CancelForClientForm, ReasonForm, UndoCheckInForm
from webapp.exams.forms.handing import ChaseForm, DeliveryForm
from webapp.exams.forms.home import StaffWhenForm, WhenForm, read_typed
from webapp.exams.forms.important import StepForm
from webapp.exams.forms.imports import read_columns, read_upload
from webapp.exams.forms.originals import WithdrawForm
from webapp.exams.forms.results import (
    CorrectForm,
    RefuseForm,
    SendBackForm,
    read_revision,
    read_sheet_form,
    with_pasted,
)
from webapp.exams.forms.sessions import CloseDaysForm, PlacesForm, TakingBackForm
from webapp.exams.forms.waiting import LineUpForm

__all__ = [
    "AskForm",
    "CallForm",
    "CancelForClientForm",
    "CancelForm",
    "ChaseForm",
    "CloseDaysForm",
    "CorrectForm",
    "DeliveryForm",
    "LineUpForm",
    "PlacesForm",
    "ReasonForm",
    "RefuseForm",
    "SendBackForm",
    "StaffWhenForm",
    "StepForm",
    "TakingBackForm",
    "UndoCheckInForm",
    "WhenForm",
    "WithdrawForm",
    "read_columns",
    "read_revision",
    "read_sheet_form",
    "read_typed",
    "read_upload",
    "with_pasted",
]
