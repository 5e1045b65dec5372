"""Verbs of the records room: filing, measuring, keeping files, noting who looked."""

from webapp.records.services.copies import ask_for_copy, keep_copy
from webapp.records.services.files import discard_file, keep_file
from webapp.records.services.filing import correct_measurement, file_entry, record_measurement
from webapp.records.services.looking import ReasonNeeded, note_access, note_list, open_with_reason
from webapp.records.services.reading import ReadingOvertaken, record_reading

__all__ = [
    "ReadingOvertaken",
    "ReasonNeeded",
    "ask_for_copy",
    "correct_measurement",
    "discard_file",
    "file_entry",
    "keep_copy",
    "keep_file",
    "note_access",
    "note_list",
    "open_with_reason",
    "record_measurement",
    "record_reading",
]
