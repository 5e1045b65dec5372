"""A room is entered by its services, queries, events or rules; tables lean only on lower tables."""

from __future__ import annotations

from flask import Flask

from tests.architecture import tree
from webapp.kernel.db import Model

DOORS = {"services", "queries", "events", "rules"}


class TestEnter:
    def test_other_rooms_are_entered_by_their_doors_only(self) -> None:
        wrong = [
            f"{tree.shown(path)}:{line} enters {name}"
            for room in tree.rooms()
            for path in tree.python_files(tree.WEBAPP / room)
            for line, name in tree.imported(path)
            if _through_the_wall(room, name)
        ]
        assert wrong == []

    def test_rules_and_toolbox_use_the_standard_library_alone(self) -> None:
        pure = [
            path for path in tree.python_files(tree.WEBAPP) if _is_pure(path.relative_to(tree.WEBAPP).parts)
        ]
        wrong = [
            f"{tree.shown(path)}:{line} imports {name}"
            for path in pure
            for line, name in tree.imported(path)
            if not _is_allowed_in_rules(name)
        ]
        assert wrong == []


class TestForeignKey:
    def test_a_table_leans_only_on_its_own_room_or_a_lower_floor(self, house: Flask) -> None:
        owner = {
            mapper.local_table.name: _room(mapper.class_.__module__) for mapper in Model.registry.mappers
        }
        wrong = [
            f"{table.name} leans on {key.column.table.name}"
            for table in Model.metadata.tables.values()
            for key in table.foreign_keys
            if not _leans_down(owner[table.name], owner[key.column.table.name])
        ]
        assert wrong == []

    def test_every_business_table_says_its_branch(self, house: Flask) -> None:
        wrong = [
            mapper.local_table.name
            for mapper in Model.registry.mappers
            if _room(mapper.class_.__module__) != "kernel" and "branch_id" not in mapper.local_table.columns
        ]
        assert sorted(wrong) == sorted(WITHOUT_BRANCH & set(wrong))


# Tables of the whole company, the same for each branch.
WITHOUT_BRANCH = {
    *("branch", "exam_package", "fee_schedule", "plan_version", "questionnaire_definition"),
    *("complaint_day_serial", "complaint_lengths", "diet_food_table", "work_calendar_day"),
}


def _through_the_wall(room: str, name: str) -> bool:
    parts = name.split(".")
    if parts[0] != "webapp" or len(parts) < 2 or parts[1] == room or parts[1] not in tree.rooms():
        return False
    return len(parts) < 3 or parts[2] not in DOORS


def _is_pure(parts: tuple[str, ...]) -> bool:
    return parts[0] == "toolbox" or (len(parts) > 1 and parts[1] in {"rules", "rules.py"})


def _is_allowed_in_rules(name: str) -> bool:
    import sys

    parts = name.split(".")
    if parts[0] in sys.stdlib_module_names:
        return True
    return parts[0] == "webapp" and (parts[1] == "toolbox" or "rules" in parts[2:4] or parts[-1] == "rules")


def _room(module: str) -> str:
    return module.split(".")[1]


def _leans_down(room: str, target: str) -> bool:
    if room == target or target == "kernel":
        return True
    return room != "kernel" and tree.floor(target) < tree.floor(room)
