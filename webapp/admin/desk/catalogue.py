"""Exam packages and the one public fee schedule (P4)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.admin.desk.blueprint import desk
from webapp.admin.forms.catalogue import (
    FeesForm,
    PackageForm,
    TypedFee,
    read_conditions,
    read_fees,
    typed_fees,
)
from webapp.admin.presenters.catalogue import (
    fee_rows,
    fee_version_rows,
    item_rows,
    line_words,
    occupation_options,
    package_rows,
)
from webapp.kernel import access, clock, htmx, idempotency
from webapp.kernel.errors import NotYours
from webapp.plans import queries, services
from webapp.plans.rules import read_matrix, sold_codes


@desk.get("/desk/admin/packages")
@access.roles(Role.HQ_ADMIN)
def packages() -> Response:
    """List the packages that can be bought."""
    return htmx.answer("admin/packages.html", rows=package_rows(queries.packages()))


@desk.get("/desk/admin/packages/<id:package_id>")
@access.roles(Role.HQ_ADMIN)
def package(package_id: str) -> Response:
    """Show what a package examines."""
    found = queries.package(package_id)
    if found is None:
        raise NotYours
    return htmx.answer("admin/package.html", package=found, lines=line_words(found.lines))


@desk.post("/desk/admin/packages/<id:package_id>/retire")
@access.roles(Role.HQ_ADMIN)
def retire_package(package_id: str) -> Response:
    """Take a package out of sale; whoever has it keeps it."""
    if not services.retire_package(package_id=package_id, actor_id=access.visitor().account_id):
        raise NotYours
    return htmx.go("admin_desk.packages", kept=1)


@desk.get("/desk/admin/packages/new")
@access.roles(Role.HQ_ADMIN)
def add_package() -> Response:
    """Show the form for a new package."""
    return _package_page(PackageForm(), [], status=200)


@desk.post("/desk/admin/packages/new")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def save_package() -> Response:
    """Add a package; its content is not changed afterwards, a better one replaces it."""
    form = PackageForm.read()
    fine = form.validate()
    conditions, wrong = read_conditions(request.form, form.items.data or [] if fine else [])
    if not fine or wrong:
        return _package_page(form, wrong)
    services.add_package(
        level=form.level.data,
        name_zh=form.name_zh.data or "",
        name_en=form.name_en.data or "",
        items=form.items.data or [],
        conditions=conditions,
        actor_id=access.visitor().account_id,
    )
    return htmx.go("admin_desk.packages", kept=1)


def _package_page(form: PackageForm, wrong: list[tuple[str, str]], status: int = 422) -> Response:
    items = item_rows(form.items.data or [], request.form, dict(wrong))
    return htmx.answer(
        "admin/add_package.html",
        status=status,
        form=form,
        items=items,
        wrong=wrong,
        work=occupation_options(),
    )


@desk.get("/desk/admin/fees")
@access.roles(Role.HQ_ADMIN)
def fees() -> Response:
    """Show the newest schedule, to publish the next one from it."""
    return _fees_page(FeesForm(valid_from=clock.today()), [], [])


@desk.post("/desk/admin/fees")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def publish_fees() -> Response:
    """Publish a new version from a day on; the one before stays as it was."""
    form, typed = FeesForm.read(), typed_fees(request.form, _sold())
    lines, wrong = read_fees(typed)
    if not form.validate() or wrong or not lines:
        return _fees_page(form, typed, wrong, status=422)
    services.publish_fees(lines=lines, valid_from=form.valid_from.data, actor_id=access.visitor().account_id)
    return htmx.go("admin_desk.fees", published=1)


def _sold() -> list[str]:
    """Give what has a line: all that the matrix sells, and what the newest schedule has besides."""
    data, newest = queries.newest_matrix_data(), queries.fee_schedules(1)
    sold = sold_codes(read_matrix(data)) if data else ()
    kept = [line.code for line in queries.fee_lines(newest[0] if newest else None)]
    return list(dict.fromkeys([*kept, *sold]))


def _fees_page(
    form: FeesForm, typed: list[TypedFee], wrong: list[tuple[str, str]], status: int = 200
) -> Response:
    schedules, in_force = queries.fee_schedules(), queries.fee_schedule()
    lines = queries.fee_lines(schedules[0] if schedules else None)
    kept = {one.code: (one.zh, one.en, one.yuan) for one in typed}
    return htmx.answer(
        "admin/fees.html",
        status=status,
        rows=fee_rows(_sold(), lines, kept, dict(wrong)),
        versions=fee_version_rows(schedules, in_force),
        form=form,
        wrong=wrong,
    )
