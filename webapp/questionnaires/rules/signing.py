"""Whether a paper is signed rightly (Q8): by one's own name, or by a named proxy who also writes their own name."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from webapp.toolbox import strokes
from webapp.toolbox.signature import Relation, Signature, Signer
from webapp.toolbox.words import Bilingual


class Fault(StrEnum):
    """What is wrong with a signature, named after the field it is about."""

    NAME_MISSING = "name_missing"
    NOT_OWN_NAME = "not_own_name"
    TOO_LITTLE_INK = "too_little_ink"
    PROXY_NAME_MISSING = "proxy_name_missing"
    PROXY_IS_CLIENT = "proxy_is_client"
    RELATION_MISSING = "relation_missing"
    REASON_MISSING = "reason_missing"


def may_sign(signer: Signer, *, is_client: bool) -> bool:
    """Tell whether an account may sign in this part: a client never for staff, staff never for a client (Q8)."""
    return is_client is (signer in (Signer.OWN, Signer.PROXY))


def faults(signature: Signature, *, client: Bilingual) -> list[Fault]:
    """List what is wrong with a signature under a paper of `client`."""
    found = {Signer.OWN: _own_faults, Signer.PROXY: _proxy_faults, Signer.STAFF: _staff_faults}
    wrong = found[signature.signer](signature, client)
    if signature.drawn and strokes.ink(signature.drawn) < strokes.LEAST_INK:
        wrong.append(Fault.TOO_LITTLE_INK)
    return wrong


def is_own_name(written: str, own: Bilingual) -> bool:
    """Tell whether somebody wrote their own name; case, width, blanks and the order of the parts are forgiven."""
    return any(_same(_plain(written), _plain(name)) for name in (own.zh, own.en))


def _own_faults(signature: Signature, client: Bilingual) -> list[Fault]:
    if signature.name.strip():
        return [] if is_own_name(signature.name, client) else [Fault.NOT_OWN_NAME]
    return [] if signature.drawn else [Fault.NAME_MISSING]


def _proxy_faults(signature: Signature, client: Bilingual) -> list[Fault]:
    checks = {
        Fault.PROXY_NAME_MISSING: not _says(signature.name),
        Fault.PROXY_IS_CLIENT: is_own_name(signature.name, client),
        Fault.RELATION_MISSING: signature.relation not in Relation.__members__,
        Fault.REASON_MISSING: not _says(signature.reason),
    }
    return [fault for fault, wrong in checks.items() if wrong]


def _staff_faults(signature: Signature, _client: Bilingual) -> list[Fault]:
    return [] if signature.name.strip() else [Fault.NAME_MISSING]


def _says(written: str) -> bool:
    """Tell whether there is a letter to read; Unicode knows signs without a shape."""
    return bool(_plain(written).split())


def _same(written: str, name: str) -> bool:
    if not written.split():
        return False
    return "".join(written.split()) == "".join(name.split()) or sorted(written.split()) == sorted(
        name.split()
    )


def _plain(name: str) -> str:
    """Fold width and case; a point or hyphen inside a name counts as a blank."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter if letter.isalnum() else " " for letter in folded)
