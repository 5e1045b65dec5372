"""Verbs of the clients room: registering, care team, hand-over, ledger, consents."""

from __future__ import annotations

from datetime import date

from pypinyin import Style, lazy_pinyin
from sqlalchemy import update

from webapp.accounts import services as accounts
from webapp.accounts.rules import Role
from webapp.clients import queries, rules
from webapp.clients.models import CareTeamMember, Client, Consent, ServedBy
from webapp.kernel import audit, clock, crypto, ids
from webapp.kernel.db import changed, db
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _
from webapp.kernel.inserting import insert_new
from webapp.organisation import queries as organisation
from webapp.toolbox.words import Language


class NotServing(Refusal):
    """The staff member cannot take on new work now."""

    def message(self) -> str:
        return _("This person cannot take on new clients now.")


class NobodyLeft(Refusal):
    """No substitute could be found anywhere, headquarters included."""

    def message(self) -> str:
        return _("Nobody is there to take over. Please tell headquarters.")


def register(
    *,
    branch_id: str,
    name_zh: str,
    name_en: str,
    sex: str,
    birth_date: date,
    phone: str,
    language: Language,
    actor_id: str,
    password: str | None = None,
    id_number: str | None = None,
    address: str | None = None,
    allergies: str = "",
) -> Client:
    """Register a client with an account of their own. `phone` is E.164. Raises `accounts.PhoneTaken`."""
    account = accounts.open_client_account(
        phone=phone,
        password=password,
        language=language,
        branch_id=branch_id,
        name_zh=name_zh,
        name_en=name_en,
    )
    client = Client(
        branch_id=branch_id,
        account_id=account.id,
        sex=sex,
        birth_date=birth_date,
        id_number=id_number,
        address=address,
        allergies=allergies,
        **_name_columns(name_zh, name_en),
        **_phone_columns(phone),
    )
    db.session.add(client)
    db.session.flush()
    accounts.tie_person(account_id=account.id, person_id=client.id)
    _note("clients.client.registered", client.id, branch_id, actor_id)
    return client


def _name_columns(name_zh: str, name_en: str) -> dict[str, str]:
    """Give the name with what search needs: pinyin and initials, made at write time."""
    return {
        "name_zh": name_zh,
        "name_en": name_en,
        "pinyin": "".join(lazy_pinyin(name_zh)).lower()[:120],
        "initials": "".join(lazy_pinyin(name_zh, style=Style.FIRST_LETTER)).lower()[:20],
    }


def _phone_columns(phone: str) -> dict[str, str]:
    index = crypto.blind_index("account.phone", phone)
    return {"phone": phone, "phone_index": index, "phone_tail": phone[-4:]}


def assign_care(*, client_id: str, capacity: rules.Capacity, staff_id: str, actor_id: str) -> None:
    """Put a serving staff member in charge of a client, ending whoever was. Raises `NotServing`."""
    if not organisation.may_serve(staff_id):
        raise NotServing
    client = db.session.get_one(Client, client_id)
    changed(
        update(CareTeamMember)
        .where(
            CareTeamMember.client_id == client_id,
            CareTeamMember.capacity == capacity.value,
            CareTeamMember.until_at.is_(None),
        )
        .values(until_at=clock.now())
    )
    db.session.add(
        CareTeamMember(
            branch_id=client.branch_id, client_id=client_id, capacity=capacity.value, staff_id=staff_id
        )
    )
    db.session.flush()
    _note("clients.care.assigned", client_id, client.branch_id, actor_id, {"capacity": capacity.value})


def hand_over(*, from_staff_id: str, actor_id: str) -> int:
    """Give all clients of a person to substitutes (S1); no client is left without an owner.

    The substitute is the serving person of the same role in the branch with the fewest clients, else
    somebody at headquarters. Gives how many care places moved.
    """
    leaving = organisation.staff(from_staff_id)
    if leaving is None:
        return 0
    substitute_id = _substitute_for(leaving.id, leaving.role, leaving.branch_id)
    moved = _move_places(from_staff_id, substitute_id)
    if moved:
        _note("clients.care.handed_over", from_staff_id, leaving.branch_id, actor_id, {"places": moved})
    return moved


