"""Questions that a page puts to several rooms at once."""

from webapp.home.queries.photos import photos
from webapp.home.queries.record import Record, whole_record
from webapp.home.queries.today import DeskWork, Gathered, desk_work, gather

__all__ = ["DeskWork", "Gathered", "Record", "desk_work", "gather", "photos", "whole_record"]
