"""How the demo's people come into the house: by the form of their door, or with a session kept from it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pyotp

from webapp.seed.sign_ins import PASSWORD, TOTP_SECRET

if TYPE_CHECKING:
    from tests.browser import Tab

SESSION = "kangyue"
_used_codes: dict[tuple[str, str], int] = {}
_sessions: dict[tuple[str, str], list[Any]] = {}


def come_in(tab: Tab, person: dict[str, str]) -> None:
    """Sign in by the form, in the tab's language; every step is looked at."""
    client = person["role"] == "CLIENT"
    tab.visit("/sign-in/password" if client else "/sign-in/staff")
    tab.page.locator("[name=phone]" if client else "[name=username]").fill(person["sign_in"])
    tab.page.locator("[name=password]").fill(PASSWORD)
    if not client:
        tab.page.locator("[name=code]").fill(fresh_code(tab.base, person["sign_in"]))
    tab.page.locator("main form button").last.click()
    tab.page.wait_for_load_state("load")
    if tab.page.get_attribute("html", "lang") != tab.language:
        tab.page.locator(".tools [name=language]").click()
    tab.settle()
    _sessions[tab.base, person["sign_in"]] = [
        cookie for cookie in tab.context.cookies() if cookie.get("name") == SESSION
    ]


def come_back(tab: Tab, person: dict[str, str]) -> bool:
    """Go on with the session of an earlier tab; False when there is none, or it was ended."""
    tab.context.add_cookies(_sessions.get((tab.base, person["sign_in"]), []))
    address, own = f"{tab.base}/language", {"Sec-Fetch-Site": "same-origin"}
    form = {"language": tab.language, "back": "/account/devices"}
    answer = tab.context.request.post(address, form=form, headers=own)
    return answer.url == f"{tab.base}/account/devices"


def fresh_code(base: str, username: str) -> str:
    """Give a code this person has not used here yet; each opens once, so this may wait half a minute."""
    step = max(int(time.time()) // 30, _used_codes.get((base, username), 0) + 1)
    while int(time.time()) // 30 < step - 1:  # the step to come is accepted too
        time.sleep(0.5)
    _used_codes[base, username] = step
    return pyotp.TOTP(TOTP_SECRET).at(step * 30)
