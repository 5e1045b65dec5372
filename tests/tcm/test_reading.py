"""Who reads a record: every answer in the words of its day, no text comes alive, a score that differs is seen (T1, Q6, Q7)."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import Act
from tests.listening import listening
from tests.questionnaires.desk.conftest import in_english
from tests.questionnaires.test_markers import ALIVE, MARKED, MARKERS
from tests.questionnaires.versions import publish
from tests.tcm.test_views import TIED, Village, filled, signed, village
from webapp.accounts.rules import Role
from webapp.kernel import clock, jobs
from webapp.kernel.db import db
from webapp.notices import queries as notices
from webapp.organisation import queries as organisation
from webapp.questionnaires import queries as questionnaires
from webapp.tcm import queries, services
from webapp.tcm.models import TcmDoubt
from webapp.tcm.rules import content
from webapp.toolbox.packaged import text
from webapp.toolbox.signature import own

__all__ = ["village"]

TASK = jobs.Task("0" * 20, "tcm.scores", {}, 1)
THIRD = "<dt>3. {words}</dt><dd><b>Rarely (a little / occasionally)</b></dd>"


def number(path: str) -> str:
    return path.rpartition("/")[2]


class TestTold:
    def test_who_looks_again_and_the_client_read_all_answers_in_the_words_of_that_day(
        self, app: Flask, village: Village, act: Act
    ) -> None:
        # Given a signed record, and a later version of the form that asks in other words
        path = signed(village, {3: "2"})
        with act():
            asked = queries.forms()["tcm33"][1].index["tcm33-3"].text.en
            publish(
                text("questionnaires", "tcm33").replace(asked, "Out of breath?").replace("1.0.0", "9.0.0")
            )
        # Then whoever confirms reads 33 and 5 answers as they were asked, and the client afterwards
        with listening(app) as seen:
            page = in_english(village.boss).get(path).text
        assert len(seen) <= 12, seen
        assert THIRD.format(words=asked) in page
        assert page.count("<dd><b>") == 38
        village.boss.post(f"{path}/confirmation")
        with listening(app) as seen:
            mine = village.client.get(f"/tcm/{number(path)}").text
        assert len(seen) <= 6, seen
        assert THIRD.format(words=asked) in mine


class TestMarkers:
    def test_no_written_word_of_a_record_becomes_an_element(self, village: Village) -> None:
        path = filled(village, TIED)
        given = {"ticks-qi_deficiency": ["OTHER"], "words-qi_deficiency": MARKED}
        proxy = {"signer": "PROXY", "proxy_name": MARKERS[1], "relation": "OTHER", "reason": MARKERS[2]}
        assert village.asker.post(f"{path}/signature", data=proxy | given).status_code == 303
        village.boss.post(f"{path}/return", data={"remarks": MARKED})
        pages = [village.asker.get(village.form), village.asker.get(path)]
        village.asker.post(f"{path}/signature", data=proxy | given)
        decided = {"primary": "yin_deficiency", "reason": MARKED}
        assert village.doctor.post(f"{path}/decision", data=decided).status_code == 303
        pages.append(village.boss.get(path))
        assert village.boss.post(f"{path}/confirmation").status_code == 303
        mine = f"/tcm/{number(path)}"
        pages += [village.boss.get(path), village.boss.get(f"{path}/print")]
        pages += [village.client.get(mine), village.client.get(f"{mine}/print")]
        for page in pages:
            assert page.status_code == 200
            assert "&lt;script&gt;hit()" in page.text
            assert not ALIVE.search(page.text)


class TestRecheckScores:
    @pytest.fixture
    def doubtful(self, village: Village, act: Act) -> str:
        """A signed record whose score was worked out wrongly; gives its path."""
        path = filled(village)
        with act():
            row = queries.record(number(path))
            assert row
            found = queries.forms()
            forms = {name: form for name, (_, form) in found.items()}
            pins = {name: questionnaires.pin(row_id) for name, (row_id, _) in found.items()}
            whole: Any = copy.deepcopy(content.content(forms, pins, row.answers, "2026-11-22T08:00:00Z"))
            whole["tcm33"]["score"]["parts"]["primary"] = "qi_deficiency"
            row.content, row.signature = whole, own("Shen Zhihe").as_json()
            row.status, row.signed_at = "SIGNED", clock.now()
        return path

    def test_what_the_answers_give_raises_no_doubt(self, village: Village, act: Act) -> None:
        path = signed(village)
        with act():
            services.recheck_scores(TASK)
            assert not db.session.scalars(select(TcmDoubt)).all()
        assert "The score differs" not in in_english(village.boss).get(path).text

    def test_a_score_that_differs_is_told_once_and_stands_on_the_record(
        self, village: Village, act: Act, doubtful: str
    ) -> None:
        for _ in range(2):
            with act():
                services.recheck_scores(TASK)
        with act():
            (doubt,) = db.session.scalars(select(TcmDoubt)).all()
            assert doubt.record_id == number(doubtful)
            (boss,) = organisation.staff_of(branch_id=doubt.branch_id, role=Role.BRANCH_MANAGER)
            (told,) = notices.inbox(account_id=boss.account_id).rows
            assert told.link == doubtful
        assert "The score differs from what the answers give" in in_english(village.boss).get(doubtful).text
