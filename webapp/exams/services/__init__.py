"""The room's verbs."""

from webapp.exams.refusals import (
    AlreadyBooked,
    MorePeople,
    NoAgreement,
    PlacesHeld,
    SessionFull,
    SessionGone,
    WindowThere,
)
from webapp.exams.services.announcing import announce, booking_stands
from webapp.exams.services.asking import ask_change, withdraw_change
from webapp.exams.services.attending import check_in, expect_again, no_show, undo_check_in
from webapp.exams.services.booking import book
from webapp.exams.services.calls import note_call
from webapp.exams.services.changing import cancel, change
from webapp.exams.services.chasing import note_chase, note_delivery
from webapp.exams.services.closing import (
    close_day,
    close_session,
    reopen_day,
    reopen_session,
    resize_session,
)
from webapp.exams.services.correcting import (
    confirm_correction,
    propose_correction,
    proposed,
    refuse_correction,
)
from webapp.exams.services.deciding import approve, deny_change, grant_change, refuse
from webapp.exams.services.expiry import expire, expire_hold
from webapp.exams.services.following import mark_important, note_step, remind_of_late, told_elsewhere
from webapp.exams.services.generating import generate_sessions
from webapp.exams.services.holidays import close_holidays
from webapp.exams.services.home import correct_reading, take_reading
from webapp.exams.services.importing.taking import (
    Looked,
    ResultFile,
    check_columns,
    confirm_columns,
    confirm_import,
    drop_import,
    look_at,
    take_in,
)
from webapp.exams.services.originals import add_original, withdraw_original
from webapp.exams.services.ranges import set_own_range
from webapp.exams.services.reporting import Filled, check_consent, enter_results
from webapp.exams.services.timetable import (
    add_template,
    end_template,
)
from webapp.exams.services.upgrading import year_is_replaced
from webapp.exams.services.verifying import send_back, verify_results
from webapp.exams.services.waiting import accept_offer, decline_offer, leave_line, line_up

__all__ = [
    "AlreadyBooked",
    "Filled",
    "Looked",
    "MorePeople",
    "NoAgreement",
    "PlacesHeld",
    "ResultFile",
    "SessionFull",
    "SessionGone",
    "WindowThere",
    "accept_offer",
    "add_original",
    "add_template",
    "announce",
    "approve",
    "ask_change",
    "book",
    "booking_stands",
    "cancel",
    "change",
    "check_columns",
    "check_consent",
    "check_in",
    "close_day",
    "close_holidays",
    "close_session",
    "confirm_columns",
    "confirm_correction",
    "confirm_import",
    "correct_reading",
    "decline_offer",
    "deny_change",
    "drop_import",
    "end_template",
    "enter_results",
    "expect_again",
    "expire",
    "expire_hold",
    "generate_sessions",
    "grant_change",
    "leave_line",
    "line_up",
    "look_at",
    "mark_important",
    "no_show",
    "note_call",
    "note_chase",
    "note_delivery",
    "note_step",
    "propose_correction",
    "proposed",
    "refuse",
    "refuse_correction",
    "remind_of_late",
    "reopen_day",
    "reopen_session",
    "resize_session",
    "send_back",
    "set_own_range",
    "take_in",
    "take_reading",
    "told_elsewhere",
    "undo_check_in",
    "verify_results",
    "withdraw_change",
    "withdraw_original",
    "year_is_replaced",
]
