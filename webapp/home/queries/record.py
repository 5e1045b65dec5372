"""A client's whole record, gathered for the person it is about (A6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.assessments import queries as assessments
from webapp.assessments.queries import Assessment
from webapp.clients import queries as clients
from webapp.clients.queries import Client, Consent
from webapp.diet_plans import queries as diet_plans
from webapp.diet_plans.queries import Marked, Published, Spoken
from webapp.exams import queries as exams
from webapp.exams.queries import Held, Page, Verified
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.organisation.queries import Institution
from webapp.questionnaires import queries as questionnaires
from webapp.questionnaires.queries import Answered
from webapp.records import queries as records
from webapp.records.queries import Measurement


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that is kept about one client and may be read by her: no drafts, no unreleased report."""

    client: Client
    consents: Sequence[Consent]
    answered: Answered
    bookings: Sequence[Held]
    reports: Sequence[Verified]
    originals: Sequence[Page]
    institutions: dict[str, Institution]
    measurements: Sequence[Measurement]
    assessments: Sequence[Assessment]
    diet_plans: Sequence[Published]
    meals: Sequence[Marked]
    questions: Sequence[Spoken]


def whole_record(client_id: str) -> Record:
    """Gather one client's record in a dozen statements. Raises `NotYours` for nobody's id."""
    client = clients.client(client_id)
    if client is None:
        raise NotYours
    plans = diet_plans.all_published(client_id)
    return Record(
        client=client,
        consents=clients.consents(client_id),
        answered=questionnaires.answered_by(client_id),
        bookings=exams.bookings_of(client_id),
        reports=exams.verified_reports(client_id),
        originals=exams.originals_of(client_id),
        institutions={one.id: one for one in organisation.institutions()},
        measurements=records.measurements_of(client_id),
        assessments=assessments.released_in_full(client_id),
        diet_plans=plans,
        meals=diet_plans.marked(client_id, plans),
        questions=diet_plans.whole_thread(client_id),
    )
