"""Row ids and secret tokens."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from webapp.kernel import clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]  # two letters for ten bits
_source: ContextVar[random.Random | None] = ContextVar("id_source", default=None)


def new_id() -> str:
    """Give a row id: 20 letters, time first (so pages read in order), 60 random bits.

    An id is a name, never a secret: authorisation is always checked.
    """
    source = _source.get()
    tail = source.getrandbits(60) if source else secrets.randbits(60)
    number = (int(clock.now().timestamp() * 1000) & (2**40 - 1)) << 60 | tail
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(90, -1, -10)])


def new_token() -> str:
    """Give a secret of 256 bits, safe in a URL or a cookie."""
    return secrets.token_urlsafe(32)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Make row ids repeatable (the demo seed). Tokens stay random."""
    token = _source.set(random.Random(seed))
    try:
        yield
    finally:
        _source.reset(token)
