"""What a phone holds outlives two devices, ended sessions, other languages, deleted drafts and half-loaded pages."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route

from tests import serving
from tests.browser import Tab, until_true
from tests.journeys.conftest import OpenTab
from tests.journeys.test_form_fields import start
from tests.journeys.test_offline_filling import PACKED, pack
from tests.journeys.test_outbox import WAITING, finish
from tests.journeys.test_pwa import installed
from tests.journeys.test_questionnaires import FOCUSED, answer_everything
from tests.questionnaires.test_phone import raw
from tests.serving import Server
from webapp.seed.questionnaires import HEALTHY
from webapp.seed.sign_ins import PASSWORD
from webapp.toolbox import strokes

ANSWERS = "/questionnaires/hra/answers"
VILLAGE, CITY = "[name=q-living-area][value=village]", "[name=q-living-area][value=city]"
TOWN = "[name=q-living-area][value=town]"
WITHOUT_PACKS = """async () => {
  const vault = await (await import(document.documentElement.dataset.device)).vault();
  for (const [id] of await vault.all("packs")) await vault.delete("packs", id);
}"""
HOLDS = """async ([address, linkId, value]) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  return answer.ok && (await answer.json()).raw[linkId]?.includes(value) === true;
}"""
CORRECTS = """async () => {
  const vault = await (await import(document.documentElement.dataset.device)).vault();
  return Boolean((await vault.get("drafts", "hra"))?.amends);
}"""
DRAWN_IS = "(drawn) => document.querySelector('#drawn')?.value === drawn"
OWN = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}


def saved(phone: Tab) -> None:
    """Wait until the page says that the server has everything."""
    phone.page.locator("#questionnaires-saved").get_by_text(
        re.compile("^" + phone.words("Saved") + " ·")
    ).wait_for()


def kept(phone: Tab) -> None:
    """Wait until the page says that the phone has everything."""
    phone.page.locator("#questionnaires-saved").get_by_text(phone.words("Saved on this phone")).wait_for()


def arrives(phone: Tab, link_id: str, value: str, code: str = "hra") -> None:
    """Wait until the server's draft holds an answer."""
    asked = [f"/questionnaires/{code}/answers", link_id, value]
    until_true(phone.page, HOLDS, asked)


def on_server(phone: Tab, code: str = "hra") -> Any:
    """Give what the server's draft holds, as it was typed."""
    answer = phone.context.request.get(f"{phone.base}/questionnaires/{code}/answers", headers=OWN)
    return answer.json()["raw"] if answer.ok else None


def offline(phone: Tab, is_offline: bool = True) -> None:
    phone.context.set_offline(is_offline)
    phone.troubles.clear()


def send_elsewhere(phone: Tab, client: dict[str, str]) -> str:
    """Let another device of the same person finish and send the questionnaire; gives the receipt's address."""
    definition = phone.page.get_attribute("#filling", "data-definition")
    body = {"definition": definition, "values": raw(HEALTHY), "name": client["name_zh"], "certify": True}
    draft = phone.context.request.get(phone.base + ANSWERS, headers=OWN).json()
    body |= {"draft": draft["id"], "revision": draft["revision"]}
    headers = OWN | {"Idempotency-Key": f"elsewhere-{phone.language}", "Content-Type": "application/json"}
    address = f"{phone.base}/questionnaires/hra/responses"
    answer = phone.context.request.post(address, headers=headers, data=json.dumps(body))
    assert answer.status == 201, answer.text()
    return str(answer.json()["receipt"])


def delete_elsewhere(phone: Tab) -> None:
    """Let another device of the same person delete the draft."""
    address = f"{phone.base}/questionnaires/hra/delete"
    assert phone.context.request.post(address, form={"go": "x"}, headers=OWN).ok


