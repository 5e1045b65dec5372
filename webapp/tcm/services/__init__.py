"""Verbs of the TCM room: fill a record, guide, sign, send back, decide, confirm (T1)."""

from webapp.tcm.services.confirming import confirm, decide, send_back
from webapp.tcm.services.filling import guide, save
from webapp.tcm.services.rechecking import recheck_scores
from webapp.tcm.services.signing import sign

__all__ = ["confirm", "decide", "guide", "recheck_scores", "save", "send_back", "sign"]
