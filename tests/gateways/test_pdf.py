"""Documents set by typst: from our templates and packaged fonts alone, text as it was written."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest

from tests.pdf_text import squeezed, text_of
from webapp.gateways.pdf import CannotTypeset, Typeset, gateway

MADE = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
PARTS = ("alerts", "inputs", "measured", "chronic", "habits", "risks", "beside", "advice")
REPORT: dict[str, Any] = {
    **{part: [] for part in PARTS},
    "sentences": ["Walk a little every day."],
    "goal": "",
    "limits": ["Nobody knows everything."],
}
WORDS = (*PARTS, "comment", "not_a_diagnosis", "limits")


def content(**other: Any) -> dict[str, Any]:
    return {
        "title": "Your summary",
        "brand": "Kangyue",
        "name": "Shen Zhihe",
        "about": ["Examined today"],
        "report": REPORT,
        "comment": "",
        "comment_lang": "en",
        "words": {name: name for name in WORDS},
        "versions": "CDRS 2020",
        "foot": "Kangyue",
        "page": "Page {n} of {m}",
        "fingerprint": "0" * 64,
        **other,
    }


def typeset(**other: Any) -> Typeset:
    return gateway().typeset("assessments/report", content(**other), language="zh-Hans", made_at=MADE)


class TestTypeset:
    def test_what_people_wrote_is_shown_letter_by_letter_and_never_read_as_markup(self) -> None:
        name = '*沈* #panic("x") $a$ <b> @ref \\ `raw` // 骨直门'
        assert squeezed(name) in text_of(typeset(name=name).file)

    def test_the_same_content_gives_the_same_bytes(self) -> None:
        assert typeset().file == typeset().file
        assert typeset(name="Lin").file != typeset().file

    def test_it_is_an_accessible_document_with_its_language_and_title(self) -> None:
        with pikepdf.open(io.BytesIO(typeset().file)) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang) == "zh-CN"
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            with pdf.open_metadata() as about:
                assert (about["dc:title"], about["pdfuaid:part"]) == ("Your summary", "1")

    def test_the_fonts_travel_inside_and_every_page_says_how_many_there_are(self) -> None:
        made = typeset()
        assert made.pages == 1
        assert "Page1of1" in text_of(made.file)
        with pikepdf.open(io.BytesIO(made.file)) as pdf:
            for font in pdf.pages[0].Resources.Font.values():
                assert "/FontFile3" in font.DescendantFonts[0].FontDescriptor

    @pytest.mark.parametrize("sign", ["😀", "ไ"])
    def test_a_sign_that_no_font_has_becomes_a_box_and_the_rest_stays(self, sign: str) -> None:
        assert "好□走" in text_of(typeset(comment=f"好{sign}走").file)

    @pytest.mark.parametrize("sign", ["\x00", "\ue000", "ř", "𠮷"])
    def test_a_rare_or_invisible_sign_stops_nothing(self, sign: str) -> None:
        shown = text_of(typeset(comment=f"好{sign}走").file)
        assert "好" in shown
        assert "走" in shown

    def test_content_that_does_not_fit_the_template_is_refused_without_repeating_it(self) -> None:
        with pytest.raises(CannotTypeset, match=r"^assessments/report$"):
            typeset(report={"secret": "figures"})
