"""Registering clients, and what search needs of their names and numbers."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import date

from webapp.accounts import services as accounts
from webapp.clients import rules
from webapp.clients.models import Client
from webapp.clients.services.noting import note
from webapp.clients.services.occupations import check_occupation
from webapp.kernel import crypto
from webapp.kernel.db import db
from webapp.toolbox.words import Language


def register(
    *,
    branch_id: str,
    name_zh: str,
    name_en: str,
    sex: str,
    birth_date: date,
    phone: str,
    actor_id: str,
    language: Language | None = None,
    password: str | None = None,
    id_number: str | None = None,
    address: str | None = None,
    allergies: Collection[rules.Allergen] = (),
    occupation: str = "",
) -> Client:
    """Register a client with an account of their own. `phone` is E.164. Raises `accounts.PhoneTaken`.

    Without an English name the Chinese one is written in pinyin; without a language the pages follow the browser.
    """
    check_occupation(occupation)
    names = {"name_zh": name_zh, "name_en": name_en or romanised(name_zh)}
    account = accounts.open_client_account(
        phone=phone, password=password, language=language, branch_id=branch_id, **names
    )
    client = Client(
        branch_id=branch_id,
        account_id=account.id,
        sex=sex,
        birth_date=birth_date,
        occupation=occupation,
        id_number=id_number,
        id_index=id_index(id_number or ""),
        address=address,
        allergies=",".join(sorted(allergies)) or None,
        **_name_columns(**names),
        **_phone_columns(phone),
    )
    _keep(client, account.id, actor_id)
    return client


def _keep(client: Client, account_id: str, actor_id: str) -> None:
    db.session.add(client)
    db.session.flush()
    accounts.tie_person(account_id=account_id, person_id=client.id)
    note("clients.client.registered", client.id, client.branch_id, actor_id)


def _name_columns(name_zh: str, name_en: str) -> dict[str, str]:
    """Give the name with what search needs: pinyin and initials, made at write time."""
    sounds = _sounds(name_zh)
    return {
        "name_zh": name_zh,
        "name_en": name_en,
        "pinyin": "".join(sounds).lower()[:120],
        "initials": "".join(_sounds(name_zh, initials=True)).lower()[:20],
    }


def romanised(name_zh: str) -> str:
    """Write a Chinese name in pinyin as passports do: surname, then the given name in one word."""
    surname, *given = _sounds(name_zh)
    return " ".join(part for part in (surname.capitalize(), "".join(given).capitalize()) if part)[:80]


def _sounds(name: str, *, initials: bool = False) -> list[str]:
    # Imported here and without its dictionary of phrases: 45 MB that names do not need.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(name, style=Style.FIRST_LETTER if initials else Style.NORMAL)


def id_index(number: str) -> str:
    """Give what an ID number is looked up by, however it is spaced; "" for none."""
    plain = "".join(number.split()).upper()
    return crypto.blind_index("client.id_number", plain) if plain else ""


def _phone_columns(phone: str) -> dict[str, str]:
    index = crypto.blind_index("account.phone", phone)
    return {"phone": phone, "phone_index": index, "phone_tail": phone[-4:]}
