"""Having one's own record made into a document: asked for in a request, set by a worker (A6)."""

from __future__ import annotations

from webapp.gateways import pdf
from webapp.home.presenters.paper import paper
from webapp.home.queries import whole_record
from webapp.kernel import clock, i18n, jobs, transaction, uploads
from webapp.records import queries
from webapp.records import services as records
from webapp.toolbox.words import Language

TEMPLATE = "home/record"
_JOB = "home.make_copy"


def ask_for_copy(*, client_id: str, branch_id: str, language: Language, account_id: str) -> None:
    """Have a worker make a copy; asked again within the hour while one is being made, nothing more happens."""
    row = records.ask_for_copy(
        client_id=client_id, branch_id=branch_id, language=language, account_id=account_id
    )
    hour = clock.now().strftime("%Y%m%d%H")
    jobs.enqueue(_JOB, {"copy_id": row.id}, unique=f"{_JOB}:{row.id}@{hour}")


@jobs.handler(_JOB, outside=True)
def make_copy(task: jobs.Task) -> None:
    """Set the record as it stands now, outside any transaction, then keep it; run twice, it keeps one."""
    copy_id = task.payload["copy_id"]
    with transaction.reading():
        row = queries.unmade_copy(copy_id)
        made = typeset(row.client_id, row.language) if row else None
    if made is None:
        return
    content = uploads.Checked(uploads.FileType.PDF, made.file)
    with transaction.unit_of_work():
        records.keep_copy(copy_id=copy_id, upload=uploads.Upload("", content), pages=made.pages)


def typeset(client_id: str, language: Language) -> pdf.Typeset:
    """Set a client's whole record in one language. Raises NotYours for nobody's id."""
    now = clock.now()
    with i18n.speaking(language):
        content = paper(whole_record(client_id), at=now)
    return pdf.gateway().typeset(TEMPLATE, content, language=language, made_at=now)
