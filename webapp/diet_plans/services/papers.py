"""A week of meals as a PDF (D6): asked for in a request, set by a worker, kept sealed, swept with its key."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete, select, update

from webapp.clients import queries as clients
from webapp.diet_plans import queries
from webapp.diet_plans.models import DietWeekPaper
from webapp.diet_plans.presenters.paper import Eater, paper
from webapp.diet_plans.refusals import NoPlanYet
from webapp.gateways import pdf
from webapp.kernel import audit, clock, i18n, ids, jobs, transaction, uploads
from webapp.kernel.db import changed, db
from webapp.kernel.errors import NotYours
from webapp.kernel.inserting import insert_new
from webapp.records import services as records
from webapp.toolbox.words import Language

TEMPLATE = "diet_plans/week"
KIND = "DIET_WEEK"
OFFERED = timedelta(days=7)
_DAYS = timedelta(days=6)
_JOB = "diet_plans.make_week_paper"
_BATCH = 200


def ask_for_week_paper(*, client_id: str, branch_id: str, language: Language, account_id: str) -> None:
    """Have a worker set today and the six days after it; while one in this language is being made, it is that one.

    Raises NoPlanYet where nothing is in effect.
    """
    if queries.effective_version(client_id) is None:
        raise NoPlanYet
    paper_id, now = ids.new_id(), clock.now()
    is_new = insert_new(
        DietWeekPaper,
        id=paper_id,
        branch_id=branch_id,
        client_id=client_id,
        first_day=clock.today(),
        language=language,
        asked_by=account_id,
        asked_at=now,
        ends_at=now + OFFERED,
    )
    if is_new:
        _note("diet_plans.week_paper.asked", client_id, branch_id, {"paper": paper_id, "language": language})
    row = queries.week_paper_being_made(client_id=client_id, language=language)
    if row is None:
        raise NotYours
    jobs.enqueue(_JOB, {"paper_id": row.id}, unique=f"{_JOB}:{row.id}@{now:%Y%m%d%H}")


@jobs.handler(_JOB, outside=True)
def make_week_paper(task: jobs.Task) -> None:
    """Set the week as it stands now, outside any transaction, then keep it; run twice, it keeps one."""
    paper_id = task.payload["paper_id"]
    with transaction.reading():
        row = queries.unmade_week_paper(paper_id)
        made = typeset(row.client_id, row.language, row.first_day) if row else None
    if made is None:
        return
    with transaction.unit_of_work():
        _keep(paper_id, made)


def typeset(client_id: str, language: Language, first: date) -> pdf.Typeset:
    """Set seven days of a client's meals in one language. Raises NotYours for nobody's id."""
    client, now = clients.client(client_id), clock.now()
    if client is None:
        raise NotYours
    calendar = queries.calendar(client_id, first=first, last=first + _DAYS)
    with i18n.speaking(language):
        content = paper(calendar, Eater(client.name, client.allergens), first=first, at=now)
    return pdf.gateway().typeset(TEMPLATE, content, language=language, made_at=now)


def _keep(paper_id: str, made: pdf.Typeset) -> None:
    """Keep the finished paper in place of earlier ones in its language."""
    row = queries.unmade_week_paper(paper_id)
    if row is None:
        return
    content = uploads.Checked(uploads.FileType.PDF, made.file)
    whose = {"client_id": row.client_id, "branch_id": row.branch_id}
    file = records.keep_file(**whose, kind=KIND, upload=uploads.Upload("", content), account_id=row.asked_by)
    now = clock.now()
    unmade = update(DietWeekPaper).where(DietWeekPaper.id == paper_id, DietWeekPaper.file_id.is_(None))
    if not changed(unmade.values(file_id=file.id, pages=made.pages, made_at=now, ends_at=now + OFFERED)):
        raise NotYours
    mine = (DietWeekPaper.client_id == row.client_id, DietWeekPaper.language == row.language)
    earlier = select(DietWeekPaper).where(*mine, DietWeekPaper.id != paper_id)
    _discard(list(db.session.scalars(earlier)))
    details = {"paper": paper_id, "pages": made.pages, "sha256": file.sha256}
    _note("diet_plans.week_paper.made", row.client_id, row.branch_id, details)


@jobs.recurring("diet_plans.week_papers", every=timedelta(hours=24))
def sweep_week_papers(_task: jobs.Task) -> None:
    """Take away papers past their days: the row with the key at once, the sealed bytes with the next sweep."""
    past = select(DietWeekPaper).where(DietWeekPaper.ends_at <= clock.now())
    while found := list(db.session.scalars(past.order_by(DietWeekPaper.ends_at).limit(_BATCH))):
        _discard(found)


def _discard(rows: list[DietWeekPaper]) -> None:
    """Delete papers with what opens them; one that was never finished has no file."""
    file_ids = [one.file_id for one in rows if one.file_id]
    changed(delete(DietWeekPaper).where(DietWeekPaper.id.in_([one.id for one in rows])))
    for file_id in file_ids:
        records.discard_file(file_id=file_id)


def _note(action: str, client_id: str, branch_id: str, details: dict[str, object]) -> None:
    audit.record(action, subject=("client", client_id), branch_id=branch_id, details=details)
