"""The last step of a form, pressed twice, in two tabs, or taken back while it is being sent: one response (Q2)."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.device.conftest import Phone, until

SIGNING = """async () => {
  const source = "/static/js/source";
  const [here, drafts, { signOnPhone }] = await Promise.all(
    ["device/here.js", "device/drafts.js", "filling/ending.js"].map((name) => import(`${source}/${name}`)));
  const vault = await here.vault();
  const draft = { code: "hra", definition: "d", raw: { a: ["1"] }, dirty: [], revision: 0, place: 1, token: "phone" };
  await drafts.change(vault, "hra", (known) => known ?? draft);
  const book = { pack: { title: "HRA" }, phrases: {}, sent: (raw) => raw };
  const form = document.querySelector("form");
  form.elements.drawn.addEventListener("change", () => {});
  signOnPhone(form, { vault, code: "hra", book });
}"""
PRESS = "() => document.querySelector('form').requestSubmit()"
WAITING = """async () => {
  const here = await import("/static/js/source/device/here.js");
  return (await here.unsent()).items.length;
}"""
TAKE_BACK = """async () => {
  const source = "/static/js/source";
  const [here, outbox, drafts, { takeBack }] = await Promise.all(
    ["device/here.js", "device/outbox.js", "device/drafts.js", "filling/finishing.js"].map((name) => import(`${source}/${name}`)));
  const vault = await here.vault();
  // another page, or the worker, begins to send at the very moment at which this one has just tried in vain
  addEventListener("kangyue:outbox", () => outbox.drain(vault), { once: true });
  const { state } = await takeBack(vault, await drafts.find(vault, "hra"));
  return state;
}"""
LETTERS = """async () => {
  const here = await import("/static/js/source/device/here.js");
  const kept = await (await here.vault()).all("drafts");
  return kept.map(([, { finished, dirty }]) => [Boolean(finished), dirty.length]);
}"""


SLOW = """() => {
  const { encrypt } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.encrypt = async function (...given) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    return encrypt.apply(this, given);
  };
}"""


def signing(phone: Phone, before: str = "() => {}") -> Page:
    """Open the last step of a form that was filled in on this phone."""
    page = phone.open(before=before)
    page.evaluate(SIGNING)
    return page


class TestSignAndSend:
    def test_pressed_in_two_tabs_at_once_it_is_one_letter(self, phone: Phone) -> None:
        phone.server.away = True
        tabs = [signing(phone, SLOW), signing(phone, SLOW)]
        for tab in tabs:
            tab.evaluate(PRESS)
        for tab in tabs:
            tab.wait_for_selector("[data-waiting]")
        assert tabs[0].evaluate(WAITING) == 1

    def test_pressed_in_a_tab_that_stood_open_when_another_had_sent_it_shows_the_receipt(
        self, phone: Phone
    ) -> None:
        first, second = signing(phone), signing(phone)
        first.evaluate(PRESS)
        first.wait_for_url("**/phone?sent")
        second.evaluate(PRESS)
        second.wait_for_load_state()
        second.wait_for_timeout(200)
        assert len(phone.server.taken) == 1


class TestTakeBack:
    def test_what_is_being_sent_at_that_moment_is_sent_and_not_taken_back(self, phone: Phone) -> None:
        phone.server.away = True
        page = signing(phone)
        page.evaluate(PRESS)
        page.wait_for_selector("[data-waiting]")
        page.reload()
        until(lambda: page.evaluate(WAITING) == 1)
        page.wait_for_timeout(100)
        phone.server.away, phone.server.pause = False, 0.2
        phone.server.answers.append(503)
        assert page.evaluate(TAKE_BACK) == "sent"
        assert len(phone.server.taken) == 1
        assert page.evaluate(LETTERS) == [[True, 0]]

    def test_what_waits_comes_back_to_be_changed(self, phone: Phone) -> None:
        phone.server.away = True
        page = signing(phone)
        page.evaluate(PRESS)
        page.wait_for_selector("[data-waiting]")
        assert page.evaluate(TAKE_BACK) == "back"
        assert (page.evaluate(WAITING), page.evaluate(LETTERS)) == (0, [[False, 1]])
