"""What is finished without a network: kept on the phone, sent once and in order, seen by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import Tab, until_true
from tests.journeys.conftest import OpenTab
from tests.journeys.test_pwa import installed
from tests.serving import Server

FINISH = """async ({ definition, at }) => {
  const here = await import(document.documentElement.dataset.device);
  const { item } = await here.finish({
    kind: "response", url: "/questionnaires/phq9/responses", label: at, place: `questionnaires/${at}`,
    page: "/questionnaires/phq9", body: { definition, values: {}, name: "", certify: true },
  });
  return item.id;
}"""
WAITING = """async () => {
  const here = await import(document.documentElement.dataset.device);
  return (await here.unsent()).items.map(([, item]) => item.state);
}"""
KEYS = """async () => {
  const keys = [];
  for (const { name } of (await indexedDB.databases()).filter(({ name }) => name.startsWith("kangyue-"))) {
    const db = await new Promise((ok) => { const r = indexedDB.open(name); r.onsuccess = () => ok(r.result); });
    const key = await new Promise((ok) => { const r = db.transaction("key").objectStore("key").get("key"); r.onsuccess = () => ok(r.result); });
    keys.push([key.algorithm.name, key.extractable]);
    db.close();
  }
  return keys;
}"""
ASKED_TO_STAY = "() => { StorageManager.prototype.persist = async () => (window.stays = true); }"
DATABASES = "async () => (await indexedDB.databases()).map(({ name }) => name).sort()"
DATABASE_OF = "async (tag) => (await indexedDB.databases()).some(({ name }) => name === `kangyue-${tag}`)"
SIGHT_OF_PLAIN_TEXT = """async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((ok) => { const r = indexedDB.open(name); r.onsuccess = () => ok(r.result); });
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((ok) => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => ok(r.result); });
      for (const row of rows) found.push(row.data ? new TextDecoder().decode(row.data) : String(row.name ?? ""));
    }
    db.close();
  }
  return found.join("|");
}"""


@pytest.fixture
def at_home(phone: Tab, server: Server) -> Page:
    """A client's page with the service worker behind it."""
    phone.sign_in(server.somebody("CLIENT"))
    return installed(phone, "/health")


def finish(page: Page, at: str, definition: str = "0" * 20) -> Any:
    return page.evaluate(FINISH, {"definition": definition, "at": at})


class TestWithoutNetwork:
    @pytest.mark.mainly("zh-Hans")
    def test_it_waits_on_the_phone_is_listed_and_goes_when_the_network_is_back(
        self, phone: Tab, at_home: Page
    ) -> None:
        # Given no network, when something is finished
        phone.context.set_offline(True)
        at_home.evaluate(ASKED_TO_STAY)
        finish(at_home, "First")
        # Then the browser is asked not to clear it away when room is short
        assert at_home.evaluate("() => window.stays")
        # And it waits, the page says so, and the list opens without a network
        assert at_home.evaluate(WAITING) == ["waiting"]
        at_home.wait_for_selector("[data-unsent]:not([hidden])")
        at_home.goto(f"{phone.base}/unsent")
        at_home.wait_for_selector("#unsent-list h2")
        assert phone.reads("Waiting for the network.")
        phone.troubles.clear()
        phone.check()
        # When the network is back, then it is sent by itself: the server's no stays with the person
        phone.context.set_offline(False)
        at_home.wait_for_selector("[data-state=held]:not([hidden])", timeout=5_000)
        phone.troubles.clear()
        phone.visit("/health")
        assert at_home.evaluate(WAITING) == ["held"]
        # And every page says that it waits for the person, not for a network
        at_home.wait_for_selector("[data-unsent] [data-when=held]:not([hidden])")
        assert not at_home.locator("[data-when=waiting]").is_visible()

    def test_what_the_server_refuses_can_be_deleted_after_a_question(self, phone: Tab, at_home: Page) -> None:
        finish(at_home, "First")
        at_home.goto(f"{phone.base}/unsent")
        at_home.wait_for_selector("[data-state=held]:not([hidden])")
        phone.troubles.clear()
        phone.button("Delete").first.click()
        phone.button("Yes, delete it").click()
        at_home.wait_for_selector("#unsent-none:not([hidden])")
        phone.check()
        assert at_home.evaluate(WAITING) == []

    def test_nothing_readable_lies_on_the_phone_and_no_script_takes_the_key_away(
        self, phone: Tab, at_home: Page
    ) -> None:
        phone.context.set_offline(True)
        finish(at_home, "marker-of-a-secret")
        assert "marker-of-a-secret" not in at_home.evaluate(SIGHT_OF_PLAIN_TEXT)
        assert at_home.evaluate(KEYS) == [["AES-GCM", False]]
        phone.context.set_offline(False)
        phone.troubles.clear()


class TestSignOut:
    def test_asks_about_what_is_not_sent_and_deletes_only_then(
        self, phone: Tab, at_home: Page, server: Server
    ) -> None:
        finish(at_home, "First")
        phone.visit("/me")
        phone.button("Sign out").click()
        at_home.wait_for_url("**/unsent?leaving")
        at_home.wait_for_selector("#leaving:not([hidden])")
        phone.troubles.clear()
        phone.check()
        phone.button("Delete and sign out").click()
        at_home.wait_for_url(f"{phone.base}/")
        assert [name for name in at_home.evaluate(DATABASES) if name.startswith("kangyue-")] == []

    def test_another_person_of_the_same_phone_sees_nothing_and_sends_nothing(
        self, phone: Tab, at_home: Page, server: Server, open_tab: OpenTab
    ) -> None:
        finish(at_home, "First")
        phone.troubles.clear()
        # Given the first person's session is over: whoever opens the list sees none of it
        phone.context.clear_cookies()
        at_home.goto(f"{phone.base}/unsent?language=en")
        at_home.wait_for_selector("#unsent-state p")
        assert at_home.locator("#unsent-list h2").count() == 0
        # And somebody else signs in without the first having signed out
        phone.sign_in(server.somebody("CLIENT", 1))
        phone.visit("/health")
        until_true(at_home, DATABASE_OF, at_home.get_attribute("html", "data-person"))
        # Then the list is empty without a network
        phone.context.set_offline(True)
        at_home.goto(f"{phone.base}/unsent")
        at_home.wait_for_selector("#unsent-none:not([hidden])")
        phone.context.set_offline(False)
        phone.troubles.clear()
        # And with one
        phone.visit("/unsent")
        at_home.wait_for_selector("#unsent-none:not([hidden])")
        assert at_home.evaluate(WAITING) == []
        # And signing out takes only their own along: the first person's things are there for the first person
        phone.visit("/me")
        phone.button("Sign out").click()
        at_home.wait_for_url(f"{phone.base}/")
        phone.sign_in(server.somebody("CLIENT"))
        phone.visit("/unsent")
        at_home.wait_for_selector("#unsent-list h2")
        phone.troubles.clear()
        assert at_home.evaluate(WAITING) == ["held"]
