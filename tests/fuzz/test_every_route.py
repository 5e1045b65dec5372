"""Every route and form, for everybody who may enter, with whatever the world may send.

Never a 5xx; every 422 names a field; strangers' ids are 404; a page that opens stays openable.
"""

from __future__ import annotations

import os
from collections import Counter
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.fuzz import odd
from tests.fuzz.forms import Drawn
from tests.fuzz.house_map import Ids, Person, Place, explore, people, places, session_cookie
from webapp.accounts.rules import Role

pytestmark = pytest.mark.slow
EACH = int(os.environ.get("KANGYUE_FUZZ_EACH", "4"))  # `make long` tries twenty
ROLES = ("", *(role.value for role in Role))
HOW = settings(
    max_examples=EACH,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Walker:
    """One role's browser: sends, looks at the answer, counts."""

    def __init__(self, browser: FlaskClient) -> None:
        self.browser = browser
        self.counts: Counter[str] = Counter()
        self.answers: Counter[int] = Counter()
        self.faults: list[str] = []

    def send(self, place: Place, path: str, **request: object) -> TestResponse:
        """Send one input and look at the answer."""
        self.counts[place.name] += 1
        answer = self.browser.open(path, method=place.method, **request)  # type: ignore[arg-type]
        self.answers[answer.status_code] += 1
        if answer.status_code >= 500:
            self.fault(f"{answer.status_code}", place, path, request)
        if answer.status_code == 422 and not names_a_field(answer):
            self.fault("422 names no field", place, path, request)
        return answer

    def fault(self, what: str, place: Place, path: str, request: object = "") -> None:
        """Note a fault once for each place."""
        if len([fault for fault in self.faults if place.name in fault]) < 3:
            self.faults.append(f"{what}: {place.name} as {ascii(path)[:200]} with {ascii(request)[:600]}")


def stubborn_browser(app: Flask, person: Person) -> FlaskClient:
    """Give a browser that stays signed in whatever it is answered: no answer changes its cookie."""
    browser = app.test_client(use_cookies=False)
    browser.environ_base |= {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_COOKIE": session_cookie(app, person)}
    return browser


def names_a_field(answer: TestResponse) -> bool:
    """Tell whether a refused form says which field is meant."""
    if answer.mimetype == "application/json":
        return "field" in answer.text or "expression" in answer.text
    return 'aria-invalid="true"' in answer.text or 'href="#' in answer.text.partition('id="faults"')[2]


@pytest.mark.parametrize("role", ROLES)
class TestEveryRoute:
    def test_no_input_breaks_a_route(
        self, unchanged: Flask, role: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        person = next((one for one in people(unchanged) if one.role == role), None)
        assert person is not None, f"the demo has nobody who is {role}"
        browser = stubborn_browser(unchanged, person)
        ids, found = Ids(unchanged), places(unchanged, person)
        explore(browser, found, ids, person)
        walker = Walker(browser)
        for place in found:
            drive(walker, place, ids, person)
        report(walker, role, len(found), capsys)
        assert walker.faults == []
        assert {name: n for name, n in walker.counts.items() if n < EACH} == {}


class TestCount:
    def test_all_roles_together_try_five_thousand_inputs(self, house: Flask) -> None:
        tried = sum(len(places(house, Person(role, role))) for role in ROLES) * EACH
        assert tried >= 5_000


def drive(walker: Walker, place: Place, ids: Ids, person: Person) -> None:
    """Try a place with forms as drawn, strangers' ids, and everything odd."""
    for form in place.forms[:2]:
        walker.send(place, form.path, data=as_drawn(form))
    for arguments in place.foreign:
        expect_no_such_thing(walker, place, arguments)
    if place.rule.arguments and all(name.endswith("_id") for name in place.rule.arguments):
        expect_no_such_thing(walker, place, dict.fromkeys(place.rule.arguments, odd.UNKNOWN_ID))

    @HOW
    @given(st.data())
    def try_everything(data: st.DataObject) -> None:
        path = place.path(data.draw(_arguments(place, ids)))
        form = data.draw(st.sampled_from(place.forms)) if place.forms else Drawn(place.method, path)
        if place.forms and data.draw(st.integers(0, 3)):
            path = form.path  # mostly the real one: odd input must get past the look-up
        query = data.draw(odd.queries)
        if query and not has_surrogate(query):
            path += "?" + urlencode(query)
        walker.send(place, path, **data.draw(_requests(place, form, ids)))

    try_everything()


def expect_no_such_thing(walker: Walker, place: Place, arguments: dict[str, str]) -> None:
    """An object that is not there and one that is another's are the same: 404."""
    path = place.path(arguments)
    form = as_drawn(place.forms[0]) if place.forms else {}
    answer = walker.send(place, path, data=form) if place.method != "GET" else walker.send(place, path)
    if answer.status_code != 404:
        walker.fault(f"{answer.status_code} instead of 404", place, path, form)


def _arguments(place: Place, ids: Ids) -> st.SearchStrategy[dict[str, str]]:
    fitting = [st.just(arguments) for arguments in place.open]
    odd_ones = {name: _quoted(ids) for name in place.rule.arguments}
    return st.one_of(*fitting, st.fixed_dictionaries(odd_ones))


def _quoted(ids: Ids) -> st.SearchStrategy[str]:
    from urllib.parse import quote

    parts = odd.texts.map(lambda text: quote(text.encode("utf-8", "surrogatepass"), safe="")[:300] or "x")
    return st.sampled_from(ids.any() or ["x"]) | parts


def _requests(place: Place, form: Drawn, ids: Ids) -> st.SearchStrategy[dict[str, object]]:
    headers = st.sampled_from(
        (
            {},
            {"HX-Request": "true"},
            {"Accept-Language": "en"},
            {"HX-Request": "true", "Accept-Language": "en"},
        )
    )
    if place.method == "GET":
        return st.fixed_dictionaries({"headers": headers})
    bodies = odd.bodies(form.fields, form.offered, ids.any()).map(encoded)
    raw = odd.raw_bodies.map(lambda pair: {"data": pair[0], "content_type": pair[1]})
    sent = st.one_of(bodies, bodies, bodies, raw)
    return st.builds(lambda body, words: {**body, "headers": words}, sent, headers)


def encoded(fields: list[tuple[str, str]]) -> dict[str, object]:
    """Give a form body as bytes; lone surrogates go as the bytes a broken client would send."""
    body = urlencode(
        [(n.encode("utf-8", "surrogatepass"), v.encode("utf-8", "surrogatepass")) for n, v in fields]
    )
    return {"data": body, "content_type": "application/x-www-form-urlencoded"}


def as_drawn(form: Drawn) -> dict[str, list[str]]:
    """Give the body a browser would send untouched."""
    sent: dict[str, list[str]] = {}
    for name, value in form.fields:
        sent.setdefault(name, []).append(value)
    return sent


def has_surrogate(pairs: list[tuple[str, str]]) -> bool:
    """Tell whether a text cannot be written as UTF-8."""
    return any(0xD800 <= ord(letter) < 0xE000 for _, value in pairs for letter in value)


def report(walker: Walker, role: str, found: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Print what was tried."""
    with capsys.disabled():
        statuses = " ".join(f"{status}×{n}" for status, n in sorted(walker.answers.items()))
        print(
            f"\nfuzz {role or 'nobody'}: {found} routes, {walker.counts.total()} inputs: {statuses}", end=" "
        )
