"""A few rounds of each trial; `make faults` runs all of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests import serving
from tests.browser import CHROMIUM
from tests.faults import controls, kills, queueing, returns, updates
from tests.faults.device import Phone, switched_on
from tests.faults.proxy import Proxy
from tests.serving import Server

pytestmark = [
    pytest.mark.long,
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(
        not Path(os.environ.get("CHROME_PATH", CHROMIUM)).exists() and not os.environ.get("CI"),
        reason="no Chromium: apt-get install chromium fonts-noto-cjk",
    ),
]
FEW, KILLS = 8, 3
APART = 1_000
"""Above the numbers of the queue, which goes through the same server."""


class TestKill:
    def test_what_was_shown_as_saved_is_there_again(self, phone: Phone, proxy: Proxy, server: Server) -> None:
        trial = kills.Trial(phone, proxy, server.state, "few", first=APART)
        outcome = trial.run(server.somebody("CLIENT", 1), KILLS)
        assert outcome.holds, str(outcome)


class TestUpdate:
    def test_an_open_form_goes_on_through_two_new_versions(
        self, playwright: Playwright, seeded: Path, tmp_path: Path
    ) -> None:
        state, port = tmp_path / "state", serving.free_port()
        shutil.copytree(seeded, state)
        phone = Phone(playwright, tmp_path / "phone", f"http://localhost:{port}")
        with switched_on(phone) as page:
            trial = updates.Trial(page, tmp_path / "versions", state, port)
            outcome = trial.run(lambda person: phone.sign_in(page, person))
        assert outcome.holds, str(outcome)


class TestQueue:
    def test_everything_arrives_once_and_in_order(self, phone: Phone, proxy: Proxy, server: Server) -> None:
        client = server.somebody("CLIENT")
        outcome = queueing.try_queue(phone, proxy, server.state, client, FEW, patience=60)
        assert outcome.holds, str(outcome)

    def test_a_wrong_build_is_found_out(self, phone: Phone, proxy: Proxy, server: Server) -> None:
        proxy.instead = controls.wrong_build(server, controls.HASTY)
        client = server.somebody("CLIENT")
        outcome = queueing.try_queue(phone, proxy, server.state, client, FEW, patience=60)
        assert not outcome.holds, str(outcome)


class TestReturn:
    def test_what_waits_goes_soon_after_the_server_or_the_device_is_back(
        self, phone: Phone, proxy: Proxy, server: Server
    ) -> None:
        client = server.somebody("CLIENT")
        outcome = returns.try_return(phone, proxy, server.state, client, [1.0])
        assert outcome.holds, str(outcome)
