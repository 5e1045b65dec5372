"""`kangyue complaints …`: the table drawn, a quarter's figures, the figures of years."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def complaints() -> None:
    """How complaints move, and what became of them."""


@complaints.command()
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="a file instead of stdout")
def diagram(write: Path | None) -> None:
    """Draw the transition table (Markdown with a Mermaid diagram)."""
    from webapp.complaints.rules.diagram import document

    if write:
        write.write_text(document(), encoding="utf-8")
    else:
        click.echo(document(), nl=False)


@complaints.command()
@click.option("--quarter", required=True, help="2026Q4")
@click.option("--format", "_form", type=click.Choice(["csv"]), default="csv")
@click.option("--internal", is_flag=True, help="the quarter that runs too: for the company alone")
def stats(quarter: str, _form: str, internal: bool) -> None:
    """Print a quarter's published figures, one line for each branch and figure.

    A quarter that runs is not published: day by day its figures would tell of single people.
    """
    import csv
    import sys

    from webapp.app import create_app
    from webapp.complaints import queries
    from webapp.complaints.rules import statistics
    from webapp.kernel import clock
    from webapp.organisation import queries as organisation

    asked = statistics.quarter(quarter)
    if asked is None:
        raise click.UsageError(f"{quarter!a} is no quarter: write it like 2026Q4")
    if not (internal or asked.over(clock.today())):
        raise click.UsageError(
            f"{asked} is not over: published by {asked.shown_by}; --internal for the company"
        )
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(["quarter", "branch", "figure", "value"])
    with create_app().app_context():
        codes = {one.id: one.code for one in organisation.branches()}
        for branch_id, told in queries.published(asked, queries.count_log([asked])).items():
            lines.writerows([str(asked), codes[branch_id], figure, value] for figure, value in told.items())


@complaints.command()
@click.option("--from", "first", required=True, type=click.IntRange(2000, 2099), help="the first year")
@click.option("--until", "last", required=True, type=click.IntRange(2000, 2099), help="the last year")
@click.option("--format", "_form", type=click.Choice(["csv"]), default="csv")
def trend(first: int, last: int, _form: str) -> None:
    """Print the published figures of years, each quarter and year that is over: one line for each branch and figure."""
    import csv
    import sys

    from webapp.app import create_app
    from webapp.complaints import queries
    from webapp.organisation import queries as organisation

    if first > last:
        raise click.UsageError(f"{first} is after {last}")
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(["period", "branch", "figure", "value"])
    with create_app().app_context():
        codes = {one.id: one.code for one in organisation.branches()}
        years = range(first, last + 1)
        counts = queries.count_log([one for year in years for one in queries.quarters_of(year)])
        for branch_id, rows in queries.published_years(years, counts).branches.items():
            for row in rows:
                lines.writerows(
                    [row.period, codes[branch_id], figure, value] for figure, value in row.told.items()
                )
