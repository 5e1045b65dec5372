"""What goes wrong, said in words: 404 for what is not yours, 409 for a rule, never a 5xx for input."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound

from webapp.kernel import logging, transaction
from webapp.kernel.db import clashed
from webapp.kernel.i18n import _


class NotYours(NotFound):
    """The object does not exist for this visitor (A1): the same answer as for no object at all."""


class Refusal(Exception):
    """A business rule says no. Rooms subclass it; `message` is a translated sentence.

    Unless a view catches it and draws its form again, the visitor gets a calm page with `status`.
    """

    status = 409

    def message(self) -> str:
        """Say what happened and what to do, in the visitor's language."""
        return _("This cannot be done now. Please look at the page again.")


class BadInput(Refusal):
    """Input that no form field can carry; names the field."""

    status = 400

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field

    def message(self) -> str:
        return _("“%(field)s” holds something we cannot read. Please check it.", field=self.field)


def _words(status: int) -> tuple[str, str]:
    titles: dict[int, tuple[str, str]] = {
        400: (_("We could not read that"), _("Something in the address or the form is not readable.")),
        401: (_("Please sign in"), _("Sign in to go on.")),
        403: (_("This page is not for you"), _("Your role does not open this page.")),
        404: (_("We cannot find that page"), _("It may have moved, or the link is incomplete.")),
        405: (_("That is not possible here"), _("Please go back and use the button on the page.")),
        409: (_("That is not possible now"), _("Something changed in the meantime. Please look again.")),
        413: (_("That is too large"), _("Please send something smaller.")),
        429: (_("Please wait a little"), _("There were too many tries. Nothing is lost.")),
        500: (
            _("Something went wrong on our side"),
            _("Nothing you entered before is lost. Please try again."),
        ),
        503: (_("We will be back in a moment"), _("The service is being restarted. Please try again.")),
    }
    return titles.get(status, titles[500] if status >= 500 else titles[400])


def error_page(status: int, message: str = "", sign_in: str = "/sign-in") -> Response:
    """Draw the page for an error status: a fragment for htmx, `{"error": sentence}` for a script.

    `sign_in`: where the link of a 401 leads.
    """
    title, default = _words(status)
    if request.accept_mimetypes.best == "application/json":
        answer = jsonify(error=message or default)
        answer.status_code = status
        return answer
    template = "kernel/_error.html" if request.headers.get("HX-Request") else "kernel/error.html"
    words: dict[str, Any] = {
        "status": status,
        "heading": title,
        "sentence": message or default,
        "sign_in": sign_in,
    }
    return Response(render_template(template, **words), status, mimetype="text/html")


def _on_refusal(error: Refusal) -> Response:
    with transaction.reading():
        return error_page(error.status, error.message())


def _on_http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error
    with transaction.reading():
        page = error_page(error.code)
    for name in ("Retry-After", "Allow"):
        value = dict(error.get_headers()).get(name)
        if value:
            page.headers[name] = value
    return page


def _on_crash(error: Exception) -> Response:
    if isinstance(error, InternalServerError) and error.original_exception:
        error = error.original_exception  # type: ignore[assignment]
    kind, name = type(error).__name__, logging.request_id()
    if clashed(error):
        logging.log().warning("clash", path=request.path, kind=kind, request=name)
        return _came_second()
    logging.log().error("crash", path=request.path, kind=kind, request=name, exc_info=error)
    with transaction.reading():
        return error_page(500)


def _came_second() -> Response:
    """Ask to look again; a script is to send again, for the answer it gets then is the true one."""
    script = request.accept_mimetypes.best == "application/json"
    with transaction.reading():
        return error_page(503 if script else 409)


def init(app: Flask) -> None:
    """Install the error pages."""
    app.register_error_handler(Refusal, _on_refusal)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(Exception, _on_crash)
