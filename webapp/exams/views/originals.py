"""The client opens the original of her exam report (X1)."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.exams import queries
from webapp.exams.presenters.originals import file_name, page_rows
from webapp.exams.views.blueprint import bp, own_booking
from webapp.kernel import access, htmx, uploads
from webapp.kernel.errors import NotYours
from webapp.records import queries as records


@bp.get("/exams/bookings/<id:booking_id>/originals")
@access.roles(Role.CLIENT)
def own_originals(booking_id: str) -> Response:
    """Show the files of the client's own original report."""
    held = own_booking(booking_id)
    pages = queries.pages_of(booking_id, client_id=access.visitor().person_id)
    place = queries.place(held.booking.institution_id)
    return htmx.answer(
        "exams/own_originals.html", exam_day=held.session.day, place=place, rows=page_rows(pages)
    )


@bp.get("/exams/originals/<id:original_id>")
@access.roles(Role.CLIENT)
def open_original(original_id: str) -> Response:
    """Open one file of the client's own original report."""
    page = queries.page_of(original_id)
    if page.original.client_id != access.visitor().person_id:
        raise NotYours
    return uploads.serve(records.content_of(page.file), name=file_name(page))
