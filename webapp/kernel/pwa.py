"""What makes the site an installable app: the service worker, the manifest, the offline page.

The worker's source is `static/js/sw.js`; it is sent from `/sw.js` (its scope is the whole site) with
this build's name and the list of files it keeps.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Response, render_template, request

from webapp.kernel import access, assets, i18n
from webapp.kernel.i18n import _
from webapp.toolbox.words import LANGUAGES, Language

bp = Blueprint("pwa", __name__)

_KEPT = (
    "css/base.css",
    "js/app.js",
    "vendor/htmx-4.0.1.min.js",
    "icons.svg",
    "icons/logo.svg",
)
_DEVICE = "js/device/worker.js"
_WORKER = "X-Worker"
_PAPER, _JADE = "#FBFAF7", "#0F766E"


@dataclass(frozen=True, slots=True)
class Shell:
    """A page of nobody that a screen shows without a network: where it is, for which addresses, its scripts.

    `door`: an address that it is shown for, and the words (`lazy`) by which the offline page leads there.
    """

    address: str
    pattern: str
    scripts: tuple[str, ...] = ()
    door: tuple[str, str] | None = None


_shells: list[Shell] = [Shell("/unsent", "^/unsent$", ("js/device/unsent.js",)), Shell("/offline", "")]


def keep_shell(shell: Shell) -> None:
    """Let the worker keep a room's page, to be shown where an address like `pattern` gives no answer."""
    _shells.insert(0, shell)
    _worker.cache_clear()


def _asked_language() -> Language:
    asked = request.args.get("language", "")
    return next((tongue for tongue in LANGUAGES if tongue == asked), i18n.language())


@lru_cache(maxsize=2)
def _worker(modular: bool) -> str:
    """Write the worker: as a module it can empty the outbox with no page open; an old browser's cannot."""
    kept = [assets.asset(name) for name in _KEPT]
    scripts = ("js/device/here.js", *(script for shell in _shells for script in shell.scripts))
    kept += dict.fromkeys(one for script in scripts for one in assets.with_imports(script))
    kept += [f"{shell.address}?language={language}" for shell in _shells for language in LANGUAGES]
    shells = json.dumps([[shell.pattern, shell.address] for shell in _shells])
    imports = f"import {{ outbox, vaults }} from {json.dumps(assets.asset(_DEVICE))};\n"
    head = f"const BUILD = {json.dumps(assets.prepare().hash)};\nconst KEPT = {json.dumps(kept)};\n"
    head += f"const SHELLS = {shells};\n"
    without = "const vaults = null;\nconst outbox = null;\n"
    body = (assets.SOURCE / "js" / "sw.js").read_text(encoding="utf-8")
    return (imports if modular else without) + head + body


@bp.get("/sw.js")
@access.public
def service_worker() -> Response:
    """Send the service worker; browsers ask again each day, so it is never kept."""
    answer = Response(_worker(modular="classic" not in request.args), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    source = assets.asset(f"icons/{name}-{size}.png")
    return {"src": source, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@bp.get("/manifest.webmanifest")
@access.public
def manifest() -> Response:
    """Describe the app in the language asked for (browsers fetch a manifest without cookies)."""
    language = _asked_language()
    with i18n.speaking(language):
        words = {
            "id": "/",
            "name": _("Kangyue"),
            "short_name": _("Kangyue"),
            "description": _("Health questionnaires, exams, reports and diet plans of your yearly plan."),
            "lang": language,
            "dir": "ltr",
            "start_url": "/today",
            "scope": "/",
            "display": "standalone",
            "background_color": _PAPER,
            "theme_color": _JADE,
            "categories": ["health", "lifestyle"],
            "icons": [
                *(_icon("app-round", size, "any") for size in (192, 512)),
                *(_icon("app", size, "maskable") for size in (192, 512)),
            ],
        }
    answer = Response(json.dumps(words, ensure_ascii=False), mimetype="application/manifest+json")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@bp.get("/offline")
@access.public
def offline() -> Response:
    """Draw the page the worker shows without a network; it is the same for everybody."""
    return shell("kernel/offline.html", doors=[one.door for one in _shells if one.door])


@bp.get("/unsent")
@access.public
def unsent() -> Response:
    """Draw the page on which a phone lists what it has not sent yet; the phone fills it in."""
    return shell("kernel/unsent.html")


def shell(template: str, **words: object) -> Response:
    """Draw a page of nobody in the language the worker asks for.

    `stranger`: opened by a browser itself, without a session; the phone then shows nothing of who was here last. The
    worker says who it is in a header, which no address can bring along.
    """
    stranger = _WORKER not in request.headers and not access.visitor().signed_in
    with i18n.speaking(_asked_language()):
        return Response(render_template(template, stranger=stranger, **words), mimetype="text/html")
