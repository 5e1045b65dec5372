"""Scripts in bundles: the same modules, in fewer files."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from webapp.kernel import assets
from webapp.kernel.bundling import BUNDLES, Scripts, Unbundled, joined

ALONE = {"js/sw.js"}  # sent from /sw.js, below what webapp/kernel/pwa.py writes
IN_THE_WORKER = {"js/device/worker.js"}  # a world of its own, never beside a page's scripts
WHOLE = re.compile(r'(?m)^import \* as (\w+) from "([^"]+)";')
STATE = re.compile(r"(?m)^(?:export )?(?:let \w|const \w+ = new (?:Weak)?(?:Map|Set)\(\)).*")


def scripts(folder: Path, bundles: dict[str, tuple[str, ...]], **texts: str) -> Scripts:
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text)
    return Scripts(folder, bundles)


class TestBundle:
    def test_holds_all_that_its_first_script_imports_each_once_behind_what_it_needs(
        self, tmp_path: Path
    ) -> None:
        page = '// a page\nimport { b } from "./b.js";\nimport * as a from "./a.js";\nb(a.one);\n'
        b = 'import {\n  one as first,\n} from "./a.js";\nexport const b = (x) => [x, first];\n'
        a = "/**\n * a\n */\nexport const one = 1; // one\n"
        assert scripts(tmp_path, {"page.js": ()}, page=page, b=b, a=a).bundle("page.js", {}) == (
            "const $a = (() => {\nconst one = 1; // one\nreturn { one };\n})();\n"
            "const $b = (() => {\nconst {\none: first,\n} = $a;\nconst b = (x) => [x, first];\nreturn { b };\n})();\n"
            "const { b } = $b;\nconst a = $a;\nb(a.one);\n"
        )

    def test_takes_from_the_file_it_builds_on_what_that_holds(self, tmp_path: Path) -> None:
        bundles: dict[str, tuple[str, ...]] = {"page.js": ("low.js",), "low.js": ()}
        page = 'import * as low from "./low.js";\nimport { deep } from "./deep.js";\nlow.f(deep);\n'
        low = 'export { deep as g } from "./deep.js";\nexport async function f() {}\n'
        found = scripts(tmp_path, bundles, page=page, low=low, deep="export class deep {}\n")
        assert found.held("page.js") == ["page.js"]
        assert found.bundle("page.js", {"low.js": "/static/low.1.js"}) == (
            'import { $deep } from "/static/low.1.js";\nimport * as $low from "/static/low.1.js";\n'
            "const low = $low;\nconst { deep } = $deep;\nlow.f(deep);\n"
        )
        assert found.bundle("low.js", {}).endswith(
            "const { deep: g } = $deep;\nasync function f() {}\nexport { g, f, $deep };\n"
        )

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ('import "./a.js";\n', 'import "./a.js"'),
            ("export default 1;\n", "export default"),
            ('import { a } from "./page.js";\n', "circle"),
            ('import { one, none as nobody } from "./a.js";\n', "page.js: a.js has no none"),
        ],
    )
    def test_what_it_does_not_know_stops_the_build_and_is_named(
        self, tmp_path: Path, text: str, words: str
    ) -> None:
        with pytest.raises(Unbundled, match=re.escape(words)):
            scripts(tmp_path, {"page.js": ()}, page=text, a="export const one = 1;\n").bundle("page.js", {})


class TestJoined:
    def test_a_style_sheet_takes_in_those_it_imports(self, tmp_path: Path) -> None:
        (tmp_path / "base.css").write_text('@import "tokens.css";\na{color:var(--ink)} /* words */\n')
        (tmp_path / "tokens.css").write_text("/* the\ncolours */\n:root{--ink:#000}\nb,\n  i{\n  margin:0}\n")
        assert joined(tmp_path / "base.css") == ":root{--ink:#000}b,i{margin:0}a{color:var(--ink)} "


class TestBundles:
    """The bundles of this house."""

    own = Scripts(assets.SOURCE, BUNDLES)

    def test_every_script_is_in_one(self) -> None:
        written = {str(path.relative_to(assets.SOURCE)) for path in assets.SOURCE.glob("js/**/*.js")}
        assert written - {name for first in BUNDLES for name in self.own.held(first)} == ALONE

    def test_what_is_copied_into_several_has_no_state_of_its_own(self) -> None:
        beside = Counter(
            name for first in BUNDLES if first not in IN_THE_WORKER for name in self.own.held(first)
        )
        often = [name for name, times in beside.items() if times > 1]
        assert often
        assert {name: STATE.findall((assets.SOURCE / name).read_text()) for name in often} == {
            name: [] for name in often
        }

    def test_what_is_used_of_a_whole_module_is_there(self) -> None:
        for path in sorted(assets.SOURCE.glob("js/**/*.js")):
            text = path.read_text()
            for called, address in WHOLE.findall(text):
                module = (path.parent / address).resolve().relative_to(assets.SOURCE)
                used = set(re.findall(rf"(?<![\w.$]){called}\.(\w+)", text)) - {"js"}
                assert used <= set(self.own.exports(str(module))), path
