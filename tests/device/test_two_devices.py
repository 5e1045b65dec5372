"""A second device that comes back to a form which was filled in elsewhere meanwhile: it shows what is newer (Q1)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.device.conftest import PERSON, Phone
from tests.device.test_outbox import MOMENTS

FILLING = """async (unsent) => {
  const source = "/static/js/source";
  const [here, drafts, { Keeper }, { Section }] = await Promise.all(
    ["device/here.js", "device/drafts.js", "filling/keeper.js", "filling/section.js"].map((name) => import(`${source}/${name}`)));
  const vault = await here.vault();
  const known = { code: "hra", definition: "d", id: "draft", raw: { waist: ["80"] }, dirty: unsent, revision: 1, place: 1, told: 1, begun: true };
  const draft = await drafts.change(vault, "hra", () => ({ ...known, token: "phone", changed: "" }));
  document.querySelector("main").innerHTML = '<form id="part"><div class="ask"><input id="q-waist" name="q-waist" value="80"></div></form>';
  const keeper = new Keeper(vault, draft, () => filled.renew());
  const drawing = async () => ({ book: {}, drawing: { arrange: () => {}, remark: () => {} } });
  const filled = new Section(document.forms.part, { keeper, number: 1, total: 1, checking: false, linkIdOf: (name) => name.slice(2), drawing, go: () => {}, fail: () => {} });
  window.keeper = keeper;
}"""
OUT_OF_MEMORY = "() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
BACK = {**MOMENTS, "the page is shown again out of the browser's memory": OUT_OF_MEMORY}
KEPT = """async () => {
  const here = await import("/static/js/source/device/here.js");
  const { raw, revision } = await (await here.vault()).get("drafts", "hra");
  return [raw.waist[0], revision];
}"""


class Drafts:
    """The server's draft, at revision 2 since another device wrote; what this phone brings is kept in `brought`."""

    def __init__(self) -> None:
        self.asked = 0
        self.brought: list[dict[str, Any]] = []
        self.draft = {
            "id": "draft",
            "definition": "d",
            "revision": 2,
            "place": 1,
            "raw": {"waist": ["90"]},
            "amends": "",
        }

    def __call__(self, route: Route) -> None:
        if route.request.method == "POST":
            self.brought.append(route.request.post_data_json)
            self.answer(route, {"revision": 2, "conflict": "/phone?choose", "time": "", "files": []})
        else:
            self.asked += 1
            self.answer(route, self.draft)

    def answer(self, route: Route, body: dict[str, Any]) -> None:
        route.fulfill(body=json.dumps(body), headers={"X-Person": PERSON, "Content-Type": "application/json"})


@pytest.fixture
def theirs() -> Drafts:
    return Drafts()


def filling(phone: Phone, theirs: Drafts, unsent: list[str]) -> Page:
    """Open a form that stood on this device before another one wrote."""
    page = phone.open()
    page.route("**/questionnaires/hra/answers", theirs)
    page.evaluate(FILLING, unsent)
    return page


class TestComeBack:
    @pytest.mark.parametrize("moment", BACK)
    def test_what_another_device_wrote_stands_in_the_form_when(
        self, phone: Phone, theirs: Drafts, moment: str
    ) -> None:
        page = filling(phone, theirs, [])
        page.evaluate(BACK[moment])
        page.wait_for_function("() => document.querySelector('#q-waist').value === '90'")
        assert page.evaluate(KEPT) == ["90", 2]
        assert theirs.brought == []

    def test_a_page_that_was_just_drawn_does_not_ask_again(self, phone: Phone, theirs: Drafts) -> None:
        page = filling(phone, theirs, [])
        page.evaluate(MOMENTS["the page is shown again out of the browser's memory"])
        page.wait_for_timeout(200)
        assert theirs.asked == 0

    def test_what_is_unsent_here_is_brought_as_what_it_was_based_on_and_the_person_chooses(
        self, phone: Phone, theirs: Drafts
    ) -> None:
        page = filling(phone, theirs, ["waist"])
        page.evaluate(MOMENTS["the screen is unlocked"])
        page.wait_for_url("**/phone?choose")
        assert [(one["revision"], one["values"]) for one in theirs.brought] == [(1, {"waist": ["80"]})]

    def test_a_form_that_another_window_of_this_phone_finished_is_left_as_it_is(
        self, phone: Phone, theirs: Drafts
    ) -> None:
        page = filling(phone, theirs, [])
        page.evaluate(FINISHED)
        page.evaluate(MOMENTS["the screen is unlocked"])
        page.wait_for_timeout(200)
        assert page.evaluate(KEPT) == ["80", 1]


FINISHED = """async () => {
  const source = "/static/js/source/device";
  const [here, drafts] = await Promise.all(["here.js", "drafts.js"].map((name) => import(`${source}/${name}`)));
  await drafts.change(await here.vault(), "hra", (draft) => ({ ...draft, finished: "letter" }));
}"""
