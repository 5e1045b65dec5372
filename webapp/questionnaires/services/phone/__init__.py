"""What a phone brings by itself: a draft's answers, a response that was finished without a network (Q1, Q2)."""

from webapp.questionnaires.services.phone.drafts import bring, bring_file
from webapp.questionnaires.services.phone.finished import take_finished
from webapp.questionnaires.services.phone.refusals import DraftDeleted, SentAlready, TooManyFiles
from webapp.questionnaires.services.phone.seen import Seen

__all__ = ["DraftDeleted", "Seen", "SentAlready", "TooManyFiles", "bring", "bring_file", "take_finished"]
