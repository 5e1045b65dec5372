"""The plan matrix: what each plan contains, published as dated versions (§2)."""

from __future__ import annotations

from flask import Response, request
from werkzeug.datastructures import MultiDict

from webapp.accounts.rules import Role
from webapp.admin.desk.blueprint import desk
from webapp.admin.forms.matrix import MatrixForm, read_matrix
from webapp.admin.presenters.matrix import matrix_rows, posted_of, version_rows
from webapp.admin.presenters.words import LEVEL_WORDS
from webapp.kernel import access, clock, htmx, idempotency
from webapp.plans import queries, services


@desk.get("/desk/admin/plans")
@access.roles(Role.HQ_ADMIN)
def matrix() -> Response:
    """Show the newest version, to publish the next one from it."""
    posted = posted_of(queries.newest_matrix_data())
    return _page(MatrixForm(valid_from=clock.today()), posted, [])


@desk.post("/desk/admin/plans")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def publish_matrix() -> Response:
    """Publish a new version from a day on; running years keep the version they were bought under."""
    form = MatrixForm.read()
    data, wrong = read_matrix(request.form, queries.newest_matrix_data())
    if not form.validate() or wrong:
        return _page(form, request.form, wrong)
    services.publish_matrix(data=data, valid_from=form.valid_from.data, actor_id=access.visitor().account_id)
    return htmx.go("admin_desk.matrix", published=1)


def _page(form: MatrixForm, posted: MultiDict[str, str], wrong: list[tuple[str, str]]) -> Response:
    return htmx.answer(
        "admin/matrix.html",
        status=422 if wrong or form.errors else 200,
        rows=matrix_rows(queries.newest_matrix_data(), posted, dict(wrong)),
        versions=version_rows(queries.plan_versions(), queries.plan_version()),
        levels=list(LEVEL_WORDS.items()),
        form=form,
        wrong=wrong,
    )
