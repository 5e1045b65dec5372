"""The form part of a signature: drawn or typed, by oneself or by a proxy; `components/signature.html` draws it.

A form that is signed subclasses `SigningForm`; a room's rules say whether the signature is in order.
"""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from webapp.kernel import security
from webapp.kernel.choosing import RadioField, SelectField
from webapp.kernel.errors import BadInput
from webapp.kernel.forms import Form, at_most, stripped
from webapp.kernel.i18n import _, lazy
from webapp.toolbox import strokes
from webapp.toolbox.signature import LONGEST_NAME, LONGEST_REASON, Relation, Signature, Signer

SIGNERS = (
    (Signer.OWN.value, lazy("I sign for myself")),
    (Signer.PROXY.value, lazy("Somebody signs for me")),
)
RELATIONS = {
    Relation.SPOUSE: lazy("Wife or husband"),
    Relation.CHILD: lazy("Daughter or son"),
    Relation.PARENT: lazy("Mother or father"),
    Relation.SIBLING: lazy("Sister or brother"),
    Relation.GUARDIAN: lazy("Guardian"),
    Relation.CARER: lazy("Carer"),
    Relation.PRACTITIONER: lazy("Doctor or health worker"),
    Relation.OTHER: lazy("Somebody else"),
}


class SigningForm(Form):
    """Who signs, the name as written, the strokes as drawn, and of a proxy: own name, relation, reason."""

    signer = RadioField(lazy("Who signs?"), choices=SIGNERS, default=Signer.OWN.value, validate_choice=False)
    name = StringField(lazy("Your name"), filters=[stripped], validators=[at_most(LONGEST_NAME)])
    proxy_name = StringField(
        lazy("Own name of the person who signs"), filters=[stripped], validators=[at_most(LONGEST_NAME)]
    )
    relation = SelectField(
        lazy("Who is this person to you?"),
        choices=[("", lazy("Please choose")), *((one.value, words) for one, words in RELATIONS.items())],
        validate_choice=False,
    )
    reason = StringField(
        lazy("Why can you not sign yourself?"), filters=[stripped], validators=[at_most(LONGEST_REASON)]
    )
    drawn = HiddenField(lazy("Drawn signature"))

    def validate_drawn(self, field: HiddenField) -> None:
        """Refuse what is no drawing on the board."""
        try:
            strokes.read(field.data or "")
        except strokes.NoStrokes as refused:
            raise ValidationError(_("This drawing could not be read. Please draw it again.")) from refused

    def signature(self) -> Signature:
        """Give what was signed; call after `validate`. Raises `BadInput` for a part that nobody can sign in."""
        part = (self.signer.raw_data or [Signer.OWN.value])[0]
        if part not in Signer.__members__:
            raise BadInput("signer")
        signer, drawn = Signer(part), strokes.read(self.drawn.data or "")
        if signer is not Signer.PROXY:
            return Signature(signer, self.name.data or "", drawn)
        written = (self.proxy_name.data or "", self.relation.data or "", self.reason.data or "")
        return Signature(signer, written[0], drawn, *written[1:])


def read(held: dict[str, Any]) -> Signature:
    """Read a signature from a phone's JSON: `name`, `signature` (strokes), `proxy` {name, relation, reason}.

    The part in which somebody signs is never taken from the JSON. Raises `BadInput` that names the field.
    """
    name = _text(held, "name", LONGEST_NAME)
    try:
        drawn = strokes.strokes(held.get("signature") or [])
    except strokes.NoStrokes as refused:
        raise BadInput("signature") from refused
    proxy = held.get("proxy")
    if proxy is None:
        return Signature(Signer.OWN, name, drawn)
    if not isinstance(proxy, dict) or not set(proxy) <= {"name", "relation", "reason"}:
        raise BadInput("proxy")
    return Signature(
        Signer.PROXY,
        _text(proxy, "name", LONGEST_NAME),
        drawn,
        _text(proxy, "relation", LONGEST_NAME),
        _text(proxy, "reason", LONGEST_REASON),
    )


def _text(held: dict[str, Any], field: str, limit: int) -> str:
    value = held.get(field, "")
    if not isinstance(value, str) or len(value) > limit or not security.readable(value):
        raise BadInput(field)
    return value.strip()
