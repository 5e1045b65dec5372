"""Four complaints full of words that are nowhere else, and who may read which of them.

`first`: about `served` (served, has replied) and `colleague` (not yet); handled at headquarters. `named`: not taken up
yet, names `accused`, who works as ever. `high`: about an admin of headquarters. `ended`: answered; `proposed` is to go
and has appealed, `cleared` is back at work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.factories import complaints as factory
from tests.factories.complaints import Company
from webapp.accounts.rules import Role
from webapp.clients import services as clients
from webapp.clients.models import Client
from webapp.clients.rules import Capacity
from webapp.complaints import queries, services
from webapp.complaints.models import Case
from webapp.complaints.rules.categories import Category
from webapp.complaints.rules.outcomes import Outcome, Severity
from webapp.complaints.services import Complaint, Files, Finding
from webapp.kernel import clock
from webapp.kernel.db import db
from webapp.organisation.models import Staff

NO_FILES = Files()
CONTACT = frozenset({"zh", "en", "phone", "address"})
OWN_PART = frozenset({"summary", "reply", "servedphoto", "replyphoto"})
_PARTS = (
    "summary",
    "reply",
    "putoff",
    "grounds",
    "othersummary",
    "otherreply",
    "othergrounds",
    "result",
    "objection",
    "photo",
    "servedphoto",
    "replyphoto",
)
_SURNAMES = {"first": "瀚", "named": "澹", "high": "灏", "ended": "湜"}


@dataclass(frozen=True)
class Actor:
    """Somebody, and what of the marks of which case this person may read; of all others nothing."""

    account_id: str
    may_read: dict[str, frozenset[str]]


@dataclass
class Marked:
    """The cases with their marks (by case and kind), and the people around them."""

    marks: dict[str, dict[str, str]]
    cases: dict[str, str]
    parts: dict[str, str]
    actors: dict[str, Actor]
    files: list[str]

    def things(self, argument: str, case: str) -> list[str]:
        """Give what a hole of an address may mean: the case, or everybody's part of one."""
        if argument == "evidence_id":
            return self.files
        return [self.cases[case]] if argument == "case_id" else list(self.parts.values())

    def secrets_from(self, name: str) -> dict[str, str]:
        """Give what somebody must never read, by what it is."""
        allowed = self.actors[name].may_read
        return {
            f"{case} {kind}": word
            for case, marks in self.marks.items()
            for kind, word in marks.items()
            if kind not in allowed.get(case, frozenset())
        }


def mark(case: str, kind: str) -> str:
    """Give a word that stands nowhere else."""
    return f"Zq{case}{kind}"


def a_complainant(company: Company, case: str) -> Client:
    """Register a client with marks in everything by which one is known."""
    number = f"{10_000_000 + 1_111_111 * (1 + list(_SURNAMES).index(case))}"
    return clients.register(
        branch_id=company.branch.id,
        name_zh=_SURNAMES[case] + "泄密",
        name_en=mark(case, "name"),
        sex="FEMALE",
        birth_date=date(1970, 1, 1),
        phone=f"+86177{number}",
        language="en",
        address=mark(case, "address"),
        actor_id="",
    )


def _complains(company: Company, case: str, *, about: Staff | None = None) -> tuple[Client, Case]:
    client = a_complainant(company, case)
    if about:
        clients.note_service(
            client_id=client.id, staff_id=about.id, capacity=Capacity.HEALTH_MANAGER, day=clock.today()
        )
    clients.note_service(
        client_id=client.id, staff_id=company.manager.id, capacity=Capacity.REVIEW, day=clock.today()
    )
    category = Category.EXAM if case == "first" else Category.MANNER
    said = Complaint(
        category, mark(case, "story"), "en", None, about.id if about else None, confidential=True
    )
    files = factory.brought(mark(case, "photo"), mark(case, "servedphoto")) if case == "first" else NO_FILES
    return client, services.submit(client_id=client.id, complaint=said, files=files)


def _marks(case: str, client: Client, found: Case) -> dict[str, str]:
    marks = {kind: mark(case, kind) for kind in ("story", "note", "evidence", *_PARTS)}
    known = {
        "zh": client.name_zh,
        "en": client.name_en,
        "phone": client.phone[-8:],
        "address": mark(case, "address"),
    }
    return marks | known | {"number": found.number, "id": found.id}


