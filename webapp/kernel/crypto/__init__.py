"""Sensitive columns: AES-256-GCM at rest, each value bound to its table, column and row.

`Mapped[str] = mapped_column(crypto.Secret("client.phone"))` is all a model says. The row's id is
bound in just before the flush; a value moved to another row is refused when it is read.
"""

from webapp.kernel.crypto.blobs import open_blob, seal_blob
from webapp.kernel.crypto.columns import Secret, SecretJson, for_row
from webapp.kernel.crypto.envelope import Unreadable, blind_index
from webapp.kernel.crypto.keys import KeyRing, KeysMissing, use
from webapp.kernel.crypto.rotation import held_by_older_keys, reseal

__all__ = [
    "KeyRing",
    "KeysMissing",
    "Secret",
    "SecretJson",
    "Unreadable",
    "blind_index",
    "for_row",
    "held_by_older_keys",
    "open_blob",
    "reseal",
    "seal_blob",
    "use",
]
