"""The nutritionist reads what a client said about meals (D6)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries
from webapp.diet_plans.desk.blueprint import client_at_table, desk
from webapp.diet_plans.presenters.diary import diary_days
from webapp.kernel import access, htmx, uploads
from webapp.records import queries as records


@desk.get("/desk/diet/clients/<id:client_id>/diary")
@access.roles(Role.NUTRITIONIST)
def diary(client_id: str) -> Response:
    """Show marks, notes, swaps and photos by day, the newest first."""
    client = client_at_table(client_id)
    found = queries.diary(client_id, after=request.args.get("after", ""))
    return htmx.answer(
        "diet_plans/diary.html",
        client_id=client_id,
        name=client.name,
        days=diary_days(found, client_id),
        after=found.after,
    )


@desk.get("/desk/diet/clients/<id:client_id>/diary/<id:log_id>/photo")
@access.roles(Role.NUTRITIONIST)
def diary_photo(client_id: str, log_id: str) -> Response:
    """Open the photo of a meal; the client reads who did (A6)."""
    client_at_table(client_id)
    file = queries.photo_of_meal(log_id, client_id=client_id)
    return uploads.serve(records.content_of(file), name="photo")