def by(staff: Staff, case: Case) -> dict[str, object]:
    """Give the words every handler's service takes."""
    return {"case_id": case.id, "staff_id": staff.id, "version": case.version}


def _go_on(company: Company, case: Case) -> None:
    """Bring the first case to where every kind of secret stands in it."""
    services.name_respondent(**by(company.handler, case), respondent_staff_id=company.colleague.id)
    services.recuse(**by(company.handler, case))
    assert case.handler_id == company.second.id
    part = {one.staff_id: one.id for one in queries.respondents(case.id)}
    served, waiting = part[company.served.id], part[company.colleague.id]
    shown = {one.title: one.id for one in queries.files_of_client(case.id)}
    services.serve(
        **by(company.second, case),
        respondent_id=served,
        summary=mark("first", "summary"),
        files=[shown[mark("first", "servedphoto")]],
    )
    services.put_off(**by(company.second, case), respondent_id=waiting, reason=mark("first", "putoff"))
    services.investigate(**by(company.second, case))
    services.reply(
        respondent_id=served,
        staff_id=company.served.id,
        words=mark("first", "reply"),
        files=factory.brought(mark("first", "replyphoto")),
    )
    words = {"title": mark("first", "evidence"), "words": mark("first", "evidence")}
    services.add_evidence(**by(company.second, case), **words)
    services.add_note(case_id=case.id, staff_id=company.second.id, words=mark("first", "note"))


def _answer(company: Company, case: Case, proposed: Staff, cleared: Staff) -> None:
    """Bring a case about two people to its result, by whoever handles it: one is to go, one is cleared."""
    handler = db.session.get_one(Staff, case.handler_id)
    services.name_respondent(**by(handler, case), respondent_staff_id=cleared.id)
    part = {one.staff_id: one.id for one in queries.respondents(case.id)}
    for staff, which in ((proposed, ""), (cleared, "other")):
        summary = mark("ended", f"{which}summary")
        services.serve(**by(handler, case), respondent_id=part[staff.id], summary=summary)
    services.investigate(**by(handler, case))
    for staff, which in ((proposed, ""), (cleared, "other")):
        services.reply(respondent_id=part[staff.id], staff_id=staff.id, words=mark("ended", f"{which}reply"))
    words = {"title": mark("ended", "evidence"), "words": mark("ended", "evidence")}
    services.add_evidence(**by(handler, case), **words)
    services.add_note(case_id=case.id, staff_id=handler.id, words=mark("ended", "note"))
    cited = next(one.id for one in queries.evidence(case.id) if one.title)
    findings = {
        part[proposed.id]: _finding(Outcome.SUBSTANTIATED, Severity.SERIOUS, "grounds", cited),
        part[cleared.id]: _finding(Outcome.UNSUBSTANTIATED, Severity.MINOR, "othergrounds", cited),
    }
    result = {"remedy": "A new appointment.", "result": mark("ended", "result")}
    services.conclude(**by(handler, case), findings=findings, **result)
    services.decide(**by(company.second, case))
    objection = mark("ended", "objection")
    services.object_to(respondent_id=part[proposed.id], staff_id=proposed.id, words=objection)


def _finding(outcome: Outcome, severity: Severity, kind: str, cited: str) -> Finding:
    return Finding(outcome, severity, mark("ended", kind), cited)


def marked(company: Company) -> Marked:
    """Make the four cases and everybody around them."""
    boss = factory.hired(company.headquarters, Role.COMPLAINT_HANDLER, "Bai Lan")
    company.served.manager_id = boss.id
    client, first = _complains(company, "first", about=company.served)
    _go_on(company, first)
    near = _hired(company) | {"boss": boss}
    other, named = _complains(company, "named")
    services.name_respondent(
        case_id=named.id, staff_id=named.handler_id or "", version=named.version,
        respondent_staff_id=near["accused"].id,
    )  # fmt: skip
    asked, ended = _complains(company, "ended", about=near["proposed"])
    _answer(company, ended, near["proposed"], near["cleared"])
    top, high = _complains(company, "high", about=company.admin)
    cases = {"first": (client, first), "named": (other, named), "high": (top, high), "ended": (asked, ended)}
    marks = {name: _marks(name, *pair) for name, pair in cases.items()}
    named_staff = {
        company.served.id: "served",
        company.colleague.id: "not yet served",
        company.admin.id: "admin complained of",
    } | {near[name].id: name for name in ("accused", "proposed", "cleared")}
    respondents = [one for _client, case in cases.values() for one in queries.respondents(case.id)]
    parts = {named_staff[one.staff_id]: one.id for one in respondents}
    actors = _actors(company, near, {"first": client, "ended": asked}, frozenset(marks["first"]))
    return Marked(
        marks,
        {name: case.id for name, (_client, case) in cases.items()},
        parts,
        actors,
        _files(cases["first"][1]),
    )


