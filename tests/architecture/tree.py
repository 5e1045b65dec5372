"""The house as a tree of files: what the architecture tests look at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEBAPP, TEMPLATES, TESTS = ROOT / "webapp", ROOT / "templates", ROOT / "tests"
CATALOGUES = ROOT / "translations" / "zh_Hans" / "LC_MESSAGES"
NOT_ROOMS = {"kernel", "toolbox", "gateways", "seed", "commands"}
FLOORS = (
    ("accounts",),
    ("notices",),
    ("organisation",),
    ("clients",),
    ("plans",),
    ("records",),
    ("questionnaires", "exams", "complaints"),
    ("assessments",),
    ("tcm", "diet_plans", "groups"),
    ("home", "admin"),
)


def rooms() -> list[str]:
    """Give the rooms that exist."""
    folders = (path for path in WEBAPP.iterdir() if (path / "__init__.py").exists())
    return sorted(path.name for path in folders if path.name not in NOT_ROOMS)


def floor(room: str) -> int:
    """Give how high a room lies; 0 is the ground."""
    return next(height for height, names in enumerate(FLOORS) if room in names)


def python_files(*folders: Path) -> list[Path]:
    """Give the Python files of folders, in order."""
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


@lru_cache(maxsize=2000)
def parsed(path: Path) -> ast.Module:
    """Give the syntax tree of a file."""
    return ast.parse(path.read_text(), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Give the functions and methods of a file."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Give (line, dotted name) for everything a file imports; `from a import b` is `a.b`."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def templates() -> list[Path]:
    """Give all templates, in order."""
    return sorted(TEMPLATES.rglob("*.html"))


def shown(path: Path) -> str:
    """Give a path as it is written in the repository."""
    return str(path.relative_to(ROOT))
