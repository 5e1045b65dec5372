"""B10: preparation notes in both languages."""

import pytest

from webapp.exams.rules.catalogue import package_items
from webapp.exams.rules.preparation import notes_for


def codes(items, sex="male"):
    return [note.code for note in notes_for(items, sex)]


class TestNotesFor:
    def test_a_blood_lipid_test_asks_for_fasting_first(self):
        assert codes(["lipid", "glucose"])[0] == "FASTING"

    def test_nobody_fasts_without_a_reason(self):
        assert "FASTING" not in codes(["bp_pulse"])

    def test_everybody_reads_about_medicines_and_identity(self):
        assert {"MEDICINES", "IDENTITY"} <= set(codes([]))

    def test_notes_for_women_are_not_shown_to_men(self):
        assert "PREGNANCY" in codes(["chest"], "female")
        assert "PREGNANCY" not in codes(["chest"], "male")

    @pytest.mark.parametrize("note", notes_for(package_items(), "female"), ids=lambda note: note.code)
    def test_each_note_has_both_languages_and_known_items(self, note):
        assert note.title.zh != note.title.en
        assert note.detail.zh
        assert note.detail.en
        assert note.any_of <= package_items().keys()
