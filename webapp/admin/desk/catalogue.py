"""Exam packages and the one public fee schedule (P4)."""

from __future__ import annotations

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.admin.desk.blueprint import desk
from webapp.admin.forms.catalogue import PackageForm, read_conditions, read_fees
from webapp.admin.presenters.catalogue import fee_rows, item_rows, line_words, package_rows
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.errors import NotYours
from webapp.plans import queries, services


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
    return htmx.answer("admin/add_package.html", status=status, form=form, items=items, wrong=wrong)


@desk.get("/desk/admin/fees")
@access.roles(Role.HQ_ADMIN)
def fees() -> Response:
    """Show the schedule in force, to publish the next one."""
    return _fees_page({}, [])


@desk.post("/desk/admin/fees")
@access.roles(Role.HQ_ADMIN)
@idempotency.once
def publish_fees() -> Response:
    """Publish a new version; the one before stays as it was."""
    lines, wrong = read_fees(request.form, queries.fees())
    if wrong or not lines:
        return _fees_page(dict(request.form), wrong)
    services.publish_fees(lines=lines, actor_id=access.visitor().account_id)
    return htmx.go("admin_desk.fees", published=1)


def _fees_page(typed: dict[str, str], wrong: list[tuple[str, str]]) -> Response:
    return htmx.answer(
        "admin/fees.html",
        status=422 if wrong else 200,
        rows=fee_rows(queries.fees(), typed, dict(wrong)),
        schedule=queries.fee_schedule(),
        wrong=wrong,
    )
