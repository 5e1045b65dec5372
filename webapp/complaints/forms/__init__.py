"""The room's forms."""

from webapp.complaints.forms.appeals import (
    AppealForm,
    ObjectionForm,
    RemandForm,
    ReopenForm,
    RulingForm,
    SeparateForm,
)
from webapp.complaints.forms.client import (
    NOBODY,
    AcceptForm,
    AnonymousForm,
    AnswerForm,
    ReplyForm,
    StoryForm,
    SuggestionForm,
    TrackForm,
    WhatForm,
    WhoForm,
    WholeForm,
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
from webapp.complaints.forms.entering import EnteredForm
from webapp.complaints.forms.files import FilesForm, MoreFilesForm
from webapp.complaints.forms.standing_in import PassOnForm

__all__ = [
    "NOBODY",
    "AcceptForm",
    "AnonymousForm",
    "AnswerForm",
    "AppealForm",
    "AskForm",
    "DeclineForm",
    "EnteredForm",
    "EvidenceForm",
    "ExtendForm",
    "FilesForm",
    "MoreFilesForm",
    "NameForm",
    "NoteForm",
    "ObjectionForm",
    "PassOnForm",
    "PutOffForm",
    "RemandForm",
    "RenewForm",
    "ReopenForm",
    "ReplyForm",
    "RulingForm",
    "SendBackForm",
    "SeparateForm",
    "ServeForm",
    "SettleForm",
    "StepForm",
    "StoryForm",
    "SuggestionForm",
    "TrackForm",
    "WhatForm",
    "WhoForm",
    "WholeForm",
    "conclude_form",
    "findings_of",
]
