"""Two devices that save at the same moment, each in a transaction of its own (Q1)."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conftest import Act
from tests.questionnaires.conftest import House
from tests.questionnaires.test_services import begun, save
from webapp.questionnaires import queries, services

AHEAD = 1.0
"""Seconds in which the second device would be done, if it did not have to wait for the first one."""


class TestSaveAnswers:
    @pytest.mark.parametrize("behind", [0, 1])
    def test_who_comes_second_sees_what_the_first_one_wrote_and_nothing_of_either_is_lost(
        self, people: House, act: Act, behind: int
    ) -> None:
        with act():
            revision = begun(people).revision
        read, saved = threading.Event(), threading.Event()

        def on_the_phone() -> None:
            with act():
                held = queries.draft(client_id=people.shen.id, code="hra")
                read.set()
                saved.wait(AHEAD)
                save(people, {"high-glucose": [True]}, revision, by="phone", draft=held)

        def on_the_tablet() -> services.Saved:
            assert read.wait(30 * AHEAD)
            with act():
                found = save(people, {"high-glucose": [False]}, revision - behind, by="tablet")
            saved.set()
            return found

        with ThreadPoolExecutor(2) as pool:
            phone, tablet = pool.submit(on_the_phone), pool.submit(on_the_tablet)
            phone.result()
            assert tablet.result().stale
        with act():
            kept = queries.draft(client_id=people.shen.id, code="hra")
        assert kept
        assert kept.answers["high-glucose"] == [True]
        assert kept.parked == {"high-glucose": [False]}
