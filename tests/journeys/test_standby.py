"""A complaint that names employees, whole: standby, reply, second signature, and what becomes of each."""

from __future__ import annotations

import pytest

from tests.browser import Tab
from tests.journeys.conftest import OpenTab
from tests.journeys.test_complaints import STORY, tell
from tests.serving import Server

pytestmark = pytest.mark.same_windows

CLIENTS = {"zh-Hans": "13900000005", "en": "13900000006"}
NAMED = {"zh-Hans": "lu", "en": "chen"}
"""The health manager whom the client names; the other one takes over."""
FURTHER = {"zh-Hans": "he", "en": "lin"}
"""Whom the investigation names as well."""
SUMMARY = "On the third of the month a call was agreed on. Please say what happened."
RESULT = "The appointment was lost by somebody else. We are sorry."


class TestStandby:
    @pytest.mark.mainly("en")
    def test_both_step_aside_and_reply_one_comes_back_and_for_one_separation_is_proposed(
        self, server: Server, phone: Tab, open_tab: OpenTab
    ) -> None:
        named, further = server.person(NAMED[phone.language]), server.person(FURTHER[phone.language])
        phone.sign_in(server.person(CLIENTS[phone.language]))
        # Given an employee at work, whom a client may choose
        employee = open_tab(phone.language, desk=True).sign_in(named).visit("/desk/clients")
        assert looked_after_by(phone, named)
        # When she complains about him by name
        case = tell(phone, about=named)
        assert phone.reads("Taken up")
        number = phone.page.locator(".rows small").first.inner_text().split()[-1]
        # Then he is signed out at once, and what he opens next is his own case, without a word of hers
        is_signed_out(employee)
        comes_back_to_the_own_case_only(employee, named)
        # And somebody else looks after her, and no client can be given to him
        assert not looked_after_by(phone, named)
        cannot_be_put_in_charge(open_tab(phone.language, desk=True), server, phone, named)
        # When the handler serves him, names one more, and both have written what they have to say
        handler = open_tab(phone.language, desk=True).sign_in(server.person("tang"))
        serve_and_name(handler, number, further)
        other = open_tab(phone.language, desk=True).sign_in(further)
        for one in (employee, other):
            reply(one)
        # And a conclusion clears the first and finds the second seriously at fault
        conclude(handler)
        sign(open_tab(phone.language, desk=True).sign_in(server.person("admin")), number)
        # Then the client reads the result in her own language and agrees
        phone.visit("/today").follow("Read the result")
        assert phone.page.url.endswith(case)
        assert phone.page.get_by_text(RESULT).count() == 1
        phone.choose("Well").press("I agree: close it")
        assert phone.reads("Closed")
        # And the first works as before, with the client back, while the second reads what is proposed
        comes_back_to_work(employee, named)
        assert looked_after_by(phone, named)
        other.visit("/desk/my-case")
        assert other.reads("Separation has been proposed")


def looked_after_by(phone: Tab, person: dict[str, str]) -> bool:
    """Tell whether the client's Services place names this person."""
    return phone.name(person) in phone.visit("/services").page.inner_text("main")


def is_signed_out(employee: Tab) -> None:
    """His next step ends at the sign-in page."""
    employee.page.locator(".rail a[href='/desk']").first.click()
    employee.settle()
    assert "/sign-in" in employee.page.url


def comes_back_to_the_own_case_only(employee: Tab, person: dict[str, str]) -> None:
    """He can sign in; his work is closed to him, and his case says what standby means and no more (§5)."""
    employee.sign_in(person, by_hand=True)
    answer = employee.page.goto(employee.base + "/desk/clients")
    assert answer is not None
    assert answer.status == 403
    employee.visit("/desk/my-case")
    standby = employee.page.locator(
        "section.card", has_text=employee.words("You are on standby")
    ).inner_text()
    assert employee.words("full, as always") in standby
    assert employee.words("What we have to ask you about") not in standby
    assert STORY not in employee.page.content()


