"""The client's own figures over the years, and every reading of one item (R3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.exams import queries
from webapp.exams.presenters.figures import exam_lines, reading_lines, twin
from webapp.exams.presenters.home import address_word, kind_rows
from webapp.exams.presenters.sheet import item_name
from webapp.exams.presenters.trends import chapters, chart
from webapp.exams.rules.catalogue import Kind, lab_items
from webapp.exams.rules.home import CODES
from webapp.exams.views.blueprint import bp, own_self
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.pages import link
from webapp.records import queries as records


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages on which figures are shown: the client's own or the desk's."""

    client: clients.Client
    all_page: str
    one_page: str
    figure: Callable[[str], str]
    reading: Callable[[str], str]
    ask: Callable[[str], str] | None


@bp.get("/figures")
@access.roles(Role.CLIENT)
def figures() -> Response:
    """Show all figures as small drawings, with their table."""
    return all_figures(_own())


@bp.get("/figures/<code>")
@access.roles(Role.CLIENT)
def figure(code: str) -> Response:
    """Show every reading of one item."""
    return one_figure(_own(), code)


def _own() -> Pages:
    return Pages(
        client=own_self(),
        all_page="exams/figures.html",
        one_page="exams/figure.html",
        figure=lambda code: link("exams.figure", code=code),
        reading=lambda reading_id: link("exams.reading", reading_id=reading_id),
        ask=lambda kind: link("exams.ask_reading", kind=kind),
    )


def all_figures(pages: Pages) -> Response:
    """Answer with all of a client's figures."""
    found = queries.figures(client=pages.client)
    first, others = chapters(found.series.values())
    return htmx.answer(
        pages.all_page,
        client=pages.client,
        first=first,
        others=others,
        twin=twin(found.series),
        figure_href=pages.figure,
        kinds=kind_rows(pages.ask) if pages.ask else (),
    )


def one_figure(pages: Pages, code: str) -> Response:
    """Answer with every reading of one item; NotYours for a code that is no figure's."""
    item = lab_items().get(code)
    if item is None or item.kind is not Kind.NUMBER:
        raise NotYours
    client = pages.client
    found = queries.figures(client=client, code=code)
    listed = records.readings_of(client_id=client.id, code=code, after=request.args.get("after", ""))
    kind = next((kind for kind, codes in CODES.items() if code in codes), None)
    return htmx.answer(
        pages.one_page,
        client=client,
        name=item_name(item),
        charts=[chart(one) for one in found.series.values()],
        exams=exam_lines(found.exams),
        readings=reading_lines(listed.rows, lambda row: queries.reading_point(client, row), pages.reading),
        after=listed.after,
        more_href=f"{pages.figure(code)}?{urlencode({'after': listed.after})}",
        ask=pages.ask(address_word(kind)) if pages.ask and kind else "",
    )
