"""Texts and file names that would like to be scripts stay texts where headquarters takes a questionnaire in."""

from __future__ import annotations

import io
import json

from tests.questionnaires.desk.conftest import Office
from tests.questionnaires.test_markers import ALIVE, MARKED
from tests.questionnaires.versions import item

NAME = "<img src=x onerror=hit()>.json"


class TestImport:
    def test_neither_the_name_nor_the_texts_of_a_file_that_is_taken_in_come_alive(
        self, office: Office
    ) -> None:
        texts = {"title": MARKED, "item": [item("g", "group", MARKED, MARKED)], "publisher": MARKED}
        pages = []
        for content in (
            {"resourceType": "Questionnaire", "id": "m", "version": "1"} | texts,
            MARKED,
            {"x": MARKED},
        ):
            file = (io.BytesIO(json.dumps(content).encode()), NAME)
            answer = office.fang.post(
                "/desk/admin/questionnaires/import", data={"file": file}, follow_redirects=True
            )
            assert answer.status_code in (200, 422)
            pages.append(answer.text)
        assert not any(map(ALIVE.search, pages))
        assert any("&lt;script&gt;hit()" in page for page in pages)
