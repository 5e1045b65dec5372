"""Every page a client can open, as different eyes need it: dark, large, high contrast, zoomed, on paper."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, cast

import pytest

from tests import serving
from tests.browser import PHONE, Faulty, Tab
from tests.journeys.conftest import OpenTab
from tests.serving import Server
from webapp.home.rules import Mode

Pages = list[dict[str, str]]
SMALL: Any = {"width": 320, "height": 640}
# The plain light look is what every other journey sees.
SCHEMES = {Mode.STANDARD: ("dark",), Mode.ELDER: ("light", "dark")}

# Words that are cut off, by a box that hides what does not fit.
CUT = """() => [...document.querySelectorAll('main *, header *, h1')].filter(node => {
  const style = getComputedStyle(node), own = [...node.childNodes].some(one => one.nodeType === 3 && one.data.trim());
  const hidden = /hidden|clip/.test(style.overflowX + style.overflowY) && style.clipPath === 'none';
  return own && hidden && node.clientWidth > 1 && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1);
}).map(node => 'cut off: ' + node.outerHTML.slice(0, 120))"""
WIDER = """() => { const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return over > 1 ? ['wider than the screen by ' + over + ' px: ' + [...document.querySelectorAll('main *')]
    .filter(node => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1).slice(-2).map(node => node.outerHTML.slice(0, 120))] : []; }"""
NAVIGATION = """() => [...document.querySelectorAll('.top, .bar, .dock, .rail, .btn, .skip, .notes, .demo')]
  .filter(node => node.getClientRects().length).map(node => 'on paper: ' + node.outerHTML.slice(0, 120))"""
EMPTY = "() => document.querySelector('main').innerText.trim() ? [] : ['an empty paper']"
DOUBLE = "() => { document.documentElement.style.fontSize = '200%'; }"


@pytest.fixture(scope="module")
def pages(server: Server) -> Pages:
    """Every page for clients, each with the session of one who may open it."""
    own = serving.environment(server.state, 8000)
    command = [sys.executable, "-m", "tests.pages"]
    said = subprocess.run(command, env=own, cwd=serving.ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: Pages = json.loads(said.stdout.splitlines()[-1])
    return found


def leaf_through(tab: Tab, pages: Pages, mode: Mode = Mode.STANDARD) -> Iterator[str]:
    """Open page after page, each as its reader, in the tab's language."""
    for cookie, hers in groupby(pages, key=lambda page: page["cookie"]):
        name, _, value = cookie.partition("=")
        tab.context.clear_cookies()
        tab.context.add_cookies([{"name": name, "value": value, "url": tab.base}])
        prefer(tab, "language", tab.language)
        prefer(tab, "mode", mode)
        for page in hers:
            tab.page.goto(tab.base + page["path"])
            yield page["endpoint"]


def prefer(tab: Tab, what: str, value: str) -> None:
    """Set how she likes to read."""
    form, own = {what: value, "back": "/healthz"}, {"Sec-Fetch-Site": "same-origin"}
    assert tab.context.request.post(f"{tab.base}/{what}", form=form, headers=own).ok


def in_its_colours(tab: Tab, scheme: str) -> list[str]:
    """Look at the page as at every page, axe included; its faults do not end the round."""
    tab.page.emulate_media(color_scheme=cast("Any", scheme))
    try:
        tab.check()
    except Faulty as faulty:
        return [f"{scheme}: {faulty}"]
    return []


def in_forced_colours(tab: Tab) -> list[str]:
    """Let the system choose the colours (axe would judge the style sheet's)."""
    tab.page.emulate_media(forced_colors="active")
    found = [*tab.look(), *tab.page.evaluate(CUT)]
    tab.page.emulate_media(forced_colors="none")
    return [f"in forced colours: {one}" for one in found]


def on_paper(tab: Tab) -> list[str]:
    """Print: content, whole words, no navigation."""
    tab.page.emulate_media(media="print")
    found = [said for look in (NAVIGATION, EMPTY, CUT) for said in tab.page.evaluate(look)]
    tab.page.emulate_media(media="screen")
    return [f"on paper: {one}" for one in found]


def on_the_smallest_phone(tab: Tab, mode: Mode = Mode.STANDARD) -> list[str]:
    """Show it 320 px wide, then with letters twice as large (large type is large already)."""
    tab.page.set_viewport_size(SMALL)
    found = tab.page.evaluate(WIDER)
    if mode is Mode.STANDARD:
        tab.page.evaluate(DOUBLE)
    found += [*tab.page.evaluate(WIDER), *tab.page.evaluate(CUT)]
    tab.page.set_viewport_size(PHONE["viewport"])
    return [f"at 320 px: {one}" for one in found]


@pytest.mark.long
class TestEveryPage:
    @pytest.mark.parametrize("mode", Mode)
    def test_reads_well_in_every_look(
        self, open_tab: OpenTab, pages: Pages, language: str, mode: Mode
    ) -> None:
        tab, faults = open_tab(language), []
        for endpoint in leaf_through(tab, pages, mode):
            found = [said for scheme in SCHEMES[mode] for said in in_its_colours(tab, scheme)]
            found += in_forced_colours(tab) + on_paper(tab) + on_the_smallest_phone(tab, mode)
            faults += [f"{endpoint} {said}" for said in found]
        assert faults == []


@pytest.mark.long
class TestLooking:
    @pytest.mark.parametrize(
        ("look", "style"),
        [
            (on_paper, "nav{display:block}"),
            (on_the_smallest_phone, "h1{width:21rem}"),
            (on_the_smallest_phone, "h1{height:2rem;line-height:1.2;width:6rem;overflow:hidden}"),
        ],
    )
    def test_one_planted_fault_is_found(
        self, open_tab: OpenTab, look: Callable[[Tab], list[str]], style: str
    ) -> None:
        tab = open_tab("en")
        page = f"<html><style>{style}</style><nav class=bar>Places</nav><main><h1>The whole page</h1></main>"
        tab.page.set_content(f'<meta name="viewport" content="width=device-width">{page}')
        assert look(tab)
