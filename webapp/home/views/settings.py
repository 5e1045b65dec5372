"""How a person likes to read: language, large type, light or dark (A8). One tap from every page."""

from __future__ import annotations

from flask import Response, request

from webapp import config
from webapp.accounts import services
from webapp.home import rules
from webapp.home.views.blueprint import bp
from webapp.kernel import access, htmx, pages
from webapp.kernel.errors import BadInput
from webapp.toolbox.words import LANGUAGES

_A_YEAR = 365 * 86_400


def _back(cookie: str, value: str) -> Response:
    """Return to the page where the switch was pressed, remembering the choice in this browser."""
    answer = htmx.go_to(rules.way_back(request.form.get("back", "/")))
    secure = config.current().secure
    answer.set_cookie(cookie, value, max_age=_A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer


@bp.post("/language")
@access.public
def set_language() -> Response:
    """Switch between Chinese and English, here and for next time."""
    wanted = request.form.get("language", "")
    language = next((tongue for tongue in LANGUAGES if tongue == wanted), None)
    if language is None:
        raise BadInput("language")
    who = access.visitor()
    if who.signed_in:
        services.set_preferences(account_id=who.account_id, language=language)
    return _back(pages.LANGUAGE_COOKIE, language)


@bp.post("/mode")
@access.public
def set_mode() -> Response:
    """Switch large type and strong contrast on or off."""
    mode = rules.mode(request.form.get("mode", ""))
    if mode is None:
        raise BadInput("mode")
    who = access.visitor()
    if who.signed_in:
        services.set_preferences(account_id=who.account_id, mode=mode.value)
    return _back(pages.MODE_COOKIE, mode.value)


@bp.post("/theme")
@access.public
def set_theme() -> Response:
    """Choose light, dark, or what the device says."""
    theme = rules.theme(request.form.get("theme", ""))
    if theme is None:
        raise BadInput("theme")
    who = access.visitor()
    if who.signed_in:
        services.set_preferences(account_id=who.account_id, theme=theme.value)
    return _back(pages.THEME_COOKIE, theme.value)
