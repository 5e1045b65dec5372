"""How the demo's people come into the house: by the form of their door, or with a session kept from it."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pyotp

from webapp.seed.sign_ins import PASSWORD, TOTP_SECRET

if TYPE_CHECKING:
    from tests.browser import Tab

SESSION = "kangyue"
STEP_S = 30
SAFETY_S = 6
"""The last step's code is not given when it is about to lapse."""
_used_codes: dict[tuple[str, str], int] = {}
_sessions: dict[tuple[str, str], list[Any]] = {}


def come_in_at_once(tab: Tab, person: dict[str, str]) -> None:
    """Send what the form of the door would send, without opening its page; the session is kept for `come_back`."""
    client = person["role"] == "CLIENT"
    form = {"phone" if client else "username": person["sign_in"], "password": PASSWORD}
    if not client:
        form["code"] = fresh_code(tab.base, person["sign_in"])
    door = f"{tab.base}/sign-in/{'password' if client else 'staff'}"
    tab.context.request.post(door, form=form, headers={"Sec-Fetch-Site": "same-origin"}, max_redirects=0)
    _keep_session(tab, person)


def come_in(tab: Tab, person: dict[str, str]) -> None:
    """Sign in by the form, in the tab's language; every step is looked at."""
    client = person["role"] == "CLIENT"
    tab.visit("/sign-in/password" if client else "/sign-in/staff")
    tab.page.locator("[name=phone]" if client else "[name=username]").fill(person["sign_in"])
    tab.page.locator("[name=password]").fill(PASSWORD)
    if not client:
        tab.page.locator("[name=code]").fill(fresh_code(tab.base, person["sign_in"]))
    tab.page.locator("main form button").last.click()
    speak(tab)
    _keep_session(tab, person)


def _keep_session(tab: Tab, person: dict[str, str]) -> None:
    cookies = [cookie for cookie in tab.context.cookies() if cookie.get("name") == SESSION]
    _sessions[tab.base, person["sign_in"]] = cookies


def speak(tab: Tab) -> None:
    """Switch the page that has just opened to the tab's language, where the account knows another, and look."""
    tab.page.wait_for_load_state("load")
    if tab.page.get_attribute("html", "lang") != tab.language:
        tab.page.locator(".tools [name=language]").click()
    tab.settle()


def come_in_by_code(tab: Tab, number: str) -> None:
    """Sign a client in with the code of a text message (the demo shows it on /demo)."""
    tab.visit("/sign-in").fill("Phone number", number).press("Send me a code")
    code = _code_for(tab, number.replace(" ", ""))
    tab.visit("/sign-in").fill("Phone number", number).fill("Code", code)
    tab.page.locator("main form button.btn").click()
    speak(tab)
    assert "/sign-in" not in tab.page.url


def _code_for(tab: Tab, number: str) -> str:
    """Wait for the console gateway's message and read the code in it."""
    for _ in range(60):
        tab.page.goto(tab.base + "/demo")
        row = tab.page.locator(".rows > div", has_text=f"+86{number}")
        if row.count():
            found = re.search(r"\b\d{6}\b", row.first.inner_text())
            if found:
                return found[0]
        time.sleep(0.5)
    raise AssertionError("no text message came")


def come_back(tab: Tab, person: dict[str, str]) -> bool:
    """Go on with the session of an earlier tab; False when there is none, or it was ended."""
    tab.context.add_cookies(_sessions.get((tab.base, person["sign_in"]), []))
    address, own = f"{tab.base}/language", {"Sec-Fetch-Site": "same-origin"}
    form = {"language": tab.language, "back": "/account/devices"}
    answer = tab.context.request.post(address, form=form, headers=own)
    return answer.url == f"{tab.base}/account/devices"


def fresh_code(base: str, username: str) -> str:
    """Give a code this person has not used here yet: the last step's, the present, the coming one.

    Each opens once, so a fourth within a minute and a half waits for the clock.
    """
    lasts = int(time.time() + SAFETY_S) // STEP_S - 1
    step = max(lasts, _used_codes.get((base, username), 0) + 1)
    while int(time.time()) // STEP_S < step - 1:
        time.sleep(0.5)
    _used_codes[base, username] = step
    return pyotp.TOTP(TOTP_SECRET).at(step * STEP_S)
