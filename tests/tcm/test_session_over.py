"""What was asked while the session ended waits for the same colleague (Q5)."""

from __future__ import annotations

import re
from html import unescape

from tests.conftest import Act, SignIn
from tests.questionnaires.test_session_over import press
from tests.tcm.test_views import Village, answers, filled, village
from webapp.accounts import services as accounts
from webapp.organisation import queries as organisation
from webapp.tcm import queries

__all__ = ["village"]


class TestKept:
    def test_the_asked_questions_and_the_signed_page_arrive_after_signing_in_again(
        self, village: Village, act: Act, sign_in: SignIn
    ) -> None:
        record_id = filled(village).rpartition("/")[2]
        with act():
            row = queries.record(record_id)
            assert row
            asker = organisation.staff(row.filled_by)
            assert asker
            account_id = asker.account_id
        signing = {"signer": "OWN", "name": "Shen Zhihe", "ticks-balanced": "DIET", "words-balanced": ""}
        posts = [
            (village.form, answers({9: "4"}) | {"go": "stay"}),
            (f"/desk/tcm/{record_id}/signature", signing),
        ]
        for path, sent in posts:
            with act():
                accounts.end_sessions(account_id=account_id)
            late = village.asker.post(path, data=sent)
            assert late.status_code == 401
            way_on = re.search(r'href="/sign-in/staff\?next=([^"]+)"', late.text)
            assert way_on
            sign_in(village.asker, account_id)
            page = village.asker.get(unescape(way_on[1]).replace("%2F", "/"))
            assert press(village.asker, page).status_code == 303
        with act():
            row = queries.record(record_id)
            assert row
            assert row.answers["tcm33-9"][0]["code"] == "4"
            assert row.guidance == {"ticks": {"balanced": ["DIET"]}, "words": {}}
            assert row.status == "SIGNED"
