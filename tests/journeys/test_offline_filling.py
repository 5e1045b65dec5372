"""A questionnaire without a network: every answer stays on the phone, and what is finished is sent exactly once."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser import Tab, until_true
from tests.journeys.conftest import OpenTab
from tests.journeys.test_pwa import installed
from tests.journeys.test_questionnaires import answer_everything, begin
from tests.serving import Server

PACKED = """async () => {
  const here = await import(document.documentElement.dataset.device);
  return (await (await here.vault()).all("packs")).length > 0;
}"""
SLOW_DISK = """async () => {
  const here = (await indexedDB.databases()).map(({ name }) => name).find((name) => name.startsWith("kangyue-"));
  const name = `kangyue-draft-${here.replace("kangyue-", "")}-hra`;
  await new Promise((held) => {
    navigator.locks.request(name, () => new Promise((go) => { window.written = go; held(); }));
  });
}"""
ON_PHONE = """async () => {
  const vault = await (await import(document.documentElement.dataset.device)).vault();
  return (await vault.get("drafts", "hra"))?.raw["living-area"] ?? [];
}"""
PARTS = 9


def pack(phone: Tab, client: dict[str, str]) -> None:
    """Begin, and wait until worker, form and draft are on the phone."""
    phone.sign_in(client)
    begin(phone)
    installed(phone, "/questionnaires/hra/parts/1")
    until_true(phone.page, PACKED)


def until(holds: Callable[[], bool]) -> None:
    """Wait for something in a page whose own clock stands still."""
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def next_part(phone: Tab, number: int) -> None:
    phone.page.locator(".dock .btn").click()
    phone.page.wait_for_url(f"**/parts/{number}?left=*" if number <= PARTS else "**/review")
    phone.page.wait_for_selector(".dock .btn")
    phone.troubles.clear()  # the browser says that it has no network


class TestAnswer:
    def test_it_is_on_the_phone_at_once_and_on_its_way_to_the_server_within_two_seconds(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        phone = open_tab("en")
        pack(phone, server.somebody("CLIENT", 2))
        # Given a page whose clock stands still: nothing that waits for a time can happen
        phone.page.clock.install()
        phone.page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
        # When she answers, then the phone has it
        phone.page.locator("[name=q-living-area][value=village]").check()
        until(lambda: phone.page.evaluate(ON_PHONE) == ["village"])
        # And once two seconds are over, the server is told
        with phone.page.expect_request("**/questionnaires/hra/answers") as told:
            phone.page.clock.run_for(2_000)
        assert told.value.post_data_json["values"] == {"living-area": ["village"]}


class TestFillOffline:
    @pytest.mark.mainly("en")
    def test_the_same_place_and_answers_after_the_page_is_killed_and_one_response_in_the_end(
        self, phone: Tab, server: Server
    ) -> None:
        # Given a client who begins on the bus, and the network goes
        client = server.somebody("CLIENT", 1 if phone.language == "en" else 4)
        pack(phone, client)
        phone.context.set_offline(True)
        phone.page.goto(f"{phone.base}/questionnaires/hra/parts/1")
        phone.page.wait_for_selector("main fieldset.ask")
        phone.troubles.clear()
        phone.check()
        # When she answers and the page is killed
        phone.page.evaluate(SLOW_DISK)
        phone.page.locator("[name=q-living-area][value=village]").check()
        phone.page.get_by_text(phone.words("Saving…"), exact=True).wait_for()
        phone.page.evaluate("() => written()")
        phone.page.get_by_text(phone.words("Saved on this phone"), exact=True).wait_for(timeout=1_000)
        address = phone.page.url
        phone.page.close()
        phone.page = phone.context.new_page()
        # Then the same place has the same answer
        phone.page.goto(address)
        phone.page.wait_for_selector("[name=q-living-area][value=village]:checked")
        # When she fills in the rest, signs and finishes without a network
        for number in range(1, PARTS + 1):
            answer_everything(phone)
            next_part(phone, number + 1)
        phone.check()
        phone.page.locator("#certify").check()
        phone.fill("Your name", client["name_zh"])
        phone.page.locator(".dock .btn").click()
        phone.page.wait_for_selector("[data-waiting]")
        phone.check()
        # Then it goes by itself when the network is back: one response, one receipt
        phone.context.set_offline(False)
        phone.page.wait_for_url("**/questionnaires/receipts/**", timeout=3_000)
        assert phone.settle().reads("Thank you, it has arrived")
