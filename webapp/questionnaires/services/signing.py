"""Check a signature before anything is kept under it (Q8)."""

from __future__ import annotations

from dataclasses import replace

from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _, lazy
from webapp.questionnaires.rules import signing
from webapp.questionnaires.rules.signing import Fault
from webapp.toolbox.signature import Signature
from webapp.toolbox.words import Bilingual

_FIELDS = {
    Fault.NAME_MISSING: ("name", lazy("Please write your name, or draw it.")),
    Fault.NOT_OWN_NAME: ("name", lazy("Please write your own name, as it is in your file.")),
    Fault.TOO_LITTLE_INK: ("drawn", lazy("This is too short for a name. Please draw it again.")),
    Fault.PROXY_NAME_MISSING: ("proxy_name", lazy("Whoever signs for somebody writes their own name.")),
    Fault.PROXY_IS_CLIENT: (
        "proxy_name",
        lazy("This is the name of the one who is signed for. Whoever signs writes their own name."),
    ),
    Fault.RELATION_MISSING: ("relation", lazy("Please choose who this person is to you.")),
    Fault.REASON_MISSING: ("reason", lazy("Please say why somebody else signs.")),
}


class BadSignature(Refusal):
    """A signature is not in order; `faults` says what."""

    status = 422

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__([fault.value for fault in faults])
        self.faults = faults

    def problems(self) -> list[tuple[str, str]]:
        """Give the form field and the sentence of each fault."""
        return [(_FIELDS[fault][0], str(_FIELDS[fault][1])) for fault in self.faults]

    def message(self) -> str:
        return self.problems()[0][1]


class NotYourPart(Refusal):
    """Somebody signs in a part that is not theirs: a client as staff, staff as the client."""

    status = 403

    def message(self) -> str:
        return _("Nobody can sign in somebody else's place like this.")


def check_signature(signature: Signature, *, client: Bilingual, is_client: bool) -> Signature:
    """Give a signature that is in order, with the signer's name in it. Raises `NotYourPart`, `BadSignature`.

    `client` is the name of the person the paper is about; `is_client` whether that person's account is signing.
    """
    if not signing.may_sign(signature.signer, is_client=is_client):
        raise NotYourPart
    found = signing.faults(signature, client=client)
    if found:
        raise BadSignature(found)
    return replace(signature, name=signature.name or client.zh or client.en)
