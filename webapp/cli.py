"""`kangyue`: one command for everything. Each part is imported only when it is called.

`risk`, `assess` and `questionnaire validate|score` need no settings, database or network.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from webapp.config import Misconfigured

COMMANDS = {
    "run": ("webapp.commands.serving", "run"),
    "demo": ("webapp.commands.serving", "demo"),
    "worker": ("webapp.commands.serving", "worker"),
    "db": ("webapp.commands.database", "db_group"),
    "audit": ("webapp.commands.database", "audit_group"),
    "questionnaire": ("webapp.commands.questionnaires", "questionnaire"),
    "diet": ("webapp.commands.diet", "diet_group"),
    "risk": ("webapp.assessments.cli", "risk"),
    "complaints": ("webapp.commands.complaints", "complaints"),
    "assess": ("webapp.assessments.cli", "assess"),
}


class Lazy(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        return super().main(*args, **{"prog_name": "kangyue", **kwargs})

    def invoke(self, ctx: click.Context) -> Any:
        """Do what was asked; what the surroundings lack is one line, not a traceback."""
        try:
            return super().invoke(ctx)
        except Misconfigured as wrong:
            raise click.UsageError(str(wrong)) from wrong
        except Exception as error:
            raise _without_database(error) or error from error


def _without_database(error: Exception) -> click.ClickException | None:
    """Give the sentence for a database that is away or has no tables yet (known by name: not loaded here)."""
    if type(error).__name__ not in {"OperationalError", "ProgrammingError"}:
        return None
    reason = str(getattr(error, "orig", error)).partition("\n")[0]
    return click.ClickException(f"the database: {reason} (kangyue db upgrade makes the tables)")


@click.group("kangyue", cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Kangyue: health questionnaires, exam booking, assessments, diet plans, fair complaints."""
