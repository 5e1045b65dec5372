"""`kangyue diet import-foods`: the food table; `kangyue diet export`: a published plan as JSON."""

from __future__ import annotations

import click


@click.group("diet")
def diet_group() -> None:
    """Diet plans: the food table, published plans."""


@diet_group.command("import-foods")
def import_foods() -> None:
    """Fill headquarters' food table with the foods that come with the program, or bring those up to date.

    Plans that were published keep the foods as they were.
    """
    # Imported here: the other commands do without the application.
    from webapp.app import create_app
    from webapp.diet_plans import services
    from webapp.kernel import transaction

    with create_app().app_context(), transaction.unit_of_work():
        filled = services.import_shipped()
    click.echo(f"foods: {filled.added} added, {filled.changed} changed, {filled.same} as before")


@diet_group.command("export")
@click.argument("version_id")
def export_version(version_id: str) -> None:
    """Print a published version with its foods, targets and all totals as JSON; the audit chain notes it."""
    from webapp.app import create_app
    from webapp.diet_plans import queries, services
    from webapp.diet_plans.presenters.export import export_text
    from webapp.kernel import transaction
    from webapp.kernel.errors import NotYours

    with create_app().app_context(), transaction.unit_of_work():
        try:
            found = services.export_version(version_id=version_id)
        except NotYours as unknown:
            raise click.ClickException(f"no version {version_id}") from unknown
        click.echo(export_text(found, queries.text_of(version_id)))
