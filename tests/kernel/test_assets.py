"""Static files: one name for one content, what a script builds on included."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from webapp.kernel import assets, bundling


@pytest.fixture
def house_of_scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small static folder of its own."""
    source = tmp_path / "static"
    (source / "js" / "deep").mkdir(parents=True)
    (source / "js" / "page.js").write_text(
        'import { one } from "./deep/one.js";\nimport {\n  two,\n} from "./two.js";\none(two);\n'
    )
    (source / "js" / "deep" / "one.js").write_text('export { two as one } from "../two.js";\n')
    (source / "js" / "two.js").write_text('export const two = "./page.js";\n')
    monkeypatch.setattr(assets, "SOURCE", source)
    monkeypatch.setattr(assets, "BUILDS", tmp_path / "build" / "static")
    bundles = {"js/page.js": ("js/deep/one.js",), "js/deep/one.js": (), "js/two.js": ()}
    monkeypatch.setattr(bundling, "BUNDLES", bundles)
    return source


def build() -> dict[str, str]:
    assets.prepare.cache_clear()
    try:
        return assets.prepare().paths
    finally:
        assets.prepare.cache_clear()


def text(address: str) -> str:
    newest = assets._newest_first()[0]
    return (newest / address.removeprefix("/static/")).read_text()


class TestPrepare:
    def test_a_script_names_those_it_builds_on_by_their_hash(self, house_of_scripts: Path) -> None:
        paths = build()
        assert f'from "{paths["js/deep/one.js"]}";' in text(paths["js/page.js"])
        assert "two" in text(paths["js/deep/one.js"])

    def test_a_change_below_gives_every_script_above_another_name(self, house_of_scripts: Path) -> None:
        before = build()
        (house_of_scripts / "js" / "two.js").write_text("export const two = 3;\n")
        after = build()
        assert all(before[name] != after[name] for name in bundling.BUNDLES)

    def test_an_open_page_finds_its_files_after_an_update_and_the_disk_does_not_fill(
        self, house_of_scripts: Path
    ) -> None:
        # Given a page of the first build, when two more are made
        first = build()["js/two.js"]
        for n in range(2):
            (house_of_scripts / "js" / "two.js").write_text(f"export const two = {n};\n")
            build()
        # Then a server of the newest build still answers the first one's file
        assert _served(first) == 200
        # And after many builds only the last few are kept
        for n in range(2, 9):
            (house_of_scripts / "js" / "two.js").write_text(f"export const two = {n};\n")
            build()
        assert len(list(assets.BUILDS.iterdir())) == assets.KEPT
        assert _served(first) == 404


def _served(address: str) -> int:
    app = Flask("static")
    assets.prepare.cache_clear()
    assets.init(app)
    assets.prepare.cache_clear()
    return app.test_client().get(address).status_code
