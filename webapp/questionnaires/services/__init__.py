"""Verbs of the questionnaires room: publish a definition, fill a draft, submit it exactly once."""

from webapp.questionnaires.services.amending import (
    AmendedAlready,
    NothingChanged,
    ReasonMissing,
    StillFilling,
    begin_amendment,
)
from webapp.questionnaires.services.attaching import OtherContent, sweep_files
from webapp.questionnaires.services.catalogue import (
    AlreadyTakenIn,
    ChangedMeanwhile,
    NotPublishable,
    Unreadable,
    publish,
    read_file,
    retire,
    take_in,
)
from webapp.questionnaires.services.desk import amend_for, keep_files_of
from webapp.questionnaires.services.field_queries import (
    AskedAlready,
    MovedOn,
    answer,
    answer_with_correction,
    ask,
    ask_again,
    close,
)
from webapp.questionnaires.services.filling import (
    ConsentMissing,
    Saved,
    WrittenMeanwhile,
    save_answers,
    settle,
    start,
)
from webapp.questionnaires.services.inviting import keep_decision
from webapp.questionnaires.services.keeping import delete_draft, sweep_drafts
from webapp.questionnaires.services.migrating import move
from webapp.questionnaires.services.occupations import occupation_was_written
from webapp.questionnaires.services.paper import BegunByClient, begin_paper, paper_draft, send_paper
from webapp.questionnaires.services.phone import (
    DraftDeleted,
    Seen,
    SentAlready,
    TooManyFiles,
    bring,
    bring_file,
    take_finished,
)
from webapp.questionnaires.services.quality import close_remark
from webapp.questionnaires.services.rechecking import recheck_scores
from webapp.questionnaires.services.shipped import SHIPPED, publish_shipped
from webapp.questionnaires.services.signing import BadSignature, NotYourPart, check_signature
from webapp.questionnaires.services.submitting import NotChosen, NotComplete, submit
from webapp.questionnaires.services.telling import in_words

__all__ = [
    "SHIPPED",
    "AlreadyTakenIn",
    "AmendedAlready",
    "AskedAlready",
    "BadSignature",
    "BegunByClient",
    "ChangedMeanwhile",
    "ConsentMissing",
    "DraftDeleted",
    "MovedOn",
    "NotChosen",
    "NotComplete",
    "NotPublishable",
    "NotYourPart",
    "NothingChanged",
    "OtherContent",
    "ReasonMissing",
    "Saved",
    "Seen",
    "SentAlready",
    "StillFilling",
    "TooManyFiles",
    "Unreadable",
    "WrittenMeanwhile",
    "amend_for",
    "answer",
    "answer_with_correction",
    "ask",
    "ask_again",
    "begin_amendment",
    "begin_paper",
    "bring",
    "bring_file",
    "check_signature",
    "close",
    "close_remark",
    "delete_draft",
    "in_words",
    "keep_decision",
    "keep_files_of",
    "move",
    "occupation_was_written",
    "paper_draft",
    "publish",
    "publish_shipped",
    "read_file",
    "recheck_scores",
    "retire",
    "save_answers",
    "send_paper",
    "settle",
    "start",
    "submit",
    "sweep_drafts",
    "sweep_files",
    "take_finished",
    "take_in",
]
