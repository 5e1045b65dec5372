"""The watchman is watched: a good page passes, a page with one planted fault does not."""

from __future__ import annotations

import pytest

from tests.browser import Faulty, Tab
from tests.journeys.conftest import OpenTab

pytestmark = pytest.mark.same_windows

GOOD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Your page · Kangyue</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; form-action 'self'"></head>
<body><header><a href="#main">Skip to the page</a></header><main id="main"><h1>Your page</h1>
<form method="post" action="/planted"><input type="hidden" name="_csrf" value="x">
<p><label for="age">Age</label> <input id="age" name="age"></p></form></main></body></html>"""

FAULTS = {
    "the language is another": ('lang="en"', 'lang="zh-Hans"'),
    "a second h1": ("</main>", "<h1>More</h1></main>"),
    "a title that is not the heading": ("<title>Your page", "<title>Home"),
    "a double id": ("<main", '<p id="age">x</p><main'),
    "a field without a label": ('<label for="age">Age</label>', "Age"),
    "a label that points at nothing": ('for="age"', 'for="aeg"'),
    "a wrong field without words": ('name="age"', 'name="age" aria-invalid="true"'),
    "a form that goes nowhere": ('action="/planted"', ""),
    "a form without token": ('<input type="hidden" name="_csrf" value="x">', ""),
    "a skip link that points at nothing": ('href="#main"', 'href="#mian"'),
    "a target for htmx that is not there": ("<p><label", '<p hx-target="#gone"><label'),
    "an inline style": ("<h1>", '<h1 style="color:red">'),
    "an inline script": ("</main>", "<script>1</script></main>"),
    "an inline handler": ("<h1>", '<h1 onclick="1">'),
    "Chinese on an English page": ("</form>", "</form><p>您好</p>"),
    "a picture without words": ("</form>", '</form><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
    "a page wider than the screen": ("</form>", "</form><pre>" + "x" * 200 + "</pre>"),
    "a button without words": ("</form>", "<button></button></form>"),
    "a target too small for a thumb": ("</form>", "<button>OK</button></form>"),
    "a jump between headings": ("</form>", "</form><h4>Deep</h4>"),
    "a list that is not one": ("</form>", "</form><ul><p>x</p></ul>"),
    "text outside all landmarks": ("<main", "<div>lost words</div><main"),
}


def show(tab: Tab, html: str) -> Tab:
    """Let the tab open a page made here."""
    tab.page.route("**/planted", lambda route: route.fulfill(status=200, content_type="text/html", body=html))
    return tab.visit("/planted")


class TestLooking:
    def test_a_good_page_passes(self, open_tab: OpenTab) -> None:
        show(open_tab("en"), GOOD)

    @pytest.mark.parametrize("fault", FAULTS)
    def test_one_planted_fault_is_found(self, open_tab: OpenTab, fault: str) -> None:
        before, after = FAULTS[fault]
        assert before in GOOD
        tab = open_tab("en")
        with pytest.raises(Faulty):
            show(tab, GOOD.replace(before, after, 1))

    @pytest.mark.parametrize("script", [True, False])
    def test_a_breach_of_the_content_policy_is_found(self, open_tab: OpenTab, *, script: bool) -> None:
        picture = '</form><img alt="" src="/static/icons/192.png">'
        with pytest.raises(Faulty, match="Content Security Policy"):
            show(open_tab("en", script=script), GOOD.replace("</form>", picture, 1))

    @pytest.mark.parametrize("fault", ["a jump between headings", "a list that is not one"])
    def test_axe_finds_it_without_javascript_too(self, open_tab: OpenTab, fault: str) -> None:
        with pytest.raises(Faulty, match="axe violations"):
            show(open_tab("en", script=False), GOOD.replace(*FAULTS[fault], 1))

    def test_what_axe_cannot_decide_is_found(self, open_tab: OpenTab) -> None:
        behind = "<style nonce>h1{background:linear-gradient(#fff,#000)}</style></head>"
        page = GOOD.replace("</head>", behind, 1).replace("default-src 'none'", "style-src 'unsafe-inline'")
        with pytest.raises(Faulty, match="axe incomplete: color-contrast"):
            show(open_tab("en"), page)

    def test_large_type_must_have_strong_contrast(self, open_tab: OpenTab) -> None:
        soft = "<style nonce>p{color:#666;background:#fff}</style></head>"
        page = GOOD.replace("</head>", soft, 1).replace("default-src 'none'", "style-src 'unsafe-inline'")
        page = page.replace("<style nonce>", "<style>")
        with pytest.raises(Faulty) as ordinary:
            show(open_tab("en"), page)
        assert "contrast" not in str(ordinary.value)
        with pytest.raises(Faulty, match="color-contrast-enhanced"):
            show(open_tab("en"), page.replace('lang="en"', 'lang="en" data-mode="elder"'))

    def test_english_left_on_a_chinese_page_is_found(self, open_tab: OpenTab) -> None:
        tab = open_tab("zh-Hans")
        with pytest.raises(Faulty, match="English on a Chinese page"):
            show(tab, GOOD.replace('lang="en"', 'lang="zh-Hans"'))

    @pytest.mark.parametrize("status", [500, 503])
    def test_a_server_error_is_found(self, open_tab: OpenTab, status: int) -> None:
        tab = open_tab("en")
        tab.page.route(
            "**/planted", lambda route: route.fulfill(status=status, content_type="text/html", body=GOOD)
        )
        with pytest.raises(Faulty):
            tab.visit("/planted")

    def test_colours_that_are_hard_to_read_are_found(self, open_tab: OpenTab) -> None:
        tab = open_tab("en")
        grey = "<style nonce>p{color:#bbb;background:#fff}</style></head>"
        with pytest.raises(Faulty, match="contrast"):
            show(
                tab,
                GOOD.replace("</head>", grey, 1).replace("default-src 'none'", "style-src 'unsafe-inline'"),
            )
