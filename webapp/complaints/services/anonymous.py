"""Somebody tells us something without saying who they are (T1): a code instead of a name, and nothing that leads back.

No account, no address of a device and no name of a file is kept with the case. The code is made of the form's
one-use key and a secret of the house: a form that is sent again gives the same code and no second case.
"""

from __future__ import annotations

from dataclasses import replace

from webapp.complaints import queries
from webapp.complaints.models import Case
from webapp.complaints.rules import tracking
from webapp.complaints.services import proving, submitting
from webapp.complaints.services.proving import NO_FILES, Files
from webapp.complaints.services.refusals import AlreadySent, TooManyToday, TooManyTries, WrongCode
from webapp.complaints.services.submitting import Complaint
from webapp.kernel import crypto, limits, transaction

PER_PLACE = ((5, 86_400),)
"""T1's rate limit: five a day from one address, of which the limit keeps a blind index apart from every case."""
IN_ALL = ((300, 86_400),)
TRIES = ((10, 3_600),)  # wrong codes from one address


def submit_anonymously(
    *, key: str, branch_id: str, complaint: Complaint, address: str, files: Files = NO_FILES
) -> str:
    """Take in what somebody tells without a name; gives the tracking code, which is kept nowhere.

    Raises `TooManyToday`, `AlreadySent` where the key came with other words, `TooManyFiles`.
    """
    code = tracking.code(bytes.fromhex(crypto.blind_index("complaint_case.code", key)))
    known = queries.case_of_code(code)
    if known is not None:
        if known.story != complaint.story:
            raise AlreadySent
        return code
    if not (
        limits.take("complaints.anonymous", address, *PER_PLACE)
        and limits.take("complaints.anonymous.all", "", *IN_ALL)
    ):
        raise TooManyToday
    nameless = replace(complaint, staff_id=None, confidential=True)
    case = submitting.begin_anonymously(
        branch_id=branch_id, complaint=nameless, teller=queries.index_of(code)
    )
    proving.keep_of_client(case, files)
    return code


def open_by_code(*, typed: str, address: str) -> Case:
    """Give the case of a code. Raises `WrongCode`, and `TooManyTries` once too many were wrong."""
    if not limits.peek("complaints.track", address, *TRIES):
        raise TooManyTries
    case = queries.case_of_code(tracking.read(typed))
    if case is None:
        transaction.after_rollback(lambda: _count(address))
        raise WrongCode
    return case


def _count(address: str) -> None:
    limits.take("complaints.track", address, *TRIES)
