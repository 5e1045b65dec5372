"""The report's PDF: the same figures as page, print and command, in both languages, at most six pages."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from tests.assessments.test_pages import Scene
from tests.conftest import Act, SignIn
from tests.pdf_text import squeezed, text_of
from webapp.assessments import queries
from webapp.assessments.cli import assess as assess_command
from webapp.assessments.models import Assessment
from webapp.assessments.presenters.page import report_page
from webapp.assessments.presenters.paper import paper
from webapp.gateways import pdf
from webapp.kernel import i18n
from webapp.toolbox.words import Bilingual, Language

pytestmark = pytest.mark.usefixtures("app")
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "en")
NAME = Bilingual("沈*之*和", "Shen #Zhihe")


@pytest.fixture
def scene(app: Flask, act: Act, sign_in: SignIn) -> Scene:
    found = Scene(app, act, sign_in)
    found.released()
    return found


def kept(scene: Scene) -> Assessment:
    found = queries.assessment(scene.id)
    assert found
    return found


def content(scene: Scene, language: Language) -> dict[str, Any]:
    with scene.act(), i18n.speaking(language):
        return paper(kept(scene), name=NAME, reviewer=Bilingual("宋", "Song"))


def typeset(scene: Scene, language: Language) -> pdf.Typeset:
    made_at = datetime(2026, 11, 20, tzinfo=UTC)
    told = content(scene, language)
    return pdf.gateway().typeset("assessments/report", told, language=language, made_at=made_at)


def shown(page: str) -> str:
    """Give the words of a page's main part without its marks and spaces."""
    body = page[page.index("<main") : page.index("</main>")]
    return squeezed(html.unescape(re.sub(r"<[^>]*>", " ", body)))


def said_by(page: Any) -> list[str]:
    """Give everything that holds a figure: the ladder, the models' sentences, what is ideal, the inputs."""
    ladder = [f"{r.value} {r.unit}" for step in (*page.measured, *page.habits) for r in step.rungs if r.value]
    notes = [r.note for step in (*page.measured, *page.habits) for r in step.rungs] + [page.goal]
    models = [part for risk in (*page.risks, *page.beside) for part in (risk.sentence, risk.means, risk.used)]
    legends = [words for risk in page.risks if risk.people for _kind, words in risk.people.legend]
    inputs = [f"{value} {unit}" for origin in page.inputs for _name, value, unit in origin.lines]
    return [squeezed(one) for one in (*page.sentences, *ladder, *notes, *models, *legends, *inputs) if one]


class TestSameFigures:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_page_print_and_pdf_say_the_same_figures(self, scene: Scene, language: Language) -> None:
        scene.client.post("/language", data={"language": language, "back": "/"})
        screen = shown(scene.client.get(f"/assessments/{scene.id}").text)
        print_ = shown(scene.client.get(f"/assessments/{scene.id}/print").text)
        pdf_ = text_of(typeset(scene, language).file)
        with scene.act(), i18n.speaking(language):
            figures = said_by(report_page(kept(scene)))
        assert len(figures) > 80
        for where in (screen, print_, pdf_):
            assert [one for one in figures if one not in where] == []

    def test_the_command_prints_what_the_report_keeps(self, scene: Scene) -> None:
        with scene.act():
            inputs, result = kept(scene).inputs["values"], kept(scene).result
        said = CliRunner().invoke(assess_command, ["-"], input=json.dumps(inputs))
        (printed,) = json.loads(said.stdout)
        assert printed == {name: result[name] for name in printed}

    def test_the_figures_of_the_command_stand_on_the_paper(self, scene: Scene) -> None:
        with scene.act():
            inputs = kept(scene).inputs["values"]
        said = CliRunner().invoke(assess_command, ["-"], input=json.dumps(inputs))
        risks = json.loads(said.stdout)[0]["parts"]["5_disease_risk"]
        words = text_of(typeset(scene, "en").file)
        assert f"{risks['cdrs']['value']}of51points" in words
        assert f"{round(risks['framingham_cvd_2008_lab']['value'], 1):g}%" in words
        assert f"{risks['china_par_10y']['parts']['ideal_percent']:g}%" in words


class TestPaper:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_has_at_most_six_pages_and_shows_names_as_they_are(
        self, scene: Scene, language: Language
    ) -> None:
        made = typeset(scene, language)
        words = text_of(made.file)
        assert 2 <= made.pages <= 6
        assert squeezed(NAME.in_language(language)) in words
        assert squeezed("Walk a little more.") in words

    def test_its_foot_says_versions_pages_and_the_digest_of_all_that_it_says(self, scene: Scene) -> None:
        told = content(scene, "en")
        words = text_of(typeset(scene, "en").file)
        rest = {name: part for name, part in told.items() if name != "fingerprint"}
        assert told["fingerprint"] == pdf.fingerprint(rest)
        for part in (told["fingerprint"], "CDRS2020", "Page2of", "Thisisnotadiagnosis."):
            assert part in words

    def test_an_english_paper_shows_no_chinese(self, scene: Scene) -> None:
        assert re.findall(r"[\u4e00-\u9fff]+", text_of(typeset(scene, "en").file)) == []

    def test_each_figure_names_version_validity_and_inputs_with_their_days(self, scene: Scene) -> None:
        with scene.act(), i18n.speaking("en"):
            page = report_page(kept(scene))
        risk = next(one for one in page.risks if one.code == "cdrs")
        assert risk.version == "CDRS, version 2020"
        assert risk.valid == "For ages 20 to 74 without diabetes."
        assert re.search(r"Systolic blood pressure \d+ mmHg", risk.used)
        assert re.search(r"From the exam · \w+ \d+ \w+ \d{4}: ", risk.used)
        assert "LDL" not in risk.used
