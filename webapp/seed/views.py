"""/demo: who one can be. Registered in demo mode only."""

from __future__ import annotations

import pyotp
from flask import Blueprint, Response

from webapp.accounts.rules import Role
from webapp.gateways import sms
from webapp.kernel import access, clock, htmx
from webapp.seed import sign_ins
from webapp.toolbox.packaged import bilingual, data

bp = Blueprint("seed", __name__)


@bp.get("/demo")
@access.public
def demo() -> Response:
    """List the ready-made sign-ins, the second factor's code of this half minute, and sent messages."""
    people = sign_ins.kept()
    return htmx.answer(
        "seed/demo.html",
        clients=[one for one in people if one.role == Role.CLIENT],
        staff=[one for one in people if one.role != Role.CLIENT],
        password=sign_ins.PASSWORD,
        secret=sign_ins.TOTP_SECRET,
        code=pyotp.TOTP(sign_ins.TOTP_SECRET).at(clock.now()),
        path=[bilingual(step) for step in data("seed", "stages")["PATH"]],
        messages=list(sms.gateway().last(5)),
    )