def cannot_be_put_in_charge(colleague: Tab, server: Server, phone: Tab, person: dict[str, str]) -> None:
    """Nobody finds him in the list of those who can look after a client."""
    client = server.person(CLIENTS[phone.language])
    colleague.sign_in(server.person("liang")).visit(f"/desk/clients?q={client['sign_in'][-4:]}")
    colleague.page.locator("#admin-found a").first.click()
    colleague.settle()
    colleague.page.get_by_role("link", name=colleague.words("Change"), exact=True).click()
    colleague.settle()
    offered = colleague.page.locator("#staff-HEALTH_MANAGER option").all_inner_texts()
    assert offered
    assert colleague.name(person) not in " ".join(offered)


def open_case(desk: Tab, number: str, view: str = "mine") -> None:
    """Find the case in the queue and open it."""
    desk.visit(f"/desk/complaints?view={view}").page.locator(".queue a", has_text=number).click()
    desk.settle()


def save_step(desk: Tab) -> None:
    """Press the button of the step's form."""
    desk.page.locator("#complaints-step .btn").first.click()
    desk.settle()


def serve_and_name(handler: Tab, number: str, further: dict[str, str]) -> None:
    """Serve the first, begin, name and serve the second, add what is known."""
    open_case(handler, number)
    serve(handler)
    handler.press("Begin the investigation").follow("Name an employee")
    handler.page.locator("#staff").select_option(label=handler.name(further))
    save_step(handler)
    serve(handler)
    handler.follow("Add evidence").fill("What it is", "Log")
    handler.fill("What it says, word for word; or choose a file", "No call on that day")
    save_step(handler)


def serve(handler: Tab) -> None:
    """Give an employee the summary; who it is, is chosen already when only one is left."""
    handler.follow("Serve the employee").fill("Summary, without the client’s name or contact", SUMMARY)
    save_step(handler)


def reply(employee: Tab) -> None:
    """Read the summary in the own case and write a statement."""
    employee.visit("/desk/my-case")
    assert employee.page.get_by_text(SUMMARY).count() == 1
    assert STORY not in employee.page.content()
    employee.press("Send your statement")
    assert employee.reads("Please fill this in.")
    employee.fill("Your statement", "I was told of it a week later.").press("Send your statement")
    assert employee.page.get_by_text("I was told of it a week later.").count() == 1


def conclude(handler: Tab) -> None:
    """Clear the first employee, find the second seriously at fault, and hand it to a second person."""
    handler.page.reload()
    handler.settle().follow("Write the conclusion")
    form = handler.page.locator("#complaints-step")
    for nth, (outcome, severity) in enumerate((("UNSUBSTANTIATED", "MINOR"), ("SUBSTANTIATED", "SERIOUS"))):
        for name, value in (("outcome", outcome), ("severity", severity)):
            form.locator(f"[name^={name}_][value={value}]").nth(nth).check(force=True)
        form.locator("fieldset:has([name^=evidence_])").nth(nth).locator("input").first.check(force=True)
        form.locator("[name^=grounds_]").nth(nth).fill("As the log says.")
    form.locator("[name^=measure_][value=WARNING]").nth(1).check(force=True)
    handler.fill("What will be put right", "A new appointment")
    handler.fill("The result, as the client will read it", RESULT)
    save_step(handler)
    assert handler.reads("Conclusion handed to a second person")
    assert handler.button("Sign the result and send it").count() == 0


def sign(second: Tab, number: str) -> None:
    """Another person signs the result."""
    open_case(second, number, "review")
    second.press("Sign the result and send it")
    assert second.reads("Result signed and sent")


def comes_back_to_work(employee: Tab, person: dict[str, str]) -> None:
    """He reads that he is cleared, and his desk is open to him again."""
    employee.sign_in(person, by_hand=True).visit("/desk/my-case")
    assert employee.reads("Your standby has ended")
    assert employee.reads("Not proven")
    assert employee.visit("/desk/clients").page.locator("#admin-found a").count()
