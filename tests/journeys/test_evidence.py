"""Photos and papers of a case, and a case without a name: told, asked about, answered, decided."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

pytestmark = pytest.mark.same_windows

STORY = "They shout at the front desk, every time."


def a_photo(folder: Path) -> Path:
    kept = io.BytesIO()
    Image.new("RGB", (640, 480), "seagreen").save(kept, "JPEG")
    path = folder / "hall-clock.jpg"
    path.write_bytes(kept.getvalue())
    return path


class TestEvidence:
    @pytest.mark.mainly("zh-Hans")
    def test_a_photo_is_brought_seen_opened_and_proven_by_its_digest(
        self, server: Server, phone: Tab, open_tab: OpenTab, tmp_path: Path
    ) -> None:
        # Given a client who tells what went wrong and adds a photo
        phone.sign_in(server.somebody("CLIENT", 4 if phone.language == "en" else 5)).visit("/complaints")
        phone.follow("Tell us what went wrong").choose("Nobody in particular, or I do not know")
        phone.press("Go on").choose("How I was treated").press("Go on").fill("What happened?", STORY)
        phone.field("Photos or papers, if they help").set_input_files(a_photo(tmp_path))
        phone.press("Send it").page.wait_for_url("**/receipt")
        assert phone.settle().reads("We have received it")
        phone.follow("See where it stands")
        case = phone.page.url.rpartition("/")[2]
        # When she looks at what she brought
        phone.follow("Photos and papers")
        opened = phone.page.request.get(phone.base + str(phone.link("hall-clock").get_attribute("href")))
        # Then it is there, and the desk proves by its digest that it is the same
        assert opened.headers["content-type"] == "image/jpeg"
        digest = hashlib.sha256(opened.body()).hexdigest()
        desk = open_tab(phone.language, desk=True).sign_in(server.person("tang"))
        desk.visit(f"/desk/complaints/{case}")
        assert f"{digest[:12]}…" in desk.page.inner_text(
            "main aside"
        )  # the whole stands on the list of evidence
        looked = desk.page.request.get(desk.base + str(desk.link("hall-clock").get_attribute("href")))
        assert hashlib.sha256(looked.body()).hexdigest() == digest
        # And the list of evidence says who opened it
        desk.follow("Who brought it, who saw it")
        assert desk.name(server.person("tang")) in desk.page.inner_text("main")
        assert digest in desk.page.inner_text("main").replace("\n", "")


class TestWithoutAName:
    @pytest.mark.mainly("en")
    def test_from_the_form_to_an_agreed_result_with_the_code_alone(
        self, server: Server, phone: Tab, open_tab: OpenTab, tmp_path: Path
    ) -> None:
        # Given somebody who tells us something without a name, with a photo
        phone.visit("/promise").visit("/complaints/anonymous").press("Send it without my name")
        assert phone.reads("Please fill this in.")
        phone.choose("How I was treated").fill("What happened?", STORY)
        phone.field("Which branch is it about?").select_option(index=2)
        phone.field("Photos or papers, if they help").set_input_files(a_photo(tmp_path))
        phone.press("Send it without my name")
        code = phone.page.locator(".letters").inner_text().strip()
        number = re.search(r"[A-Z]\d\d-\d{4}-\d\d", phone.page.inner_text("main"))
        assert number is not None
        # When the handler takes it up and asks
        desk = open_tab(phone.language, desk=True).sign_in(server.person("tang"))
        desk.visit("/desk/complaints").page.locator(".queue a", has_text=number[0]).click()
        desk.settle().press("Take it up").follow("Ask the client").fill(
            "One concrete question to the client", "When?"
        )
        desk.page.locator("#complaints-step .btn").first.click()
        desk.settle()
        # Then the code opens the case on another phone, where the question is answered
        other = open_tab(phone.language)
        other.visit("/complaints/track").fill("Your tracking code", "AAAA").press("Open my case")
        other.fill("Your tracking code", code.lower().replace("-", " ")).press("Open my case")
        assert other.reads("When?")
        other.fill("Your answer", "On Friday morning.").press("Send the answer")
        # And once it is looked into and settled, the result stands there and is agreed to
        desk.visit(desk.page.url.removeprefix(desk.base))
        assert desk.reads("On Friday morning.")
        desk.press("Begin the investigation").follow("Settle on the spot")
        desk.fill("What will be put right", "A quieter desk")
        desk.fill("The result, as the client will read it", "You are right. We are sorry.")
        desk.choose("The client agreed; the matter is minor")
        desk.page.locator("#complaints-step .btn").first.click()
        desk.settle()
        other.visit("/complaints/track/case")
        assert other.reads("You are right. We are sorry.")
        other.choose("Well").press("I agree: close it")
        assert other.reads("Closed")
        # And the phone forgets the code when it is told to
        other.press("Forget the code on this device")
        assert other.reads("Your tracking code")
