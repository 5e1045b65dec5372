"""Questions about complaints. Read only; every one that shows a case asks who may see it."""

from webapp.complaints.queries.desk import (
    Dossier,
    dossier,
    may_see,
    of_respondents,
    person,
)
from webapp.complaints.queries.drafts import answers, draft, draft_row
from webapp.complaints.queries.own import (
    OpenCase,
    case_of_client,
    cases_of_client,
    open_of_client,
    own_part,
    own_parts,
    reply_days,
    states_of,
)
from webapp.complaints.queries.people import open_load, providers, recused, respondents
from webapp.complaints.queries.records import clocks, events, evidence, messages, notes
from webapp.complaints.queries.timers import on_standby, overdue_clocks, silent, unopposed
from webapp.complaints.queries.work_list import Queue, queue, sizes

__all__ = [
    "Dossier",
    "OpenCase",
    "Queue",
    "answers",
    "case_of_client",
    "cases_of_client",
    "clocks",
    "dossier",
    "draft",
    "draft_row",
    "events",
    "evidence",
    "may_see",
    "messages",
    "notes",
    "of_respondents",
    "on_standby",
    "open_load",
    "open_of_client",
    "overdue_clocks",
    "own_part",
    "own_parts",
    "person",
    "providers",
    "queue",
    "recused",
    "reply_days",
    "respondents",
    "silent",
    "sizes",
    "states_of",
    "unopposed",
]