def _files(case: Case) -> list[str]:
    """Give the ids of a case's files: two of the complainant's, one of them served, and one with a reply."""
    return [one.id for one in queries.evidence(case.id) if one.file_id]


def _hired(company: Company) -> dict[str, Staff]:
    """Hire who stands near to somebody complained of, and who has nothing to do with it."""
    here, top, away = company.branch, company.headquarters, factory.a_branch("NF")
    return {
        "accused": factory.hired(here, Role.COMPLAINT_HANDLER, "Gu An"),
        "subordinate": factory.hired(here, Role.COMPLAINT_HANDLER, "Wu Ping", manager=company.served),
        "proposed": factory.hired(here, Role.FAMILY_DOCTOR, "Mo Han"),
        "cleared": factory.hired(here, Role.HEALTH_MANAGER, "Xu Bei"),
        "second admin": factory.hired(top, Role.HQ_ADMIN, "Jin Hui"),
        "elsewhere": factory.hired(away, Role.COMPLAINT_HANDLER, "Ye Qiu"),
        "health manager": factory.hired(here, Role.HEALTH_MANAGER, "Dai Xin"),
        "nutritionist": factory.hired(here, Role.NUTRITIONIST, "He Wen"),
        "family doctor": factory.hired(here, Role.FAMILY_DOCTOR, "Lin Bo"),
        "institution desk": factory.hired(here, Role.INSTITUTION_DESK, "Tang Li"),
        "privacy officer": factory.hired(top, Role.PRIVACY_OFFICER, "Ma Jun"),
    }


def _actors(
    company: Company, near: dict[str, Staff], told: dict[str, Client], everything: frozenset[str]
) -> dict[str, Actor]:
    whole = dict.fromkeys(_SURNAMES, everything)
    contact = dict.fromkeys(whole, CONTACT)
    own = CONTACT | {"story", "number", "id", "result", "photo", "servedphoto"}
    of_two = {"evidence"}  # its title, and never its words: they are the same here
    reads: dict[str, dict[str, frozenset[str]]] = {
        "accused": whole | {"named": frozenset()},
        "subordinate": whole | {"first": frozenset()},
        "boss": {"named": everything, "ended": everything},
        "proposed": {"ended": frozenset({"summary", "reply", "grounds"} | of_two)},
        "cleared": contact | {"ended": CONTACT | {"othersummary", "otherreply", "othergrounds"} | of_two},
        "second admin": whole | {"high": CONTACT},
        "elsewhere": {},
        "privacy officer": contact,
        "institution desk": {},
    }
    found = {name: Actor(one.account_id, reads.get(name, contact)) for name, one in near.items()}
    stranger = factory.a_client(company.branch)
    return found | {
        "served": Actor(company.served.account_id, {"first": OWN_PART}),
        "not yet served": Actor(company.colleague.account_id, {}),
        "admin complained of": Actor(company.admin.account_id, {}),
        "provider": Actor(company.manager.account_id, contact | {"named": everything, "ended": everything}),
        "stepped back": Actor(company.handler.account_id, whole | {"first": frozenset()}),
        "handler": Actor(company.second.account_id, whole | {"high": frozenset()}),
        "independent": Actor(company.independent.account_id, {"high": everything}),
        "complainant": Actor(told["first"].account_id, {"first": own}),
        "who was answered": Actor(told["ended"].account_id, {"ended": own}),
        "another client": Actor(stranger.account_id, {}),
        "nobody": Actor("", {}),
    }
