"""The diagram in the docs is the table of the code."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from webapp.cli import main
from webapp.complaints.rules import diagram, guards
from webapp.complaints.rules.states import Action, Actor, State
from webapp.complaints.rules.table import TABLE, Effect
from webapp.complaints.services.refusals import GUARD_WORDS

PAGE = Path(__file__).parents[2] / "docs" / "complaints.md"


class TestDiagram:
    def test_the_page_in_the_docs_is_up_to_date(self) -> None:
        assert PAGE.read_text(encoding="utf-8") == diagram.document()

    def test_the_command_prints_the_page(self) -> None:
        assert CliRunner().invoke(main, ["complaints", "diagram"]).output == diagram.document()


class TestTable:
    def test_every_state_actor_action_effect_and_guard_is_used(self) -> None:
        assert {state for row in TABLE for state in (*row.states, row.to)} - {None} == set(State)
        assert {actor for row in TABLE for actor in row.actors} == set(Actor)
        assert {row.action for row in TABLE} == set(Action)
        assert {effect for row in TABLE for effect in row.effects} == set(Effect)
        named = {*guards.GUARDS.values(), *guards.OF_ONE_ACTOR.values()}
        assert {name for names in named for name in names} == set(guards.FORBIDS)

    def test_each_guard_has_words_for_people(self) -> None:
        assert set(guards.FORBIDS) <= set(GUARD_WORDS)