def _move_places(from_staff_id: str, substitute_id: str | None) -> int:
    """Owned places get a substitute; places held as a substitute for others pass on."""
    owned = CareTeamMember.staff_id == from_staff_id
    standing_in = CareTeamMember.substitute_id == from_staff_id
    live = CareTeamMember.until_at.is_(None)
    if substitute_id is None:
        if db.session.query(CareTeamMember.id).filter(live, owned | standing_in).first():
            raise NobodyLeft
        return 0
    moved = changed(
        update(CareTeamMember)
        .where(owned, live, CareTeamMember.substitute_id.is_(None))
        .values(substitute_id=substitute_id)
    )
    back = CareTeamMember.staff_id == substitute_id
    moved += changed(update(CareTeamMember).where(standing_in, live, back).values(substitute_id=None))
    return moved + changed(
        update(CareTeamMember).where(standing_in, live).values(substitute_id=substitute_id)
    )


def _substitute_for(leaving_id: str, role: str, branch_id: str) -> str | None:
    """Find who takes over: same role and branch with the least load, else headquarters' people."""
    peers = [one.id for one in organisation.staff_of(branch_id=branch_id, role=role) if one.id != leaving_id]
    if peers:
        return min(peers, key=lambda staff_id: (queries.load(staff_id), staff_id))
    headquarters = organisation.headquarters().id
    for wanted in (role, Role.HQ_ADMIN):
        for one in organisation.staff_of(branch_id=headquarters, role=wanted):
            if one.id != leaving_id:
                return one.id
    return None


def hand_back(*, staff_id: str, actor_id: str) -> int:
    """Give a reinstated person's clients back (S2). Gives how many places returned."""
    person = organisation.staff(staff_id)
    returned = changed(
        update(CareTeamMember)
        .where(
            CareTeamMember.staff_id == staff_id,
            CareTeamMember.until_at.is_(None),
            CareTeamMember.substitute_id.is_not(None),
        )
        .values(substitute_id=None)
    )
    if person and returned:
        _note("clients.care.handed_back", staff_id, person.branch_id, actor_id, {"places": returned})
    return returned


def note_service(*, client_id: str, staff_id: str, capacity: rules.Capacity, day: date) -> None:
    """File into the served-by ledger, once a day per person and capacity."""
    client = db.session.get_one(Client, client_id)
    insert_new(
        ServedBy,
        id=ids.new_id(),
        branch_id=client.branch_id,
        client_id=client_id,
        staff_id=staff_id,
        capacity=capacity.value,
        day=day,
    )


def give_consent(
    *, client_id: str, purpose: rules.Purpose, actor_id: str, version: int = rules.CONSENT_VERSION
) -> None:
    """Record a consent (A5); a second one for the same purpose changes nothing."""
    client = db.session.get_one(Client, client_id)
    new = insert_new(
        Consent,
        id=ids.new_id(),
        branch_id=client.branch_id,
        client_id=client_id,
        purpose=purpose.value,
        version=version,
        given_at=clock.now(),
        given_by=actor_id,
    )
    if new:
        _note("clients.consent.given", client_id, client.branch_id, actor_id, {"purpose": purpose.value})


def withdraw_consent(*, client_id: str, purpose: rules.Purpose, actor_id: str) -> None:
    """Withdraw a consent, as easily as it was given (A5)."""
    done = changed(
        update(Consent)
        .where(
            Consent.client_id == client_id, Consent.purpose == purpose.value, Consent.withdrawn_at.is_(None)
        )
        .values(withdrawn_at=clock.now())
    )
    if done:
        branch_id = db.session.get_one(Client, client_id).branch_id
        _note("clients.consent.withdrawn", client_id, branch_id, actor_id, {"purpose": purpose.value})


def _note(
    action: str, subject_id: str, branch_id: str, actor_id: str, details: dict[str, object] | None = None
) -> None:
    audit.record(
        action, subject=("client", subject_id), branch_id=branch_id, actor_id=actor_id, details=details or {}
    )
