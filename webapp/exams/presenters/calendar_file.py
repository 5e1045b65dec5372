"""A booking as an iCalendar file (B10)."""

from __future__ import annotations

from webapp.exams.rules.appointment import Appointment
from webapp.kernel.i18n import _


def calendar_file(entry: Appointment) -> bytes:
    """Give the file. Its words are neutral: calendars are seen by others."""
    # Imported here: only this download needs it.
    from icalendar import Alarm, Calendar, Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("status", entry.status)
    event.add("dtstamp", entry.stamped_at)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", _("Kangyue appointment"))
    if entry.location:
        event.add("location", entry.location)
    if entry.code:
        event.add("description", _("Show at the desk: %(code)s", code=f"{entry.code[:4]} {entry.code[4:]}"))
    if entry.remind_before:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _("Kangyue appointment"))
        alarm.add("trigger", -entry.remind_before)
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Kangyue//Appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", entry.method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
