"""What is posted to the room's pages, read and checked."""

from webapp.questionnaires.forms.fields import AmendForm, CertifyForm, TalkForm, WhyForm
from webapp.questionnaires.forms.phone import BroughtDraft, Finished, read_draft, read_finished
from webapp.questionnaires.forms.sections import (
    SectionEntry,
    WholeEntry,
    after_press,
    read_all,
    read_section,
    read_whole,
)

__all__ = [
    "AmendForm",
    "BroughtDraft",
    "CertifyForm",
    "Finished",
    "SectionEntry",
    "TalkForm",
    "WholeEntry",
    "WhyForm",
    "after_press",
    "read_all",
    "read_draft",
    "read_finished",
    "read_section",
    "read_whole",
]
