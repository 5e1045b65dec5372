"""Q8: one's own name, or a named proxy with relation, reason and own name; nobody signs in another's place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from webapp.questionnaires.rules.signing import Fault, faults, may_sign
from webapp.toolbox.signature import Signature, Signer, from_json, own
from webapp.toolbox.words import Bilingual

SHEN = Bilingual(zh="\u6c88\u81f4\u548c", en="Shen Zhihe")
NAME = (((10, 100), (200, 20), (400, 180)),)
DOT = (((10, 100), (12, 101)),)
DAUGHTER = Signature(Signer.PROXY, "Shen Lan", relation="CHILD", reason="Broken arm")


class TestOwnName:
    @pytest.mark.parametrize("written", ["Shen Zhihe", "zhihe SHEN", SHEN.zh, "\u6c88 \u81f4\u548c"])
    def test_is_ones_own_in_either_script(self, written: str) -> None:
        assert faults(own(written), client=SHEN) == []

    def test_may_be_drawn_instead(self) -> None:
        assert faults(own("", NAME), client=SHEN) == []

    @pytest.mark.parametrize(
        ("signature", "fault"),
        [
            (own(" "), Fault.NAME_MISSING),
            (own("Wang Li"), Fault.NOT_OWN_NAME),
            (own("Wang Li", NAME), Fault.NOT_OWN_NAME),
            (own("", DOT), Fault.TOO_LITTLE_INK),
        ],
    )
    def test_nothing_anothers_and_a_dot_are_none(self, signature: Signature, fault: Fault) -> None:
        assert faults(signature, client=SHEN) == [fault]


class TestProxy:
    def test_signs_with_relation_reason_and_own_name(self) -> None:
        assert faults(DAUGHTER, client=SHEN) == []
        assert faults(replace(DAUGHTER, drawn=NAME), client=SHEN) == []

    @pytest.mark.parametrize(
        ("lacking", "fault"),
        [
            ({"name": "", "drawn": NAME}, Fault.PROXY_NAME_MISSING),
            ({"name": "\u200b"}, Fault.PROXY_NAME_MISSING),
            ({"reason": "\u200b"}, Fault.REASON_MISSING),
            ({"name": "Shen Zhihe"}, Fault.PROXY_IS_CLIENT),
            ({"relation": "FRIEND"}, Fault.RELATION_MISSING),
            ({"relation": ""}, Fault.RELATION_MISSING),
            ({"reason": " "}, Fault.REASON_MISSING),
        ],
    )
    def test_leaves_nothing_out(self, lacking: dict[str, str], fault: Fault) -> None:
        assert faults(replace(DAUGHTER, **lacking), client=SHEN) == [fault]  # type: ignore[arg-type]


class TestMaySign:
    def test_a_client_never_signs_for_staff_nor_staff_for_a_client(self) -> None:
        assert [may_sign(signer, is_client=True) for signer in Signer] == [True, True, False]
        assert [may_sign(signer, is_client=False) for signer in Signer] == [False, False, True]


class TestFromJson:
    def test_gives_back_what_was_stored(self) -> None:
        signed = replace(DAUGHTER, drawn=NAME)
        assert from_json(signed.as_json()) == signed
