"""What the rig calls lost."""

from __future__ import annotations

from tests.faults.diary import Diary


def seen(*said: dict[str, dict[str, str]]) -> Diary:
    """Note, one after the other, what was typed and what was called saved."""
    diary = Diary()
    for one in said:
        diary.note(one)
    return diary


class TestLost:
    def test_an_answer_called_saved_must_stand_there_or_one_typed_later(self) -> None:
        diary = seen({"typed": {"salt": "6"}}, {"shown": {"salt": "6"}}, {"typed": {"salt": "5"}})
        assert diary.lost({"salt": "6"}) == diary.lost({"salt": "5"}) == []
        assert diary.lost({"salt": ""}) == diary.lost({}) == ["salt"]

    def test_an_older_answer_in_its_place_is_a_loss(self) -> None:
        diary = seen({"typed": {"salt": "6"}}, {"typed": {"salt": "5"}}, {"shown": {"salt": "5"}})
        assert diary.lost({"salt": "6"}) == ["salt"]

    def test_what_was_only_typed_is_not_lost_but_counted(self) -> None:
        diary = seen({"typed": {"salt": "6"}}, {"typed": {"oil": "25"}}, {"shown": {"salt": "6"}})
        assert diary.lost({"salt": "6"}) == []
        assert diary.unsaved({"salt": "6"}) == 1

    def test_what_once_stood_there_stands_there_to_the_end(self) -> None:
        diary = seen({"typed": {"salt": "6"}})
        diary.turn({"salt": "6"})
        assert diary.lost({}) == ["salt"]
