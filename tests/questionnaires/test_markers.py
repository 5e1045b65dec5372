"""Texts that would like to be scripts or formulas stay texts: on every page, on paper and in a table."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from tests.conftest import Act
from tests.questionnaires.conftest import House
from tests.questionnaires.versions import item, option, publish, said
from webapp.questionnaires import queries, services
from webapp.toolbox.signature import own

MARKERS = (
    "<script>hit()</script>",
    '"><img src=x onerror=hit()>',
    "'><svg onload=hit()>",
    "</title></textarea><b id=escaped>",
    "{{ 7 * 191 }}${hit()}",
)
MARKED = " ".join(MARKERS)
FORMULA = '=HYPERLINK("http://evil.example","x")'
ALIVE = re.compile(r"<script>hit|<img src=x|<svg onload|<b id=escaped|\b1337\b")


@pytest.fixture
def sent(people: House, act: Act) -> str:
    """A client has answered a form full of markers with markers and a formula; gives the response's id."""
    shen = people.shen
    choice = option("a", f"Choice {MARKED}", f"Choice {MARKED}")
    items = [
        item("c", "choice", f"Choose {MARKED}", f"Choose {MARKED}", answerOption=[choice]),
        item("s", "string", f"Say {MARKED}", f"Say {MARKED}"),
        item("t", "text", f"Tell {MARKED}", f"Tell {MARKED}"),
    ]
    group = item("g", "group", f"Part {MARKED}", f"Part {MARKED}", item=items)
    whole = {
        "resourceType": "Questionnaire",
        "id": "marked",
        "url": "https://example.org/marked",
        "version": "1",
        "status": "active",
        "language": "en",
        "title": MARKED,
        "_title": said(MARKED),
        "item": [group],
    }
    who = {"client_id": shen.id, "code": "marked"}
    with act():
        publish(json.dumps(whole))
        services.start(**who, branch_id=shen.branch_id, actor_id=shen.account_id, agrees=True)
        answers = {"c": [choice["valueCoding"]], "s": [MARKED], "t": [FORMULA]}
        services.save_answers(**who, values=answers, revision=0)
    shen.browser.get("/questionnaires/marked/parts/1")
    with act():
        return services.submit(**who, signature=own("Shen Zhihe"), actor_id=shen.account_id).id


class TestPages:
    def test_no_marked_text_becomes_an_element_on_a_screen_or_on_paper(
        self, people: House, act: Act, sent: str
    ) -> None:
        shen, desk = people.shen, f"/desk/clients/{people.shen.id}/questionnaires"
        with act():
            who = {"client_id": shen.id, "code": "marked"}
            services.start(**who, branch_id=shen.branch_id, actor_id=shen.account_id)
            services.save_answers(**who, values={"s": [MARKED]}, revision=0)
        mine = ("", "/marked", "/marked/parts/1", "/marked/review", "/marked/print", "/marked/delete")
        kept = (f"/receipts/{sent}", f"/answers/{sent}", f"/answers/{sent}/print")
        pages = [(shen.browser, f"/questionnaires{path}") for path in mine + kept]
        theirs = ("", f"/{sent}", f"/{sent}/print", f"/{sent}/correct", f"/{sent}/ask", "/paper/marked/print")
        pages += [(people.manager.browser, desk + path) for path in theirs]
        for browser, path in pages:
            answer = browser.get(path)
            assert answer.status_code == 200, path
            assert not ALIVE.search(answer.text), path
        assert "&lt;script&gt;hit()" in shen.browser.get(f"/questionnaires/answers/{sent}/print").text


class TestPack:
    def test_what_a_phone_draws_without_a_network_is_as_safe_as_the_servers_own_pages(
        self, people: House, act: Act, sent: str
    ) -> None:
        with act():
            form = queries.current_id("marked")
        for language in ("en", "zh-Hans"):
            pack = people.shen.browser.get(f"/questionnaires/packs/{form}/{language}").get_json()
            drawn = [piece["html"] for part in pack["sections"] for piece in part["pieces"]]
            assert any("&lt;script&gt;hit()" in html for html in drawn)
            assert not any(ALIVE.search(html) for html in drawn)


class TestAnswersTable:
    def test_a_table_holds_no_formula_and_its_name_is_the_receipts(self, people: House, sent: str) -> None:
        path = f"/desk/clients/{people.shen.id}/questionnaires/{sent}/table"
        answer = people.manager.browser.get(path)
        cells = [cell for line in csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))) for cell in line]
        assert "'" + FORMULA in cells
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
        assert re.fullmatch(
            r'attachment; filename="Q\d{6}-[0-9A-Z]{6}\.csv"', answer.headers["Content-Disposition"]
        )
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


class TestRecord:
    def test_the_file_of_ones_answers_is_json_that_no_browser_takes_for_a_page(
        self, people: House, sent: str
    ) -> None:
        answer = people.shen.browser.get(f"/questionnaires/answers/{sent}/record")
        assert answer.mimetype == "application/json"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert MARKED in json.loads(answer.data)["item"][0]["item"][1]["answer"][0]["valueString"]
