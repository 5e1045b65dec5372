"""Foods by file: headquarters takes a table in, sees what it would change, and confirms it once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.diet_plans import queries, services
from webapp.diet_plans.desk.blueprint import desk
from webapp.diet_plans.presenters import food_files as words
from webapp.diet_plans.rules.foods.files import RowState
from webapp.kernel import access, htmx, idempotency, transaction, uploads
from webapp.kernel.sheets.opening import MOST_BYTES
from webapp.kernel.uploads.refusals import NothingChosen
from webapp.toolbox.cells import table
from webapp.toolbox.sheets import Unreadable


@desk.get("/desk/diet/food-files")
@access.roles(Role.HQ_ADMIN)
def food_files() -> Response:
    """Show the files brought in so far, the table to fill in, and where the next file goes."""
    return _list()


@desk.get("/desk/diet/food-files/table")
@access.roles(Role.HQ_ADMIN)
def food_table_file() -> Response:
    """Give headquarters' foods as CSV: to be changed and brought in again."""
    rows = words.table_rows(queries.headquarters_foods().values())
    held = {"Content-Disposition": 'attachment; filename="foods.csv"'}
    return Response(table(rows).encode(), content_type="text/csv; charset=utf-8", headers=held)


def _looked_at(view: Callable[[bytes | Unreadable], Response]) -> Callable[[], Response]:
    """Read the file before the write transaction: while thousands of rows are read nobody waits."""

    @wraps(view)
    def wrapper() -> Response:
        file = request.files.get("file")
        content = file.stream.read(MOST_BYTES + 1) if file else b""
        if file:
            file.stream.seek(0)  # the key of a form that is sent twice is compared with its files
        found: bytes | Unreadable = content
        with transaction.aside():
            try:
                services.look_at_foods(content)
            except Unreadable as refusal:
                found = refusal
        return view(found)  # not aside: what a refused form writes has to be taken back

    return wrapper


@desk.post("/desk/diet/food-files")
@access.roles(Role.HQ_ADMIN)
@_looked_at
@idempotency.once
def take_in_food_file(content: bytes | Unreadable) -> Response:
    """Take a file in to be compared; no food is changed yet."""
    file = request.files.get("file")
    if isinstance(content, Unreadable):
        return _list(words.refusal(content) if file else NothingChosen().message())
    name = uploads.file_name((file.filename if file else "") or "")
    file_id = services.take_in_food_file(name=name, content=content, actor_id=access.visitor().account_id)
    return htmx.go("diet_plans_desk.food_file", diet_food_file_id=file_id)


@desk.get("/desk/diet/food-files/<id:diet_food_file_id>")
@access.roles(Role.HQ_ADMIN)
def food_file(diet_food_file_id: str) -> Response:
    """Show what a file would change, row by row, or that it has ended."""
    row = queries.food_file(diet_food_file_id)
    state = request.args.get("state", "")
    found = queries.compared(row)
    page = words.page(found, state if state in set(RowState) else "", request.args.get("after", ""))
    return htmx.answer(
        "diet_plans/food_file.html",
        row=row,
        status_words=words.STATUS_WORDS[row.status],
        page=page,
        state_of_table=queries.food_table_version(),
    )


@desk.post("/desk/diet/food-files/<id:diet_food_file_id>/confirm")
@access.roles(Role.HQ_ADMIN)
def confirm_food_file(diet_food_file_id: str) -> Response:
    """Write what was shown, once."""
    services.confirm_food_file(
        queries.food_file(diet_food_file_id),
        table=request.form.get("table", ""),
        actor_id=access.visitor().account_id,
    )
    return htmx.go("diet_plans_desk.food_file", diet_food_file_id=diet_food_file_id, kept=1)


@desk.post("/desk/diet/food-files/<id:diet_food_file_id>/drop")
@access.roles(Role.HQ_ADMIN)
def drop_food_file(diet_food_file_id: str) -> Response:
    """Throw a file away before it is confirmed."""
    services.drop_food_file(queries.food_file(diet_food_file_id))
    return htmx.go("diet_plans_desk.food_files")


def _list(error: str = "") -> Response:
    page = queries.food_files(after=request.args.get("after", ""))
    return htmx.answer(
        "diet_plans/food_files.html",
        status=422 if error else 200,
        rows=[(row, str(words.STATUS_WORDS[row.status])) for row in page.rows],
        after=page.after,
        limit=words.limit(),
        error=error,
    )
