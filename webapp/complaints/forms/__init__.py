"""The room's forms."""

from webapp.complaints.forms.client import (
    NOBODY,
    AcceptForm,
    AnswerForm,
    ReplyForm,
    StoryForm,
    WhatForm,
    WhoForm,
)
from webapp.complaints.forms.concluding import SettleForm, conclude_form, findings_of
from webapp.complaints.forms.desk import (
    AskForm,
    DeclineForm,
    EvidenceForm,
    ExtendForm,
    NameForm,
    NoteForm,
    PutOffForm,
    RenewForm,
    SendBackForm,
    ServeForm,
    StepForm,
)

__all__ = [
    "NOBODY",
    "AcceptForm",
    "AnswerForm",
    "AskForm",
    "DeclineForm",
    "EvidenceForm",
    "ExtendForm",
    "NameForm",
    "NoteForm",
    "PutOffForm",
    "RenewForm",
    "ReplyForm",
    "SendBackForm",
    "ServeForm",
    "SettleForm",
    "StepForm",
    "StoryForm",
    "WhatForm",
    "WhoForm",
    "conclude_form",
    "findings_of",
]
