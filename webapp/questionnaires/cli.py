"""`kangyue questionnaire validate | score`: JSON on stdout; exit 0 valid, 1 invalid, 2 unusable input.

They need no settings, database or web; `import` and `export` join this group in `webapp/commands`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from webapp.questionnaires.rules import definition, scoring, validation
from webapp.questionnaires.rules.hashing import plain
from webapp.questionnaires.rules.reading import Unusable, load, load_resource


@click.group()
def questionnaire() -> None:
    """Questionnaires: take in, check, score and give out."""


@questionnaire.command("validate")
@click.option("--questionnaire", "form", help="The Questionnaire, a JSON file; - for stdin.")
@click.option("--response", required=True, help="The QuestionnaireResponse, a JSON file; - for stdin.")
def validate(form: str | None, response: str) -> None:
    """Check a response against its questionnaire.

    Ends with 0 when it is valid, 1 when it is not, 2 when a file is unusable.
    """
    with Usable():
        answers = load_resource(read_text(response), "QuestionnaireResponse")
        resource = load(read_text(form)) if form is not None else None
        if resource is not None and not isinstance(resource, dict):
            raise Unusable("the questionnaire is not a JSON object")
        if resource is not None and resource.get("resourceType", "Questionnaire") != "Questionnaire":
            raise Unusable("not a Questionnaire")
        issues = validation.validate(definition.read(resource) if resource is not None else None, answers)
    valid = validation.is_valid(issues)
    print_json({"valid": valid, "issues": [found.as_json() for found in issues]})
    sys.exit(0 if valid else 1)


@questionnaire.command("score")
@click.argument("name")
@click.option("--response", required=True, help="The QuestionnaireResponse, a JSON file; - for stdin.")
def score(name: str, response: str) -> None:
    """Score a scale in a response.

    NAME is phq9, gad7, tcm33, self_care or screening. Ends with 1 when an answer is missing, 2 when the file is
    unusable.
    """
    with Usable():
        found = scoring.scored(name, load_resource(read_text(response), "QuestionnaireResponse"))
        if found is None:
            raise Unusable(f"unknown scale {name}; known: {', '.join(scoring.SCORED)}")
    print_json(found.result.as_json())
    sys.exit(1 if found.result.not_computed else 0)


class Usable:
    """Turns unusable input into one line on stderr and exit code 2."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Unusable):
            fail(str(error))


def fail(sentence: str) -> NoReturn:
    """Say on stderr why the input is unusable and end with exit code 2."""
    click.echo(sentence, err=True)
    sys.exit(2)


def read_text(path: str) -> str:
    """Read a file, or stdin for `-`; raises `Unusable`."""
    try:
        if path == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError as refused:
        raise Unusable(f"{path!a} is not UTF-8 text") from refused
    except (OSError, ValueError) as refused:
        raise Unusable(f"cannot read {path!a}: {getattr(refused, 'strerror', refused)}") from refused


def print_json(value: dict[str, Any]) -> None:
    """Write JSON in ASCII, so that no letter depends on the terminal."""
    click.echo(json.dumps(value, ensure_ascii=True, indent=2, default=plain))
