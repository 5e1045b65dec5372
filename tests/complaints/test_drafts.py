"""What a client has told so far, before she sends it."""

from __future__ import annotations

from datetime import timedelta

from tests.factories import complaints as factory
from tests.factories.complaints import Company
from webapp.complaints import queries, services
from webapp.kernel import clock
from webapp.kernel.db import db


class TestKeepDraft:
    def test_what_is_told_so_far_is_sealed_in_the_database(self, company: Company) -> None:
        keep(company, who=company.served.id, category="PRIVACY")
        db.session.flush()
        raw = db.session.connection().exec_driver_sql("SELECT answers FROM complaint_draft").scalar_one()
        assert company.served.id not in str(raw)
        assert "PRIVACY" not in str(raw)

    def test_a_later_answer_stands_beside_the_earlier_one(self, company: Company) -> None:
        keep(company, who="nobody")
        keep(company, category="DIET")
        assert queries.draft(company.client.id) == {"who": "nobody", "category": "DIET"}

    def test_after_three_days_it_is_neither_shown_nor_kept(self, company: Company) -> None:
        with clock.at(factory.NOW):
            keep(company, who="nobody")
        with clock.at(factory.NOW + timedelta(days=3, seconds=1)):
            assert queries.draft(company.client.id) == {}
            assert services.forget_old_drafts() == 1
            assert services.forget_old_drafts() == 0


def keep(company: Company, **answers: str) -> None:
    """Keep answers of the client's."""
    services.keep_draft(client_id=company.client.id, branch_id=company.branch.id, **answers)