class TestTwoDevices:
    def test_both_answers_are_shown_and_the_person_chooses_either_way(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        client = server.somebody("CLIENT", 2)
        first, second = open_tab("en"), open_tab("en")
        pack(first, client)
        pack(second, client)
        # Given one device answers without a network, the other with one
        offline(first)
        first.page.locator(VILLAGE).check()
        second.page.locator(TOWN).check()
        saved(second)
        # When the first is back, then both answers are shown, and nothing is overwritten
        offline(first, False)
        card = first.page.locator("#questionnaires-two-devices")
        card.wait_for()
        first.troubles.clear()
        first.settle()
        assert "saved: In a town" in card.inner_text()
        assert "other: In a village" in card.inner_text()
        assert on_server(first)["living-area"] == ["town"]
        # When the other one is taken, it stands on the server and on the phone
        first.press("Use the other ones")
        first.page.wait_for_selector(f"{VILLAGE}:checked")
        assert on_server(first)["living-area"] == ["village"]
        # When the second device, which knows nothing of it, answers anew and keeps what is saved
        second.page.locator(CITY).check()
        second.page.locator("#questionnaires-two-devices").wait_for()
        second.settle()
        second.press("Keep the saved ones")
        # Then the first one's answer stands on both
        second.page.wait_for_selector(f"{VILLAGE}:checked")
        assert on_server(second)["living-area"] == ["village"]


class TestSession:
    def test_a_page_of_yesterday_saves_and_after_the_session_ended_one_sign_in_brings_all(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        phone, client = open_tab("zh-Hans"), server.somebody("CLIENT", 3)
        pack(phone, client)
        # Given a page that was opened 26 hours ago, when something is answered, then it is saved as if it were new
        with sqlite3.connect(server.state / "kangyue.sqlite3") as database:
            database.execute(
                "UPDATE auth_session SET seen_at = strftime('%Y-%m-%d %H:%M:%f000', seen_at, '-26 hours')"
            )
        phone.page.locator(CITY).check()
        saved(phone)
        # When the session has ended, then answers stay on the phone and the page asks to sign in
        with sqlite3.connect(server.state / "kangyue.sqlite3") as database:
            database.execute("UPDATE auth_session SET ends_at = seen_at")
        phone.page.locator(VILLAGE).check()
        link = phone.page.locator("[data-sign-in]")
        link.wait_for()
        phone.check()
        # And whoever holds the phone sees nothing of them before
        is_closed_to_whoever_holds_it(phone)
        # When the same person signs in again, everything is there, and sent
        link.click()
        phone.page.wait_for_url("**/sign-in**")
        phone.sign_in(client, by_hand=True)
        phone.visit("/questionnaires/hra/parts/1")
        phone.page.wait_for_selector(f"{VILLAGE}:checked")
        arrives(phone, "living-area", "village")
        assert on_server(phone)["living-area"] == ["village"]

    def test_without_a_script_what_was_typed_waits_for_the_same_person(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        phone, client = open_tab("zh-Hans", script=False), server.somebody("CLIENT", 7)
        start(phone.sign_in(client), "hra")
        phone.visit("/questionnaires/hra/parts/8")
        # Given something typed while the session ended
        phone.page.locator("#q-sleep-hours").fill("6.5")
        with sqlite3.connect(server.state / "kangyue.sqlite3") as database:
            database.execute("UPDATE auth_session SET ends_at = seen_at")
        phone.page.locator(".dock .btn").click()
        phone.settle()
        # When the same person signs in behind the link of that page, one press brings it where it was typed
        phone.follow("Sign in").follow("Password")
        phone.page.locator("[name=phone]").fill(client["sign_in"])
        phone.page.locator("[name=password]").fill(PASSWORD)
        phone.page.locator("main form button").last.click()
        phone.settle().press("Go on with it")
        phone.visit("/questionnaires/hra/parts/8")
        assert phone.page.input_value("#q-sleep-hours") == "6.5"


def is_closed_to_whoever_holds_it(phone: Tab) -> None:
    """Neither with nor without a network does the phone show what waits on it, or the form."""
    lister = phone.context.new_page()
    for without in (False, True):
        phone.context.set_offline(without)
        lister.goto(f"{phone.base}/unsent")
        lister.get_by_role("link", name=phone.words("Sign in"), exact=True).wait_for()
        assert not lister.locator("#unsent-list h2").count()
    lister.goto(f"{phone.base}/questionnaires/hra/parts/1")
    lister.get_by_text(
        phone.words("Please sign in again. What you answered is kept on this phone until then.")
    ).wait_for()
    lister.close()
    offline(phone, False)


class TestLanguage:
    def test_the_other_language_in_the_middle_of_a_form_keeps_all_with_and_without_a_network(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        phone = open_tab("en")
        pack(phone, server.somebody("CLIENT", 5))
        # Given a choice made a moment ago
        phone.page.locator(VILLAGE).check()
        # When the language is changed with a network, then it is there, in the other language
        phone.page.locator(".tools [name=language]").click()
        phone.page.wait_for_selector("html[lang=zh-Hans]")
        phone.page.wait_for_selector(f"{VILLAGE}:checked")
        # When the network is gone and the answer changed
        installed_again = (
            "async () => (await caches.match('/offline/language', { cacheName: 'kangyue-words' }))?.text()"
        )
        until_true(phone.page, f"async () => (await ({installed_again})()) === 'zh-Hans'")
        offline(phone)
        phone.page.locator(CITY).check()
        phone.page.locator(".tools [name=language]").click()
        # Then the page without a network speaks the language and has the answer
        phone.page.wait_for_selector("html[lang=en] .tools [value='zh-Hans']")
        phone.page.wait_for_selector(f"{CITY}:checked")
        assert phone.page.locator(VILLAGE).is_checked() is False
        phone.troubles.clear()
        phone.check()
        offline(phone, False)


class TestEndedElsewhere:
    @pytest.mark.parametrize("how", ["sent", "deleted"])
    def test_own_answers_stay_to_be_seen_saved_and_begun_with_again(
        self, server: Server, open_tab: OpenTab, how: str
    ) -> None:
        phone = open_tab("en" if how == "sent" else "zh-Hans")
        client = server.somebody("CLIENT", 6)
        pack(phone, client)
        phone.page.locator(CITY).check()
        saved(phone)
        # Given an answer that no server has, while another device sends or deletes the questionnaire
        offline(phone)
        phone.page.locator(VILLAGE).check()
        kept(phone)
        if how == "sent":
            send_elsewhere(phone, client)
        else:
            delete_elsewhere(phone)
        offline(phone, False)
        # When this phone is back, then it says so by itself, and shows what it holds
        card = phone.page.locator("[data-apart]")
        card.wait_for()
        phone.troubles.clear()
        phone.settle()
        card.locator("summary").click()
        assert (
            phone.words("Your own answers are still on this phone. Nothing of them is lost.")
            in card.inner_text()
        )
        assert ("In a village" if phone.language == "en" else "农村") in card.inner_text()
        with phone.page.expect_download() as download:
            phone.button("Save as a file").click()
        assert json.loads(Path(download.value.path()).read_text())["raw"]["living-area"] == ["village"]
        # And begins again with it
        phone.button("Begin again with these answers").click()
        phone.page.wait_for_selector("[form=begin].btn")
        phone.page.wait_for_function("() => document.querySelector('#filling').dataset.revision")
        assert on_server(phone)["living-area"] == ["village"]
        phone.troubles.clear()


class TestCorrect:
    def test_without_a_network_a_correction_says_why_and_arrives_with_its_reason(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        phone = open_tab("en")
        client = server.somebody("CLIENT", 0)
        pack(phone, client)
        receipt = send_elsewhere(phone, client)
        # Given a correction begun with a network, which is then gone
        phone.visit(receipt.replace("receipts", "answers"))
        phone.press("Correct")
        phone.page.wait_for_function("() => document.querySelector('#filling')?.dataset.page === 'section'")
        installed(phone, "/questionnaires/hra/parts/1")
        until_true(phone.page, CORRECTS)
        offline(phone)
        phone.page.locator(VILLAGE).check()
        kept(phone)
        phone.page.goto(f"{phone.base}/questionnaires/hra/review")
        # When it is signed without a reason, then the page asks for it
        phone.page.locator("#certify").check()
        phone.fill("Your name", client["name_zh"])
        phone.button("Sign and send").click()
        phone.page.locator("#faults a[href='#why']").wait_for()
        assert phone.page.evaluate(FOCUSED) == "faults"
        phone.troubles.clear()
        phone.check()
        # When it says why, then it waits here, and arrives with its reason
        phone.fill("Why is it corrected?", "I moved in spring")
        phone.button("Sign and send").click()
        phone.page.wait_for_selector("[data-waiting]")
        # And when it is taken back to be changed, reason and name still stand there, to be certified anew
        phone.button("Change the answers").click()
        phone.page.wait_for_function("() => document.querySelector('#name')?.value")
        phone.troubles.clear()
        phone.check()
        assert phone.page.input_value("#why") == "I moved in spring"
        assert phone.page.input_value("#name") == client["name_zh"]
        assert not phone.page.locator("#certify").is_checked()
        phone.page.locator("#certify").check()
        phone.button("Sign and send").click()
        phone.page.wait_for_selector("[data-waiting]")
        offline(phone, False)
        phone.page.wait_for_url("**/questionnaires/receipts/**")
        phone.settle().follow("See what you sent")
        assert "I moved in spring" in phone.page.inner_text("main")


class TestProxy:
    def test_what_somebody_drew_for_the_client_without_a_network_is_kept_changed_back_and_sent_as_drawn(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        phone, client = open_tab("en"), server.somebody("CLIENT", 7)
        start(phone.sign_in(client), "gad7")
        installed(phone, "/questionnaires/gad7/parts/1")
        until_true(phone.page, PACKED)
        answer_everything(phone)
        saved(phone)
        # Given a daughter who draws her own name for her father: it outlives a change of the language
        phone.visit("/questionnaires/gad7/review")
        drawn = draw(phone)
        phone.page.locator(".tools [name=language]").click()
        phone.page.wait_for_selector("html[lang=zh-Hans]")
        phone.page.wait_for_function(DRAWN_IS, arg=drawn)
        phone.page.locator(".tools [name=language]").click()
        phone.page.wait_for_selector("html[lang=en]")
        phone.page.wait_for_function(DRAWN_IS, arg=drawn)
        # And it outlives its page
        phone.visit("/me").visit("/questionnaires/gad7/review")
        phone.page.wait_for_function(DRAWN_IS, arg=drawn)
        # When she signs for him without a network
        offline(phone)
        phone.page.goto(f"{phone.base}/questionnaires/gad7/review")
        phone.page.wait_for_selector("#drawn-pad")
        phone.page.locator("#certify").check()
        phone.choose("Somebody signs for me").fill("Own name of the person who signs", "Shen Lan")
        phone.page.select_option("#relation", "CHILD")
        phone.fill("Why can you not sign yourself?", "A broken arm")
        drawn = draw(phone)
        phone.button("Sign and send").click()
        phone.page.wait_for_selector("[data-waiting]")
        # Then what was taken back to be changed has her drawing, name, relation and reason
        phone.button("Change the answers").click()
        phone.page.wait_for_function(DRAWN_IS, arg=drawn)
        phone.troubles.clear()
        phone.check()
        assert phone.page.input_value("#proxy_name") == "Shen Lan"
        phone.page.locator("#certify").check()
        phone.button("Sign and send").click()
        phone.page.wait_for_selector("[data-waiting]")
        # And when the page was killed meanwhile, it is sent with the network and stands under the answers
        phone.page.close()
        phone.page = phone.context.new_page()
        offline(phone, False)
        phone.page.goto(f"{phone.base}/questionnaires/gad7")
        phone.page.wait_for_url("**/questionnaires/receipts/**")
        phone.troubles.clear()
        phone.settle().follow("See what you sent")
        path = strokes.path(strokes.read(drawn))
        assert phone.page.get_attribute(".signed path", "d") == path
        assert "Signed by Shen Lan for the client: Daughter or son. Reason: A broken arm" in (
            phone.page.inner_text("main")
        )


def draw(phone: Tab) -> str:
    """Draw a name with the pointer; gives it as the page holds it."""
    pad = phone.page.locator("#drawn-pad")
    pad.wait_for()
    pad.evaluate("pad => pad.scrollIntoView({ block: 'center' })")
    box = pad.bounding_box()
    assert box
    phone.page.mouse.move(box["x"] + 20, box["y"] + 60)
    phone.page.mouse.down()
    for step in range(1, 6):
        phone.page.mouse.move(box["x"] + 20 + 40 * step, box["y"] + 60 - 30 * (step % 2))
    phone.page.mouse.up()
    found = phone.page.input_value("#drawn")
    assert len(json.loads(found)[0]) > 3
    return found


class TestHalfLoaded:
    @pytest.mark.parametrize("part", ["pack", "later"])
    def test_what_did_not_come_at_once_comes_later_and_meanwhile_answers_are_kept(
        self, server: Server, open_tab: OpenTab, part: str
    ) -> None:
        phone = open_tab("en")
        phone.context.add_init_script("delete Navigator.prototype.serviceWorker")  # a first visit
        phone.sign_in(server.somebody("CLIENT", 5))
        refused: list[str] = []

        def refuse(route: Route) -> None:
            refused.append(route.request.url)
            route.fulfill(status=503, body="busy")

        # Given a server that cannot give the form's pack, or the engine's scripts, just now
        start(phone, "hra")
        phone.page.goto(f"{phone.base}/questionnaires/hra/parts/5")
        phone.page.locator("[name=q-smoking][value=never]").check()
        arrives(phone, "smoking", "never")
        until_true(phone.page, PACKED)
        phone.page.evaluate(WITHOUT_PACKS)
        address = re.compile(re.escape((phone.page.get_attribute("#filling", f"data-{part}") or "")[:40]))
        phone.page.route(address, refuse)
        phone.page.goto(f"{phone.base}/questionnaires/hra/parts/5")
        phone.page.locator("[name=q-smoking][value=current]").check()
        # Then the page says so in words, and the answer is on the server all the same
        phone.page.get_by_text("This page did not load in full. Your answers are kept.").wait_for(
            timeout=20_000
        )
        assert len(refused) >= 3
        phone.troubles.clear()
        phone.check()
        assert on_server(phone)["smoking"] == ["current"]
        # When it can, then the questions that follow from the answer are there
        phone.page.unroute(address)
        phone.button("Load again").click()
        phone.page.wait_for_selector("#q-smoking-amount")
        phone.page.wait_for_selector("[name=q-smoking][value=current]:checked")


class TestEntry:
    def test_dates_are_judged_without_a_network_as_with_one(self, server: Server, open_tab: OpenTab) -> None:
        phone = open_tab("zh-Hans").sign_in(server.somebody("CLIENT", 4))
        start(phone, "personal_info")
        installed(phone, "/questionnaires/personal_info/parts/1")
        until_true(phone.page, PACKED)
        year, month, day = (phone.page.locator(f"#q-birth-date{part}") for part in ("", "-month", "-day"))
        told = []
        for without in (False, True):
            offline(phone, without)
            phone.page.goto(f"{phone.base}/questionnaires/personal_info/parts/1")
            phone.page.wait_for_selector("#q-birth-date")
            year.fill("１９６８")
            month.fill("13")
            day.fill("4")
            phone.page.locator(".dock .btn").focus()
            phone.page.wait_for_selector("#q-birth-date-error")
            told.append(phone.page.inner_text("#q-birth-date-error"))
            month.fill("5")
            phone.page.locator(".dock .btn").focus()
            phone.page.wait_for_selector("#q-birth-date-error", state="detached")
        assert told[0] == told[1]
        offline(phone, False)
        phone.page.goto(f"{phone.base}/questionnaires/personal_info/parts/1")
        arrives(phone, "birth-date", "1968-05-04", "personal_info")

    def test_figures_are_judged_without_a_network_as_with_one(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        phone = open_tab("en").sign_in(server.somebody("CLIENT", 5))
        start(phone, "hra")
        installed(phone, "/questionnaires/hra/parts/8")
        until_true(phone.page, PACKED)
        field, told = phone.page.locator("#q-sleep-hours"), []
        for without in (False, True):
            offline(phone, without)
            phone.page.goto(f"{phone.base}/questionnaires/hra/parts/8")
            for typed, said in (("seven", "#q-sleep-hours-error"), ("２", ".doubt"), ("７。５", "")):
                field.fill(typed)
                phone.page.locator(".dock .btn").focus()
                if said:
                    phone.page.wait_for_selector(said)
                    told.append(phone.page.inner_text(said))
            phone.page.locator(".num:has(#q-sleep-hours) button").last.click()
            told.append(field.input_value())
        assert told[:3] == told[3:]
        assert told[2] == "8.5"
        field.press("Enter")
        phone.page.wait_for_url("**/parts/9?*")
        offline(phone, False)


class TestUnsent:
    def test_what_waits_can_be_changed_sent_saved_as_a_file_and_kept_when_signing_out(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        phone = open_tab("en")
        pack(phone, server.somebody("CLIENT", 1))
        offline(phone)
        phone.page.locator(VILLAGE).check()
        kept(phone)
        finish(phone.page, "First")
        # Given something finished and something begun, both without a network
        phone.page.goto(f"{phone.base}/unsent")
        phone.page.wait_for_selector("#unsent-list section:nth-child(2)")
        phone.troubles.clear()
        phone.check()
        # Then it is saved as a file
        with phone.page.expect_download() as download:
            phone.button("Save as a file").click()
        assert json.loads(Path(download.value.path()).read_text())["label"] == "First"
        # And what is begun opens where it was left, with its answer
        phone.page.locator("[data-state=draft]:not([hidden]) ~ .btns [data-edit]").click()
        phone.page.wait_for_selector(f"{VILLAGE}:checked")
        # When the network is back, "Send now" asks the server, whose no is told
        phone.page.goto(f"{phone.base}/unsent")
        offline(phone, False)
        phone.page.wait_for_selector("[data-state=held]:not([hidden])")
        with phone.page.expect_request("**/responses"):
            phone.button("Send now").click()
        phone.page.wait_for_selector("[data-state=held]:not([hidden])")
        # And signing out asks first; who stays has everything
        phone.troubles.clear()
        phone.visit("/me")
        phone.button("Sign out").click()
        phone.page.wait_for_selector("#leaving:not([hidden])")
        phone.link("Stay signed in").click()
        phone.page.wait_for_load_state()
        phone.visit("/health")
        assert phone.page.evaluate(WAITING) == ["held"]


class TestServerReturns:
    def test_the_queue_is_empty_within_half_a_minute_without_background_sync(
        self, open_tab: OpenTab, seeded: Path, tmp_path: Path
    ) -> None:
        shutil.copytree(seeded, tmp_path, dirs_exist_ok=True)
        port = serving.free_port()
        phone = open_tab("en")
        phone.base = f"http://localhost:{port}"
        phone.context.add_init_script(
            "delete self.ServiceWorkerRegistration?.prototype.sync; delete self.SyncManager;"
        )
        with serving.serving(tmp_path, port) as server:
            phone.sign_in(server.somebody("CLIENT"))
            page = installed(phone, "/health")
        # Given a server that is away while something is finished
        finish(page, "First")
        page.wait_for_timeout(8_000)
        assert page.evaluate(WAITING) == ["waiting"]
        # When it is back, then it is asked by itself
        with serving.serving(tmp_path, port):
            until_true(page, f"async () => (await ({WAITING})())[0] === 'held'", patience=30)
            phone.troubles.clear()
