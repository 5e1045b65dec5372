"""Each moment at which a phone sends what waits, by itself; and nothing is sent twice (Q2)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import until_true
from tests.device.conftest import FINISH, Phone, Server, until
from webapp.kernel.i18n import catalogue

MOMENTS = {
    "the network is back": "() => dispatchEvent(new Event('online'))",
    "the page is shown again out of the browser's memory": "() => dispatchEvent(new Event('pageshow'))",
    "the screen is unlocked": "() => document.dispatchEvent(new Event('visibilitychange'))",
}
HERE = "() => import('/static/js/source/device/here.js').then(() => {})"
WITHOUT_SYNC = "() => delete ServiceWorkerRegistration.prototype.sync"
WITHOUT_SHOW = "() => addEventListener('pageshow', (event) => event.stopImmediatePropagation(), true)"
NEXT = """async () => {
  const { act, ms } = window.pauses.pop();
  await act();
  return ms;
}"""
INSTALL = """() => navigator.serviceWorker.register('/sw.js', { type: 'module' }).then(() => {})"""
ACTIVE = "async () => (await navigator.serviceWorker.ready).active.state === 'activated'"


BANNER = "[data-unsent]"
SAFE = "Kept safe on this phone. It is sent by itself as soon as there is a network."
REFUSED = "Kept safe on this phone. Please see what needs to be put right."
AGAIN = """async () => {
  const here = await import("/static/js/source/device/here.js");
  const outbox = await import("/static/js/source/device/outbox.js");
  for (const [number, item] of (await here.unsent()).items) await outbox.retry(await here.vault(), number, item);
}"""


def brings(phone: Phone, count: int = 1) -> int:
    """Wait until the server has taken so many things; gives how many, each of which every try named by one key."""
    until(lambda: len(phone.server.taken) >= count, patience=20)
    assert {one["key"] for one in phone.server.taken} == set(phone.server.asked)
    return len(phone.server.taken)


def said(language: str, title: str, words: str, count: str = " · 1") -> str:
    """Give the banner's words in a language."""
    known = catalogue() if language == "zh-Hans" else {}
    title, words, look = (known.get(one, one) for one in (title, words, "Look"))
    return f"{title}{count}{words}{look}"


class TestMoment:
    @pytest.mark.parametrize("moment", MOMENTS)
    def test_what_waits_is_sent_when(self, phone: Phone, moment: str) -> None:
        page = phone.waiting()
        assert phone.server.taken == []
        page.evaluate(MOMENTS[moment])
        assert brings(phone) == 1

    def test_nothing_is_asked_while_nobody_looks(self, phone: Phone) -> None:
        page = phone.waiting()
        page.evaluate("() => Object.defineProperty(document, 'visibilityState', { value: 'hidden' })")
        page.evaluate(MOMENTS["the screen is unlocked"])
        page.wait_for_timeout(200)
        assert phone.server.taken == []

    def test_what_waits_is_sent_when_a_page_is_loaded(self, phone: Phone) -> None:
        phone.waiting().close()
        assert phone.server.taken == []
        phone.open(before=WITHOUT_SHOW).evaluate(HERE)
        assert brings(phone) == 1

    def test_while_the_server_is_away_it_is_asked_after_3_6_12_and_then_every_20_seconds(
        self, phone: Phone
    ) -> None:
        page = phone.waiting()
        phone.server.away = True
        page.evaluate(MOMENTS["the network is back"])
        page.wait_for_function("() => window.pauses[0]?.ms === 3000")
        assert [page.evaluate(NEXT) for _ in range(5)] == [3_000, 6_000, 12_000, 20_000, 20_000]
        phone.server.away = False
        page.evaluate(NEXT)
        assert len(phone.server.taken) == 1
        # And with nothing left to send there is nothing more to wait for
        assert page.evaluate("() => window.pauses.length") == 0


class TestTwoTabs:
    def test_of_two_tabs_one_sends_and_each_thing_goes_once(self, phone: Phone) -> None:
        first, second = phone.waiting(), phone.open()
        phone.server.away = True
        second.evaluate(FINISH)
        phone.server.away, phone.server.pause = False, 0.1
        phone.server.asked.clear()
        phone.server.at_once = 0
        for page in (first, second):
            page.evaluate(MOMENTS["the network is back"])
        until(lambda: len(phone.server.taken) == 2)
        first.wait_for_timeout(300)
        assert len(phone.server.asked) == 2
        assert phone.server.at_once == 1


class TestBanner:
    @pytest.mark.parametrize("language", ["en", "zh-Hans"])
    def test_every_page_says_how_much_waits_and_what_is_needed(self, phone: Phone, language: str) -> None:
        page = phone.waiting(language)
        assert page.inner_text(BANNER) == said(language, "Not sent yet", SAFE)
        phone.server.answers.append(422)
        page.evaluate(MOMENTS["the network is back"])
        page.wait_for_selector(f"{BANNER} [data-when=held]")
        assert page.inner_text(BANNER) == said(language, "Not accepted yet", REFUSED)
        page.evaluate(AGAIN)
        phone.server.answers.append(401)
        page.evaluate(MOMENTS["the network is back"])
        page.wait_for_selector(f"{BANNER} [data-when=sign-in]")
        assert page.inner_text(BANNER) == said(
            language, "Please sign in again to send it", "Kept safe on this phone until then.", count=""
        )

    def test_nothing_is_said_once_nothing_waits(self, phone: Phone) -> None:
        page = phone.waiting()
        page.evaluate(MOMENTS["the network is back"])
        page.wait_for_selector(BANNER, state="hidden")
        assert len(phone.server.taken) == 1


class TestWorker:
    @pytest.fixture
    def phone(self, browser: Browser, server: Server) -> Iterator[Phone]:
        context = browser.new_context()
        yield Phone(context, server)
        context.close()

    def test_what_waits_is_sent_when_the_worker_begins_and_when_the_browser_wakes_it_with_no_page_open(
        self, phone: Phone
    ) -> None:
        # Given something that waits; when the worker begins its work, then it goes
        page = phone.waiting(before=WITHOUT_SYNC)
        page.evaluate(INSTALL)
        assert brings(phone) == 1
        until_true(page, ACTIVE)
        # Given something more, and every page closed
        devtools = self.devtools(page)
        phone.server.away = True
        page.evaluate(FINISH)
        phone.server.away = False
        page.goto("about:blank")
        # When the browser says that the network is back, then it goes too
        devtools.send(
            "ServiceWorker.dispatchSyncEvent",
            {
                "origin": phone.server.address,
                "registrationId": self.registration,
                "tag": "kangyue-outbox",
                "lastChance": False,
            },
        )
        assert brings(phone, 2) == 2

    def devtools(self, page: Page):  # type: ignore[no-untyped-def]
        found = page.context.new_cdp_session(page)
        known: list[str] = []
        found.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda told: known.extend(one["registrationId"] for one in told["registrations"]),
        )
        found.send("ServiceWorker.enable")
        page.wait_for_timeout(50)
        self.registration = known[-1]
        return found
