"""Staff pages: a client's submitted answers, read only, and who looked is noted (A6)."""

from __future__ import annotations

from functools import partial

from flask import Response

from webapp.accounts.rules import Role
from webapp.clients import queries as clients
from webapp.kernel import access, htmx
from webapp.kernel.errors import NotYours
from webapp.kernel.pages import link
from webapp.questionnaires import queries
from webapp.questionnaires.desk.blueprint import READERS, WRITERS, desk, note, sent_by, sent_whole
from webapp.questionnaires.presenters import pages, sheet
from webapp.questionnaires.presenters.attached import folder_of
from webapp.questionnaires.presenters.following import follow_up
from webapp.questionnaires.presenters.scores import said
from webapp.questionnaires.rules import fillers
from webapp.questionnaires.rules.repeating import answers_in
from webapp.questionnaires.views.blueprint import saved_to_disk
from webapp.toolbox import cells


@desk.get("/desk/clients/<id:client_id>/questionnaires")
@access.roles(*READERS)
def client_responses(client_id: str) -> Response:
    """List what a client has sent and what is being filled."""
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    note(client.id, "questionnaires")
    return htmx.answer(
        "questionnaires/client_responses.html",
        client=client,
        responses=[(one, queries.parsed(one.definition_id).title) for one in queries.responses_of(client.id)],
        drafts=queries.drafts(client.id),
        titles=[(code, title) for code, title in queries.titles() if fillers.is_typed_from_paper(code)],
        may_enter=access.visitor().role != Role.NUTRITIONIST,
    )


@desk.get("/desk/clients/<id:client_id>/questionnaires/<id:response_id>")
@access.roles(*READERS)
def client_answers(client_id: str, response_id: str) -> Response:
    """Show a client's submitted answers in the wording of their day."""
    client, found = sent_whole(client_id, response_id)
    row, score = found.response, found.score
    note(client.id, f"questionnaire {row.number}")
    words = sheet.words(found, partial(_href, client.id), folder_of(client.id))
    return htmx.answer(
        "questionnaires/client_answers.html",
        client=client,
        said=said(row.code, score, words["form"]) if score else None,
        may_correct=access.visitor().role in WRITERS,
        may_ask=access.visitor().role in (Role.HEALTH_MANAGER, Role.FAMILY_DOCTOR),
        **follow_up(row),
        **words,
    )


@desk.get("/desk/clients/<id:client_id>/questionnaires/<id:response_id>/table")
@access.roles(*READERS)
def answers_table(client_id: str, response_id: str) -> Response:
    """Give the answers as a CSV file: section, question, answer; the export is noted (A6)."""
    client, row = sent_by(client_id, response_id)
    note(client.id, f"export {row.number}")
    form = queries.parsed(row.definition_id)
    found = pages.parts(form, answers_in(form, row.response))
    lines = [(part.title, line.question, line.answer) for part in found for line in part.lines]
    answer = Response(cells.table(lines), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.number}.csv"'
    return answer


@desk.get("/desk/clients/<id:client_id>/questionnaires/files/<id:file_id>")
@access.roles(*READERS)
def file(client_id: str, file_id: str) -> Response:
    """Give a file of a client's answers, sent or brought on paper; the look is noted (A6)."""
    client = clients.reachable(client_id=client_id, visitor=access.visitor())
    found = queries.attached_file(file_id)
    if found is None or found[0].client_id != client.id or not found[0].is_open_to_staff:
        raise NotYours
    note(client.id, f"questionnaire {found[0].code}")
    return saved_to_disk(found[1])


def _href(client_id: str, response_id: str) -> str:
    return link("questionnaires_desk.client_answers", client_id=client_id, response_id=response_id)
