"""`kangyue risk MODEL FILE` and `kangyue assess FILE`: no settings, no database, no network.

Exit codes: 0 all computed, 1 something not computed, 2 unusable input. Only JSON goes to stdout.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import click

from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.intake import Unusable, check, parse
from webapp.assessments.rules.registry import MODELS

READABLE = 20
ALL_COMPUTED, NOT_ALL_COMPUTED, UNUSABLE = 0, 1, 2


def risk_results(model: str, content: bytes) -> Iterator[dict[str, Any]]:
    """Give one result for each input, in order; raises `Unusable`."""
    if model not in MODELS:
        raise Unusable(f"unknown model: {model!a}; one of {', '.join(MODELS)}")
    people = [check(item, model) for item in parse(content)]
    return (MODELS[model](Facts(values)).as_json() for values in people)


def assess_results(content: bytes) -> Iterator[dict[str, Any]]:
    """Give one six-part result for each input, in order; raises `Unusable`."""
    from webapp.assessments.rules.report import assess

    people = [check(item) for item in parse(content)]
    return (assess(values).as_json() for values in people)


def risk_command(model: str, file: str) -> NoReturn:
    """Print one model's results and leave with the exit code."""
    _print_and_leave(lambda content: risk_results(model, content), file)


def assess_command(file: str) -> NoReturn:
    """Print the six-part results and leave with the exit code."""
    _print_and_leave(assess_results, file)


def _print_and_leave(answer: Callable[[bytes], Iterator[dict[str, Any]]], file: str) -> NoReturn:
    try:
        results = answer(_content(file))
    except Unusable as unusable:
        click.echo(str(unusable), err=True)
        sys.exit(UNUSABLE)
    sys.exit(ALL_COMPUTED if _write(sys.stdout.buffer, results) else NOT_ALL_COMPUTED)


def _content(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except (OSError, ValueError) as wrong:
        raise Unusable(f"cannot read {file!a}: {getattr(wrong, 'strerror', wrong)}") from wrong


def _write(out: BinaryIO, results: Iterator[dict[str, Any]]) -> bool:
    """Write the list, each result as soon as it is there; tell whether everything could be computed.

    A few results are laid out for reading; of a long list each has one line, which takes a third of the time.
    """
    few = list(islice(results, READABLE + 1))
    indent = 2 if len(few) <= READABLE else None
    complete = True
    out.write(b"[")
    for number, result in enumerate(chain(few, results)):
        complete = complete and not result["not_computed"]
        text = json.dumps(result, ensure_ascii=False, indent=indent, allow_nan=False)
        out.write(
            (b",\n" if number else b"\n") + text.encode()
        )  # UTF-8 whatever the terminal's own encoding is
    out.write(b"\n]\n")
    out.flush()
    return complete


@click.command("risk")
@click.argument("model")
@click.argument("file")
def risk(model: str, file: str) -> None:
    """Print one model's results.

    FILE holds one input or a list of them, JSON (- is stdin). Ends with 1 when something could not be
    computed, 2 when FILE is unusable. A MODEL that is none lists them all.
    """
    risk_command(model, file)


@click.command("assess")
@click.argument("file")
def assess(file: str) -> None:
    """Print six-part assessments.

    FILE holds one input or a list of them, JSON (- is stdin). Ends with 1 when something could not be
    computed, 2 when FILE is unusable.
    """
    assess_command(file)
