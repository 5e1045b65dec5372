"""A complaint without a network: it is kept on the phone at every step, waits, and becomes one case."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from PIL import Image

from tests.browser import Tab, until_true
from tests.journeys.test_diet_offline import SENT, without_network
from tests.journeys.test_pwa import installed
from tests.serving import Server

TOP = "() => scrollTo(0, 0)"


def a_story() -> str:
    """Give words that nobody wrote before: the house keeps what earlier turns sent."""
    return f"Nobody called me back {secrets.token_hex(4)}"


@pytest.fixture
def photos(tmp_path: Path) -> list[str]:
    """Two photos on this phone."""
    paths = [tmp_path / f"{colour}.jpg" for colour in ("olive", "navy")]
    for path in paths:
        Image.new("RGB", (640, 480), path.stem).save(path, "JPEG")
    return [str(path) for path in paths]


KEPT = """async ([device, story]) => {
  const vault = await (await import(device)).vault();
  return (await vault.get("kept", "complaints-draft"))?.story === story;
}"""


def steady(phone: Tab) -> None:
    phone.page.evaluate(TOP)
    phone.troubles.clear()  # the browser says that it has no network
    phone.check()


def cases_with(phone: Tab, story: str) -> int:
    """Count her cases that tell this story."""
    phone.visit("/complaints")
    rows = phone.page.locator(".rows a[href^='/complaints/']").evaluate_all(
        "all => all.map((one) => one.pathname).filter((path) => /[0-9a-z]{20}$/.test(path))"
    )
    found = 0
    for path in rows:
        phone.page.goto(f"{phone.base}{path}/words")
        found += phone.page.get_by_text(story).count()
    return found


class TestWithoutNetwork:
    @pytest.mark.mainly("en")
    def test_three_steps_with_photos_wait_on_the_phone_and_become_one_case(
        self, server: Server, phone: Tab, photos: list[str]
    ) -> None:
        # Given a phone that has seen the first step once
        story = a_story()
        phone.sign_in(server.somebody("CLIENT"))
        page = installed(phone, "/complaints/new")
        until_true(
            page,
            "async () => { const here = await import(document.documentElement.dataset.device);"
            " return Boolean(await (await here.vault()).get('kept', 'complaints-people')); }",
        )
        device = page.evaluate("() => document.documentElement.dataset.device")
        # When all three steps are written where there is no network
        without_network(phone, "/complaints/new")
        assert page.locator("#complaints-people input").count() >= 2
        page.locator("#complaints-people input").last.check()
        page.locator("[data-go='1']").first.click()
        page.locator("input[name=category]").first.check()
        steady(phone)
        page.locator("[data-go='2']").click()
        page.locator("#story").fill(story)
        until_true(page, KEPT, [device, story])  # sealing takes a moment, longer on a busy machine
        # And the page is left and opened again: every word still stands there
        without_network(phone, "/complaints/new/story")
        page.locator("#story:visible").wait_for()
        assert page.locator("#story").input_value() == story
        page.locator("#files").set_input_files(photos)
        page.locator("[data-send]").click()
        page.locator("#complaints-fate [data-fate=waiting]:not([hidden])").wait_for()
        steady(phone)
        # Then one case stands there with its photos once the network is back
        phone.context.set_offline(False)
        page.wait_for_url("**/receipt")
        phone.troubles.clear()
        phone.settle()
        case = page.url.removesuffix("/receipt")
        page.goto(f"{case}/files")
        assert page.locator("a[href*='/files/']").count() == 2
        assert cases_with(phone, story) == 1

    @pytest.mark.mainly("zh-Hans")
    def test_the_network_goes_at_the_last_step_and_it_is_taken_back_then_sent_once(
        self, server: Server, phone: Tab
    ) -> None:
        story = a_story()
        phone.sign_in(server.somebody("CLIENT"))
        page = installed(phone, "/complaints/new")
        page.locator("input[name=who]").last.check()
        page.locator("button[form=complaints-who]").click()
        page.locator("input[name=category]").first.check()
        page.locator("button[form=complaints-what]").click()
        page.locator("#story").fill(story)
        phone.context.set_offline(True)
        page.locator("button[form=complaints-tell]").click()
        page.locator("#complaints-fate [data-fate=waiting]:not([hidden])").wait_for()
        steady(phone)
        page.locator("#complaints-take-back").click()
        page.locator("#complaints-offline #story:visible").wait_for()
        assert page.locator("#story").input_value() == story
        page.locator("[data-send]").click()
        page.locator("#complaints-fate [data-fate=waiting]:not([hidden])").wait_for()
        phone.context.set_offline(False)
        page.wait_for_url("**/receipt")
        phone.troubles.clear()
        until_true(page, SENT)
        assert cases_with(phone, story) == 1
