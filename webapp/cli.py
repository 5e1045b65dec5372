"""`kangyue`: one command for everything. Each part is imported only when it is called.

`risk`, `assess` and `questionnaire validate|score` need no settings, database or network.
"""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "run": ("webapp.commands.serving", "run"),
    "demo": ("webapp.commands.serving", "demo"),
    "worker": ("webapp.commands.serving", "worker"),
    "db": ("webapp.commands.database", "db_group"),
    "audit": ("webapp.commands.database", "audit_group"),
    "questionnaire": ("webapp.commands.questionnaires", "questionnaire"),
    "risk": ("webapp.assessments.cli", "risk"),
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


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Kangyue: health questionnaires, exam booking, assessments, diet plans, fair complaints."""
