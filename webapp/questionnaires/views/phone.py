"""What a phone sends and asks by itself, as JSON: a draft's answers, a finished response, a form to fill offline."""

from __future__ import annotations

import json

from flask import Response, jsonify, request

from webapp.accounts.rules import Role
from webapp.kernel import access, i18n, idempotency, pwa, security
from webapp.kernel.errors import BadInput, NotYours
from webapp.kernel.pages import link
from webapp.questionnaires import queries, services
from webapp.questionnaires.forms import AmendForm, read_draft, read_finished
from webapp.questionnaires.presenters import packing
from webapp.questionnaires.rules.fillers import is_for_clients
from webapp.questionnaires.views.blueprint import bp, mine
from webapp.toolbox.words import LANGUAGES

_AGAIN = 425  # a phone sends the same again in a moment


@bp.get("/questionnaires/packs/<id:definition_id>/<language>")
@access.roles(Role.CLIENT)
def pack(definition_id: str, language: str) -> Response:
    """Give all that a phone needs to draw a questionnaire without a network; holds nobody's data."""
    tongue = next((one for one in LANGUAGES if one == language), None)
    row = queries.definition(definition_id)
    if tongue is None or row is None or row.status == "DRAFT" or not is_for_clients(row.code):
        raise NotYours
    with i18n.speaking(tongue):
        words = packing.pack(row, tongue)
    answer = Response(json.dumps(words, ensure_ascii=False), mimetype="application/json")
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


@bp.get("/q/offline")
@access.public
def offline() -> Response:
    """Draw the page on which a phone fills in a questionnaire without a network; it is the same for everybody."""
    return pwa.shell("questionnaires/offline.html", form=AmendForm())


pwa.keep_shell(
    pwa.Shell(
        address="/q/offline",
        pattern=r"^/questionnaires/[A-Za-z0-9._-]+(/parts/[0-9]+|/review)?$",
        scripts=("js/filling/shell.js", "js/signature.js"),
    )
)


@bp.get("/questionnaires/<code>/answers")
@access.roles(Role.CLIENT)
def draft(code: str) -> Response:
    """Give the server's draft as a phone keeps it: what was typed, and the revision it has."""
    filling = queries.draft(client_id=access.visitor().person_id, code=mine(code))
    if filling is None:
        raise NotYours
    return jsonify(packing.draft(filling))


@bp.post("/questionnaires/<code>/answers")
@access.roles(Role.CLIENT)
def save_draft(code: str) -> Response:
    """Keep answers that a phone brings (Q1).

    Where another device changed the same ones, they are kept beside; `conflict` is where the person chooses. 410 with
    `code` "draft-deleted": the server's draft is gone, the phone may bring its answers again as a new one (revision 0).
    425: another device wrote at the same moment. `files` are named and not here yet: the phone brings them.
    """
    who = access.visitor()
    posted = read_draft(security.posted_json())
    try:
        saved = services.bring(
            client_id=who.person_id,
            branch_id=who.branch_id,
            code=mine(code),
            actor_id=who.account_id,
            definition_id=posted.definition_id,
            raw=posted.raw,
            revision=posted.revision,
            place=posted.place,
            token=posted.token,
            draft_id=posted.draft_id,
        )
    except (services.DraftDeleted, services.SentAlready) as refusal:
        return _refuse(refusal.status, refusal.message(), code=refusal.code)
    except services.WrittenMeanwhile as refusal:
        return _refuse(_AGAIN, refusal.message())
    return _brought(code, saved, queries.absent(client_id=who.person_id, raw=posted.raw))


def _brought(code: str, saved: services.Saved, absent: list[str]) -> Response:
    filling = saved.filling
    choose = link("questionnaires.section", code=code, number=filling.place) if saved.stale else ""
    return jsonify(
        revision=filling.revision,
        saved_at=filling.saved_at.isoformat(),
        time=i18n.time_of_day(filling.saved_at),
        conflict=choose,
        files=absent,
    )


@bp.post("/questionnaires/<code>/responses")
@access.roles(Role.CLIENT)
@idempotency.once
def take_response(code: str) -> Response:
    """Take what was finished on a phone, exactly once (Q2); 422 names each question that stands against it."""
    if not request.headers.get("Idempotency-Key"):
        raise BadInput("Idempotency-Key")
    who = access.visitor()
    finished = read_finished(security.posted_json())
    try:
        row = services.take_finished(
            client_id=who.person_id,
            branch_id=who.branch_id,
            code=mine(code),
            actor_id=who.account_id,
            definition_id=finished.definition_id,
            raw=finished.raw,
            signature=finished.signature,
            amends_id=finished.amends_id,
            reason=finished.why,
            seen=services.Seen(finished.draft_id, finished.revision, finished.token, finished.at),
        )
    except services.SentAlready as refusal:
        return _refuse(refusal.status, refusal.message(), code=refusal.code)
    except services.NotComplete as refusal:
        absent = queries.absent(client_id=who.person_id, raw=finished.raw)
        return _refuse(422, refusal.message(), issues=refusal.link_ids, files=absent)
    except services.BadSignature as refusal:
        return _refuse(422, refusal.message(), fields=[field for field, _words in refusal.problems()])
    answer = jsonify(number=row.number, receipt=link("questionnaires.receipt", response_id=row.id))
    answer.status_code = 201
    return answer


def _refuse(status: int, error: str, **more: object) -> Response:
    answer = jsonify(error=error, **more)
    answer.status_code = status
    return answer
