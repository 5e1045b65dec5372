"""Argon2id, the same work for a person we do not know, and what a new colleague begins with (A3)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Hash a password with Argon2id (19 MiB, t=2, p=1)."""
    return _hasher.hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash("nobody has this password")


def fits(hashed: str | None, password: str) -> bool:
    """Tell whether `password` fits; an unknown account costs the same time."""
    try:
        return _hasher.verify(hashed or _nobody(), password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


@dataclass(frozen=True, slots=True)
class FirstKeys:
    """What a new colleague signs in with the first time: shown once, kept only as a hash and sealed."""

    password: str
    totp_secret: str


def first_keys() -> FirstKeys:
    """Draw a password of 96 bits and a secret for the authenticator."""
    return FirstKeys(secrets.token_urlsafe(12), pyotp.random_base32())
