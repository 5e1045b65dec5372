"""What every template may use, and what every HTML answer gets: language, compression, cookies."""

from __future__ import annotations

from collections.abc import Hashable, MutableMapping
from functools import lru_cache
from typing import Any

import brotli
from flask import Flask, Response, current_app, request, url_for
from flask.templating import Environment
from markupsafe import Markup
from werkzeug.routing import BaseConverter

from webapp import config
from webapp.kernel import access, assets, forms, i18n, security
from webapp.toolbox.words import LANGUAGES, Language

LANGUAGE_COOKIE = "kangyue_language"
MODE_COOKIE = "kangyue_mode"
THEME_COOKIE = "kangyue_theme"
_SQUEEZE_OVER = 600  # bytes; below this the header costs more than it saves
_SQUEEZED = frozenset(
    (
        "text/html",
        "text/javascript",
        "application/json",
        "application/fhir+json",
        "application/manifest+json",
    )
)
# How hard brotli works: on an answer sent once (a page of 10 KB is 3.2 KB with 2 and 3.0 KB with 4, which takes a
# twelfth of the whole request longer), on one that this process sends again, on one kept for ever.
_ONCE, AGAIN, _LASTING = 2, 5, 9


class Templates(Environment):
    """Jinja whose templates share the house's words instead of each holding a layer over them.

    With a layer, every `{% from … import … %}` of every page compares all names one by one.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class RowId(BaseConverter):
    """`<id:booking_id>` in a route: twenty letters of our own alphabet, else 404."""

    regex = "[0-9a-hjkmnp-tv-z]{20}"
    part_isolating = True


def _choose_language() -> None:
    i18n.speak(_language(access.visitor().language))


def _forget_language(_error: BaseException | None) -> None:
    i18n.speak(LANGUAGES[0])


def _language(stored: Language | None) -> Language:
    if stored:
        return stored
    cookie = request.cookies.get(LANGUAGE_COOKIE)
    for tongue in LANGUAGES:
        if cookie == tongue:
            return tongue
    best = request.accept_languages.best_match(["zh-Hans", "zh-CN", "zh", "en"], "zh-Hans")
    return "en" if best == "en" else "zh-Hans"


@lru_cache(maxsize=256)
def icon(name: str, small: bool = False) -> Markup:
    """Draw an icon of the sprite; it is always beside a word, so it is hidden from screen readers."""
    css = "i s" if small else "i"
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>').format(
        css, assets.asset("icons.svg"), name
    )


@lru_cache(maxsize=64)
def script(name: str) -> Markup:
    """Draw what loads a script, and at the same time the bundles that it builds on."""
    first, *below = assets.with_imports(name)
    early = Markup("").join(Markup('<link rel="modulepreload" href="{}">').format(one) for one in below)
    return early + Markup('<script src="{}" type="module"></script>').format(first)


def fixed(name: str) -> Markup:
    """Draw a part that all readers of a language see alike: it knows no visitor, and is drawn once."""
    return _fixed(name, i18n.language())


@lru_cache(maxsize=64)
def _fixed(name: str, _language: Language) -> Markup:
    drawn = current_app.jinja_env.get_template(name).render()
    return Markup(drawn)  # noqa: S704 - our own template


def alike(name: str, **values: Hashable) -> Markup:
    """Draw a part of which its `values` and the language say all: whoever has the same sees the same drawing."""
    return _alike(name, i18n.language(), tuple(values.items()))


@lru_cache(maxsize=128)
def _alike(name: str, _language: Language, values: tuple[tuple[str, Hashable], ...]) -> Markup:
    drawn = current_app.jinja_env.get_template(name).render(dict(values))
    return Markup(drawn)  # noqa: S704 - our own template


@lru_cache(maxsize=2048)
def _address(endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return url_for(endpoint, **dict(values))


def link(endpoint: str, **values: Any) -> str:
    """Give an address; the latest asked for are kept (url_for is a sixth of a page's cost)."""
    if all(isinstance(value, str) for value in values.values()):
        return _address(endpoint, tuple(values.items()))
    return url_for(endpoint, **values)


def looks() -> dict[str, str]:
    """Give how this answer is drawn for its reader: language, type size, colours."""
    who = access.visitor()
    return {
        "lang": i18n.language(),
        "mode": who.mode or request.cookies.get(MODE_COOKIE, ""),
        "theme": who.theme or request.cookies.get(THEME_COOKIE, ""),
    }


def _words() -> dict[str, Any]:
    return {"visitor": access.visitor(), **looks()}


def squeeze(response: Response, quality: int = _ONCE) -> Response:
    """Compress an answer of text for browsers that take brotli; once, however often it is called."""
    if response.mimetype not in _SQUEEZED or response.is_streamed or response.direct_passthrough:
        return response
    page = response.mimetype == "text/html"
    held = response.headers.get("Vary", "")
    if "Accept-Encoding" not in held:
        more = "Accept-Encoding, Cookie" if page else "Accept-Encoding"
        response.headers["Vary"] = f"{held}, {more}" if held else more
    if "br" not in request.headers.get("Accept-Encoding", "") or "Content-Encoding" in response.headers:
        return response
    body = response.get_data()
    if len(body) > _SQUEEZE_OVER:
        if not page and response.cache_control.immutable:
            quality = _LASTING
        response.set_data(brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality))
        response.headers["Content-Encoding"] = "br"
    return response


def init(app: Flask) -> None:
    """Install converters, template globals, the language of each request, and compression."""
    app.jinja_environment = Templates
    app.jinja_options = {"cache_size": -1}  # all templates stay: no lock and no counting of uses
    app.url_map.converters["id"] = RowId
    app.before_request(_choose_language)
    app.teardown_request(_forget_language)
    app.context_processor(_words)
    app.jinja_env.globals.update(
        _=i18n._,
        ngettext=i18n.ngettext,
        say=i18n.say,
        typed=i18n.typed,
        day=i18n.day,
        moment=i18n.moment,
        time_of_day=i18n.time_of_day,
        number=i18n.number,
        money=i18n.money,
        asset=assets.asset,
        icon=icon,
        script=script,
        fixed=fixed,
        alike=alike,
        tongue=i18n.language,
        link=link,
        csrf=security.csrf_field,
        one_use_key=forms.one_use_key,
        settings=config.current(),
        build=assets.prepare().hash,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.after_request(squeeze)
