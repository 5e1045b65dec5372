"""The room's forms."""

from webapp.exams.forms.handing import ChaseForm, DeliveryForm
from webapp.exams.forms.results import (
    CancelForm,
    CorrectForm,
    RefuseForm,
    SendBackForm,
    StaffWhenForm,
    StepForm,
    WhenForm,
    WithdrawForm,
    read_columns,
    read_revision,
    read_sheet_form,
    read_typed,
    read_upload,
    with_pasted,
)

__all__ = [
    "CancelForm",
    "ChaseForm",
    "CorrectForm",
    "DeliveryForm",
    "RefuseForm",
    "SendBackForm",
    "StaffWhenForm",
    "StepForm",
    "WhenForm",
    "WithdrawForm",
    "read_columns",
    "read_revision",
    "read_sheet_form",
    "read_typed",
    "read_upload",
    "with_pasted",
]
