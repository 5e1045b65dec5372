"""Texts that would like to be scripts: in every word of a definition, in answers, in file names. None comes alive."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Page

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server

pytestmark = pytest.mark.same_windows

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"
MARKERS = (
    "<script>hit('script')</script>",
    "\"><img src=x onerror=hit('img')>",
    "'><svg onload=hit('svg')>",
    "{{ 7 * 191 }}{% raw %}${hit('js')}",
    "</title></textarea></option><b id=escaped>",
)
FORMULA = '=HYPERLINK("http://evil.example","x")'
LISTEN = """
window.cameAlive = [];
window.hit = (what) => window.cameAlive.push(what);
for (const name of ['alert', 'prompt', 'confirm']) window[name] = (what) => window.cameAlive.push(name + what);
document.addEventListener('securitypolicyviolation', (e) => window.cameAlive.push('policy ' + e.violatedDirective));
"""
ALIVE = (
    "document.querySelectorAll('main script, main img[src=x], [onerror], [onload], #escaped, iframe').length"
)


def said(words: str, key: str = "text") -> dict[str, Any]:
    """Give a marked text in both languages, as FHIR writes it."""
    marked = words + " " + " ".join(MARKERS)
    parts = [{"url": "lang", "valueCode": "zh-Hans"}, {"url": "content", "valueString": marked}]
    return {key: marked, "_" + key: {"extension": [{"url": TRANSLATION, "extension": parts}]}}


def definition() -> dict[str, Any]:
    """Give a form in which every text is marked."""
    small = {"extension": [{"url": CONTROL, "valueCodeableConcept": {"coding": [{"code": "help"}]}}]}
    choices = [{"valueCoding": {"code": code, **said(code, "display")}} for code in ("a", "b")]
    unit = {"url": UNIT, "valueCoding": {"code": "kg", **said("kg", "display")}}
    items = [
        {"linkId": "c", "type": "choice", **said("Choose"), "answerOption": choices},
        {"linkId": "n", "type": "decimal", **said("Weigh"), "extension": [unit]},
        {"linkId": "s", "type": "string", **said("Say"), "item": [
            {"linkId": "s-help", "type": "display", **said("Help"), **small}]},
        {"linkId": "t", "type": "text", **said("Tell")},
    ]  # fmt: skip
    group = {"linkId": "g", "type": "group", **said("Part"), "item": items}
    about = {"resourceType": "Questionnaire", "id": "marked", "url": "https://example.org/marked"}
    return about | {
        "version": "1",
        "status": "draft",
        "language": "en",
        **said("Title", "title"),
        "item": [group],
    }


class Visitor:
    """Somebody whose every page is looked at for anything that came alive."""

    def __init__(self, tab: Tab, server: Server) -> None:
        self.page: Page = tab.page
        self.base = server.address
        self.page.add_init_script(LISTEN)
        self.page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))

    def look(self, path: str) -> str:
        """Open a page; nothing marked may run, nor become an element."""
        answer = self.page.goto(self.base + path)
        assert answer
        assert answer.status < 400, path
        self.page.wait_for_timeout(150)
        assert self.page.evaluate("window.cameAlive") == [], path
        assert self.page.evaluate(ALIVE) == 0, path
        return answer.text()

    def post(self, path: str, **form: str) -> APIResponse:
        """Post a form as the browser would; gives the answer of the page it leads to."""
        return self.page.request.post(self.base + path, form=form, headers={"Origin": self.base})

    def hand_in(self, name: str, content: bytes) -> str:
        """Hand a file in; gives the address it leads to."""
        sent = {"name": name, "mimeType": "application/json", "buffer": content}
        answer = self.page.request.post(
            self.base + "/desk/admin/questionnaires/import",
            multipart={"file": sent},  # type: ignore[dict-item]
            headers={"Origin": self.base},
        )
        return answer.url.removeprefix(self.base)


@pytest.mark.long
class TestMarkers:
    def test_no_text_of_a_form_an_answer_or_a_file_name_comes_alive(
        self, server: Server, open_tab: OpenTab
    ) -> None:
        # Given a form full of markers, taken in under a marked file name
        office = Visitor(open_tab("en", desk=True).sign_in(server.somebody("HQ_ADMIN")), server)
        path = office.hand_in(MARKERS[1] + ".json", json.dumps(definition()).encode())
        seen = self.headquarters(office, path)
        # When a client answers it with markers and formulas
        client = Visitor(open_tab("en").sign_in(server.somebody("CLIENT", 1)), server)
        seen += self.client(client)
        # Then staff read, print, ask and export it, and nothing runs
        seen += self.staff(server, open_tab, client)
        assert "7 * 191" in seen
        assert "1337" not in seen

    def headquarters(self, office: Visitor, path: str) -> str:
        page = office.look(path)
        hash_of = page.partition('name="seen" value="')[2][:64]
        office.post(path + "/publish", seen=hash_of)
        looked = [office.look("/desk/admin/questionnaires"), office.look(path), office.look(path + "/retire")]
        looked += [office.look(f"{path}/parts/1?in={one}") for one in ("en", "zh-Hans")]
        answer = office.page.request.get(office.base + path + "/file")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.json() == definition()
        return "".join(looked)

    def client(self, client: Visitor) -> str:
        client.post("/questionnaires/marked", agree="y")
        page = client.look("/questionnaires/marked/parts/1")
        hidden = {
            name: page.partition(f'name="{name}" value="')[2].partition('"')[0]
            for name in ("revision", "token")
        }
        answers = {"q-c": "a", "q-n": MARKERS[0], "q-s": FORMULA, "q-t": " ".join(MARKERS)}
        client.post("/questionnaires/marked/parts/1", **hidden, **answers, go="next")
        looked = [client.look("/questionnaires/marked/parts/1"), client.look("/questionnaires/marked")]
        page = looked[0]
        hidden = {
            name: page.partition(f'name="{name}" value="')[2].partition('"')[0]
            for name in ("revision", "token")
        }
        client.post("/questionnaires/marked/parts/1", **hidden, **answers | {"q-n": "70"}, go="next")
        looked += [client.look("/questionnaires/marked/review"), client.look("/questionnaires")]
        return "".join(looked)

    def staff(self, server: Server, open_tab: OpenTab, client: Visitor) -> str:
        name = server.somebody("CLIENT", 1)["name_en"]
        sent = client.post("/questionnaires/marked/review", certify="y", name=name)
        number = sent.url.rpartition("/")[2]
        looked = [
            client.look(f"/questionnaires/receipts/{number}"),
            client.look(f"/questionnaires/answers/{number}"),
            client.look(f"/questionnaires/answers/{number}/print"),
            client.look("/questionnaires/marked/print"),
        ]
        desk = Visitor(open_tab("en", desk=True).sign_in(server.somebody("HEALTH_MANAGER")), server)
        found = desk.look("/desk/clients?q=" + server.somebody("CLIENT", 1)["sign_in"][-4:])
        path = re.findall("/desk/clients/[a-z0-9]{20}", found)[0] + "/questionnaires"
        asked = desk.post(f"{path}/{number}/ask", question="t", words=" ".join(MARKERS)).url
        looked += [
            desk.look(one)
            for one in (path, f"{path}/{number}", f"{path}/{number}/print", f"{path}/{number}/ask")
        ]
        looked += [desk.look(f"{path}/{one}") for one in ("paper/marked/print", "marked/paper")]
        looked += [
            desk.look(asked.removeprefix(desk.base)),
            client.look("/questionnaires/queries/" + asked.rpartition("/")[2]),
        ]
        text = desk.page.request.get(f"{desk.base}{path}/{number}/table").text()
        cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]
        assert "'" + FORMULA in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
        return "".join(looked)
