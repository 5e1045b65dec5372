"""Who fills in which questionnaire: clients their own, practitioners what they ask one by one (T1, T2).

What headquarters imports is for clients.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

PRACTITIONERS: Final = frozenset({"tcm33", "self_care", "child_tcm"})
"""Asked by the doctor who visits: a client reads what came of them and cannot begin, send or correct one."""
RECORDED: Final = frozenset({"tcm33", "self_care"})
"""Parts of a record of their own, which counts them and lets somebody confirm them: they are written there."""
FIRST: Final = ("hra", "screening", "phq9", "gad7", "personal_info")
"""In which order clients find the house's own; others follow by their codes."""


def is_for_clients(code: str) -> bool:
    """Tell whether clients fill in this questionnaire by themselves."""
    return code not in PRACTITIONERS


def is_typed_from_paper(code: str) -> bool:
    """Tell whether staff are offered this questionnaire to type in from paper."""
    return code not in RECORDED


def in_order(codes: Iterable[str]) -> list[str]:
    """Give what clients fill in, in the order of their list."""
    found = sorted(filter(is_for_clients, codes))
    return [code for code in FIRST if code in found] + [code for code in found if code not in FIRST]
