"""What nobody may learn of a case (complaints.md §5): every route is opened by everybody near it, and read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice, product
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.complaints.marked import Marked, marked
from tests.conftest import Act, SignIn, new_client
from tests.factories import complaints as factory
from tests.fuzz.house_map import Ids, Person, Place
from tests.listening import listening
from tests.pdf_text import squeezed, text_of
from webapp.accounts.models import Account
from webapp.complaints.rules import eligibility
from webapp.kernel import access, clock, transaction
from webapp.kernel.access import Visitor
from webapp.kernel.db import db
from webapp.notices.models import Notice

NOWHERE = "0" * 20
_ASKED = (
    "",
    "?view=unassigned",
    "?view=review",
    "?view=breached",
    "?q=Zq",
    "?q=T26",
    "?do=CONCLUDE",
    "?do=SERVE",
)
_FEW = 12  # ids tried in one hole of an address
_TURNS = 4  # everybody has one: the processes of a run share them


@pytest.fixture
def company(act: Act, monkeypatch: pytest.MonkeyPatch) -> Marked:
    """The marked cases. From then on every commit is taken back: whoever comes next finds them as they were."""
    with clock.at(factory.NOW), act():
        made = marked(factory.a_company())

    def take_back() -> None:
        db.session.flush()
        db.session.rollback()

    monkeypatch.setattr(transaction, "commit", take_back)
    return made


def browser_of(app: Flask, sign_in: SignIn, company: Marked, who: str) -> FlaskClient:
    account_id = company.actors[who].account_id
    return sign_in(new_client(app), account_id) if account_id else new_client(app)


def visitor_of(app: Flask, company: Marked, who: str) -> Visitor:
    with app.app_context():
        account = db.session.get(Account, company.actors[who].account_id)
        if account is None:
            return access.NOBODY
        known = {"person_id": account.person_id, "role": account.role, "branch_id": account.branch_id}
        return Visitor(account_id=account.id, reach=account.reach, **known)


def reachable(app: Flask, visitor: Visitor) -> list[Rule]:
    """Give every address whose door opens: read from the doors, so a new route is in it by itself."""
    doors = access.doors(app)
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())]
    return sorted((one for one in rules if doors[one.endpoint].opens_for(visitor)), key=lambda one: one.rule)


def addresses(rule: Rule, ids: Ids, visitor: Visitor) -> Iterator[str]:
    """Give the addresses of a route with everything that its holes may mean."""
    person = Person(visitor.role, visitor.account_id, visitor.person_id, visitor.branch_id)
    columns = {name: ids.candidates(name, person)[:_FEW] or ["x"] for name in rule.arguments}
    for values in islice(product(*columns.values()), 3 * _FEW):
        path = Place(rule, "GET").path(dict(zip(columns, values, strict=True)))
        asked = (
            _ASKED if "complaints" in rule.endpoint or rule.endpoint == "admin_desk.clients" else _ASKED[:1]
        )
        yield from (path + more for more in asked)


def readable(answer: TestResponse) -> str:
    """Give what somebody can read in an answer, addresses and names of files too."""
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers)
    if answer.mimetype == "application/pdf":
        return headers + text_of(answer.data)
    if zipfile.is_zipfile(io.BytesIO(answer.data)):  # a workbook
        with zipfile.ZipFile(io.BytesIO(answer.data)) as kept:
            return headers + "".join(kept.read(name).decode(errors="replace") for name in kept.namelist())
    return headers + answer.data.decode(errors="replace")


def leaks(
    app: Flask, company: Marked, browser: FlaskClient, who: str, only: str = ""
) -> list[tuple[str, str, str]]:
    """Open all that somebody can open; give who read what where."""
    visitor, ids, found = visitor_of(app, company, who), Ids(app), []
    secrets = company.secrets_from(who)
    for rule in reachable(app, visitor):
        for path in addresses(rule, ids, visitor) if only in rule.rule else ():
            answer = browser.get(path)
            assert answer.status_code < 500, (who, path)
            page = squeezed(readable(answer))
            found += [(who, path, what) for what, word in secrets.items() if tells(page, word, path)]
    return found


def tells(page: str, word: str, path: str) -> bool:
    """Tell whether a page holds a word that its own address did not bring in."""
    return word in page if word not in path else word in page.replace(path, "").replace(quote(path), "")


class TestSecrecy:
    @pytest.mark.slow
    @pytest.mark.parametrize("turn", range(_TURNS))
    def test_nobody_reads_a_word_that_is_not_for_them(
        self, app: Flask, sign_in: SignIn, company: Marked, turn: int
    ) -> None:
        found = []
        for who in list(company.actors)[turn::_TURNS]:
            found += leaks(app, company, browser_of(app, sign_in, company, who), who)
        assert {(who, what): path for who, path, what in found} == {}

    def test_a_house_that_forgets_about_conflicts_is_found_out(
        self, app: Flask, sign_in: SignIn, company: Marked, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(eligibility, "conflicted", lambda _person, _case: False)
        browser = browser_of(app, sign_in, company, "subordinate")
        found = leaks(app, company, browser, "subordinate", only="/desk/complaints/")
        assert {"first number", "first note", "first reply"} <= {what for _who, _path, what in found}

    def test_each_mark_can_be_read_by_who_handles_the_case(
        self, app: Flask, sign_in: SignIn, company: Marked
    ) -> None:
        browser = browser_of(app, sign_in, company, "handler")
        page = squeezed(browser.get(f"/desk/complaints/{company.cases['first']}").text)
        unread = {kind for kind, word in company.marks["first"].items() if word not in page}
        later = {"grounds", "othersummary", "otherreply", "othergrounds", "result", "objection"}
        assert (
            unread == {"en", "phone", "address"} | later
        )  # in Chinese; nobody needs the contact to handle it

    def test_no_notice_says_whose_or_which_case_it_is(self, app: Flask, company: Marked) -> None:
        with app.app_context():
            told = db.session.scalars(select(Notice)).all()
        ours = {one.account_id: name for name, one in company.actors.items()}
        for one in told:
            if one.account_id not in ours:
                continue
            secrets = company.secrets_from(ours[one.account_id])
            read = one.words_zh + one.words_en + one.link + one.kind
            assert [what for what, word in secrets.items() if word in read] == []


class TestPaper:
    @pytest.mark.parametrize("form", ["print", "table"])
    def test_what_is_taken_out_of_the_house_names_nobody_and_holds_no_note(
        self, app: Flask, sign_in: SignIn, company: Marked, form: str
    ) -> None:
        browser = browser_of(app, sign_in, company, "handler")
        page = readable(browser.get(f"/desk/complaints/{company.cases['first']}/{form}"))
        held = {kind for kind, word in company.marks["first"].items() if word in page}
        assert held - {"id"} == {
            "story",
            "summary",
            "reply",
            "putoff",
            "evidence",
            "number",
            "photo",
            "servedphoto",
            "replyphoto",
        }
        assert "Lu Xiao" not in page


CONFLICTED = {
    "served": "first",
    "not yet served": "first",
    "subordinate": "first",
    "boss": "first",
    "provider": "first",
    "stepped back": "first",
    "accused": "named",
    "admin complained of": "high",
    "second admin": "high",
    "handler": "high",
    "elsewhere": "named",
    "independent": "first",
    "proposed": "ended",
    "cleared": "ended",
    "privacy officer": "first",
    "complainant": "named",
    "another client": "first",
}


def of_a_case(app: Flask) -> list[Place]:
    """Give every address and method that has a case, or somebody's part of one, in it."""
    return [
        Place(rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.endpoint.startswith("complaints") and rule.arguments
    ]


def attempts(app: Flask, company: Marked, who: str, case: str) -> Iterator[tuple[Place, dict[str, str]]]:
    """Give every address of a case, of a part or of a file of one, with what is not this person's."""
    for place in of_a_case(app):
        names = sorted(place.rule.arguments)
        for values in product(*(company.things(name, case) for name in names)):
            if company.parts.get(who) not in values:
                yield place, dict(zip(names, values, strict=True))


class TestNotThere:
    @pytest.mark.parametrize(("who", "case"), CONFLICTED.items())
    def test_a_case_with_a_conflict_answers_to_the_letter_like_a_wrong_address(
        self, app: Flask, sign_in: SignIn, company: Marked, who: str, case: str
    ) -> None:
        browser, other = browser_of(app, sign_in, company, who), []
        for place, there in attempts(app, company, who, case):
            answers = [
                browser.open(
                    place.path(one),
                    method=place.method,
                    data={"version": "3"} if place.method == "POST" else None,
                    headers={"Accept-Language": "en"},
                )
                for one in (there, dict.fromkeys(there, NOWHERE))
            ]
            seen, nowhere = (neutral(one, there) for one in answers)
            if seen != nowhere or answers[0].status_code not in (403, 404):
                other.append((place.name, [one.status_code for one in answers]))
        assert other == []

    @pytest.mark.parametrize(("who", "case"), CONFLICTED.items())
    def test_nor_does_the_database_have_more_to_do_for_it(
        self, app: Flask, sign_in: SignIn, company: Marked, who: str, case: str
    ) -> None:
        browser, other = browser_of(app, sign_in, company, who), []
        for place in of_a_case(app):
            if set(place.rule.arguments) != {"case_id"} or place.method != "GET":
                continue
            asked = [
                asked_for(app, browser, place.path({"case_id": one}))
                for one in (company.cases[case], NOWHERE)
            ]
            if asked[0] != asked[1]:
                other.append((place.name, asked))
        assert other == []


def asked_for(app: Flask, browser: FlaskClient, path: str) -> list[str]:
    """Give what the database is asked for a page, whatever the number of values in a list."""
    browser.get(path)  # the first look of a session writes that it is in use
    with listening(app) as heard:
        browser.get(path)
    return [re.sub(r"IN \((?:[^()]|\([^()]*\))*\)", "IN (…)", one.words) for one in heard]


class TestFiles:
    """Who opens which of the three files of the first case: the complainant's two, and the one with a reply."""

    @pytest.mark.parametrize(
        ("who", "opened"),
        {
            "handler": ["photo", "servedphoto", "replyphoto"],
            "complainant": ["photo", "servedphoto"],
            "served": ["servedphoto", "replyphoto"],
            "not yet served": [],
            "subordinate": [],
            "provider": [],
            "stepped back": [],
            "who was answered": [],
            "another client": [],
            "health manager": [],
            "nobody": [],
        }.items(),
    )
    def test_a_file_opens_for_whom_the_case_says_and_for_nobody_else(
        self, app: Flask, sign_in: SignIn, company: Marked, who: str, opened: list[str]
    ) -> None:
        browser, found = browser_of(app, sign_in, company, who), set()
        ways = [
            f"/complaints/{company.cases['first']}/files/",
            f"/desk/complaints/{company.cases['first']}/files/",
            *(f"/desk/my-case/{part}/files/" for part in company.parts.values()),
        ]
        for path in (way + one for way in ways for one in company.files):
            answer = browser.get(path)
            assert answer.status_code in (200, 302, 303, 403, 404), path
            if answer.status_code == 200:
                found.add(answer.get_data(as_text=True))
        assert found == {company.marks["first"][kind] for kind in opened}


def neutral(answer: TestResponse, there: dict[str, str]) -> tuple[int, list[tuple[str, str]], str]:
    """Leave out what differs from one answer to the next whatever it is about: tokens, and the address itself."""
    headers = [pair for pair in answer.headers if pair[0] not in ("Set-Cookie", "X-Request-Id", "ETag")]
    page = re.sub(r'name="_(csrf|key)" value="[^"]+"', "", answer.text)
    for one in there.values():
        page = page.replace(one, NOWHERE)
    return answer.status_code, headers, page
