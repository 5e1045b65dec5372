"""The check digit of a resident ID number (GB 11643), by python-stdnum."""

from __future__ import annotations


def wrong_number(text: str) -> bool:
    """Tell whether an ID number was given and cannot be one."""
    if not text:
        return False
    from stdnum.cn import ric

    return not ric.is_valid("".join(text.split()).upper())
