"""Three short steps: who, what and when, in her own words (T1). Earlier answers travel in the address."""

from __future__ import annotations

from flask import Response

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.complaints import queries, services
from webapp.complaints.forms import NOBODY, StoryForm, WhatForm, WhoForm
from webapp.complaints.presenters import client as present
from webapp.complaints.presenters.people import capacity_words
from webapp.complaints.views.blueprint import bp
from webapp.kernel import access, htmx, idempotency
from webapp.kernel.i18n import language, say
from webapp.organisation import queries as organisation


@bp.get("/complaints")
@access.roles(Role.CLIENT)
def cases() -> Response:
    """Show her cases and how to tell us something."""
    found = queries.cases_of_client(access.visitor().person_id)
    return htmx.answer("complaints/cases.html", rows=present.rows(found))


@bp.get("/complaints/new")
@access.roles(Role.CLIENT)
def choose_who() -> Response:
    """Step 1: who it is about."""
    return htmx.answer("complaints/choose_who.html", form=_who(WhoForm()))


@bp.get("/complaints/new/what")
@access.roles(Role.CLIENT)
def choose_what() -> Response:
    """Step 2: what it is about and when; a missing first answer shows step 1 again."""
    who = _who(WhoForm.read_query())
    if not who.validate():
        return _ask_who(who)
    return htmx.answer("complaints/choose_what.html", form=WhatForm(), kept={"who": who.who.data})


@bp.get("/complaints/new/story")
@access.roles(Role.CLIENT)
def tell() -> Response:
    """Step 3: in her own words; a missing earlier answer shows its step again."""
    return _with_steps(WhoForm.read_query(), WhatForm.read_query(), StoryForm(), 200)


@bp.post("/complaints/new/story")
@access.roles(Role.CLIENT)
@idempotency.once
def send() -> Response:
    """Take the complaint in, once, and show the receipt."""
    who, what, story = _who(WhoForm.read()), WhatForm.read(), StoryForm.read()
    if not (who.validate() and what.validate() and story.validate()):
        return _with_steps(who, what, story, 422)
    case = services.submit(
        client_id=access.visitor().person_id,
        complaint=services.Complaint(
            category=what.chosen,
            story=story.story.data or "",
            language=language(),
            happened_on=what.happened_on.data,
            staff_id=None if who.who.data == NOBODY else who.who.data,
            confidential=bool(story.confidential.data),
        ),
    )
    return htmx.go("complaints.receipt", case_id=case.id)


def _with_steps(who: WhoForm, what: WhatForm, story: StoryForm, status: int) -> Response:
    """Draw the first step that is not answered well, else the story."""
    if not _who(who).validate():
        return _ask_who(who)
    kept = {"who": who.who.data}
    if not what.validate():
        return htmx.answer("complaints/choose_what.html", status=422, form=what, kept=kept)
    kept |= {"category": what.category.data}
    if what.happened_on.data:
        kept |= {"happened_on": what.happened_on.data.isoformat()}
    return htmx.answer("complaints/tell.html", status=status, form=story, kept=kept)


def _ask_who(form: WhoForm) -> Response:
    return htmx.answer("complaints/choose_who.html", status=422, form=form)


def _who(form: WhoForm) -> WhoForm:
    client_id = access.visitor().person_id
    team = {one.staff_id: one.capacity for one in clients.care_team(client_id)}
    served = {one.staff_id: one.capacity for one in reversed(clients.staff_who_served(client_id))}
    capacities = served | team
    people = organisation.staff_named(list(capacities))
    ordered = [*team, *(one for one in served if one not in team)]
    return form.offer(
        [(one, say(people[one].name), capacity_words(capacities[one])) for one in ordered if one in people]
    )
