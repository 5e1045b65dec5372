"""The demo's people, their writes taken back."""

from tests.fuzz.conftest import unchanged

__all__ = ["unchanged"]
