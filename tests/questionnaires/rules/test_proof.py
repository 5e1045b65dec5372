"""The fingerprint can be proved from a file and from the printed text."""

from __future__ import annotations

import json

import pytest

from webapp.questionnaires.rules.hashing import canonical, content_hash
from webapp.questionnaires.rules.proof import COLUMNS, printed, prove
from webapp.questionnaires.rules.reading import Unusable

RECORD = {
    "resourceType": "QuestionnaireResponse",
    "item": [
        {"linkId": f"q-{n}", "answer": [{"valueString": 'a "quoted", [odd] \\ text\n'}]} for n in range(20)
    ]
    + [{"linkId": "n", "answer": [{"valueDecimal": 7.5}, {"valueString": "\u559d\u8336"}]}],
}
HASH = content_hash(RECORD)


class TestPrinted:
    def test_is_the_hashed_text_broken_outside_strings(self) -> None:
        text = printed(RECORD)
        assert "".join(text.split("\n")) == canonical(RECORD)
        assert json.loads(text) == RECORD
        assert max(map(len, text.split("\n"))) <= COLUMNS
        assert len(text.split("\n")) > 10


class TestProve:
    @pytest.mark.parametrize(
        "text",
        [
            canonical(RECORD),
            json.dumps(RECORD, indent=3),
            printed(RECORD),
            printed(RECORD).replace("\n", "\r\n"),
            printed(RECORD).replace("a \\", "a\n\\"),
            printed(RECORD).replace("odd", "o\ndd"),
        ],
    )
    def test_the_same_answers_have_the_same_fingerprint_however_they_are_broken(self, text: str) -> None:
        proof = prove(text, HASH.upper())
        assert (proof.kind, proof.sha256, proof.holds) == ("QuestionnaireResponse", HASH, True)

    def test_one_letter_less_does_not_hold(self) -> None:
        assert not prove(printed(RECORD).replace("7.5", "7.6"), HASH).holds

    @pytest.mark.parametrize("text", ["", "[]", "7", "{", "not json"])
    def test_what_is_no_record_is_refused(self, text: str) -> None:
        with pytest.raises(Unusable):
            prove(text)
