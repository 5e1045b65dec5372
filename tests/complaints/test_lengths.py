"""How long clocks are is a dated setting; a case keeps the lengths it came in under (complaints.md §4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.complaints.test_clocks import recomputed, set_day
from tests.factories import complaints as factory
from tests.factories.complaints import Company, a_case, a_complaint, by_handler
from webapp.complaints import queries, services
from webapp.complaints.models import Case, CaseClock, ClockLengths
from webapp.complaints.presenters.saved import saved_words
from webapp.complaints.presenters.timing import all_clocks
from webapp.complaints.rules import lengths
from webapp.complaints.rules.categories import Category
from webapp.complaints.rules.lengths import Lengths
from webapp.complaints.rules.states import State
from webapp.complaints.rules.statistics import quarter_of
from webapp.kernel import audit, clock, i18n
from webapp.kernel.audit import AuditEntry
from webapp.kernel.db import db
from webapp.kernel.errors import BadInput
from webapp.organisation import queries as organisation
from webapp.toolbox.calendar import WorkingDays

TODAY = date(2026, 11, 19)
SHORT = Lengths(ack=2, result=3, complex=6, extension=2, reply=2, window=7, appeal=4, review=2, standby=6)


def at_day(day: date) -> Any:
    return clock.at(factory.NOW + (day - TODAY))


def publish(found: Lengths = SHORT, *, first_day: date = TODAY + timedelta(days=1)) -> int:
    return services.publish_lengths(lengths=found, valid_from=first_day, actor_id="")


def days_of(case: Case) -> dict[str, int]:
    db.session.flush()
    found = select(CaseClock.kind, CaseClock.days).where(CaseClock.case_id == case.id)
    return {row.kind: row.days for row in db.session.execute(found.order_by(CaseClock.turn))}


class TestRules:
    def test_the_first_lengths_are_the_promise_and_can_be_meant(self) -> None:
        assert lengths.faulty(Lengths()) == ""
        assert lengths.read(lengths.written(SHORT)) == SHORT
        assert len(lengths.written(Lengths(*[lengths.MOST] * 9))) <= 200

    @pytest.mark.parametrize("name", lengths.NAMES)
    def test_none_is_shorter_than_a_day_or_longer_than_it_may_be(self, name: str) -> None:
        most = {"extension": 10}.get(name, 60)
        high = Lengths(*[10 if one == "extension" else 60 for one in lengths.NAMES])
        assert lengths.faulty(replace(high, **{name: most})) == ""
        assert lengths.faulty(replace(high, **{name: most + 1})) == name
        assert lengths.faulty(replace(Lengths(), **{name: 0})) == name

    def test_one_length_cannot_contradict_another(self) -> None:
        assert lengths.faulty(replace(Lengths(), complex=4)) == "complex"
        assert lengths.faulty(replace(Lengths(), standby=4)) == "standby"
        assert lengths.faulty(replace(Lengths(), complex=5, standby=5)) == ""


class TestPublish:
    def test_it_holds_from_its_day_on_and_stands_in_the_audit_chain(self, company: Company) -> None:
        assert queries.lengths_on() == Lengths()
        assert publish() == 2
        assert publish(replace(SHORT, result=4), first_day=TODAY + timedelta(days=30)) == 3
        assert queries.lengths_on() == Lengths()
        assert queries.lengths_on(TODAY + timedelta(days=1)) == SHORT
        assert queries.lengths_on(TODAY + timedelta(days=30)).result == 4
        audit.write_notes()
        told = select(AuditEntry.details).where(AuditEntry.action == "complaints.lengths.published")
        assert '"result": 3' in next(iter(db.session.scalars(told)))

    def test_the_later_of_two_versions_of_one_day_holds(self, company: Company) -> None:
        publish()
        publish(replace(SHORT, ack=1))
        assert queries.lengths_on(TODAY + timedelta(days=1)).ack == 1

    @pytest.mark.parametrize("ahead", [0, -1])
    def test_no_day_that_has_begun_is_changed(self, company: Company, ahead: int) -> None:
        with pytest.raises(BadInput, match="valid_from"):
            publish(first_day=TODAY + timedelta(days=ahead))

    def test_what_cannot_be_meant_is_refused(self, company: Company) -> None:
        with pytest.raises(BadInput, match="extension"):
            publish(replace(SHORT, extension=11))
        assert db.session.scalars(select(ClockLengths)).all() == []


class TestNewCase:
    def test_every_clock_has_the_length_of_the_day_it_came_in(self, company: Company) -> None:
        publish()
        with at_day(TODAY + timedelta(days=1)):  # Friday
            case = a_complaint(company, about=company.served)
            services.serve(
                **by_handler(company, case), respondent_id=factory.the_respondent(case), summary="Calls."
            )
            other = a_complaint(company, category=Category.PRIVACY)
        assert days_of(case) == {"ACK": 2, "RESULT": 3, "REPLY": 2, "STANDBY_REVIEW": 2}
        assert case.due_on == date(2026, 11, 25)
        assert days_of(other)["RESULT"] == 6
        order = organisation.order(queries.respondents(case.id)[0].order_id or "")
        assert order
        assert order.review_due == date(2026, 11, 24)

    def test_the_window_the_appeal_and_the_extension_follow(self, company: Company) -> None:
        publish()
        with at_day(TODAY + timedelta(days=1)):
            case = a_case(company, State.INVESTIGATING, named=False)
            with pytest.raises(services.TooMuchTime, match="2"):
                services.extend(**by_handler(company, case), days=3, reason="-")
            services.extend(**by_handler(company, case), days=2, reason="-")
            assert days_of(case)["RESULT"] == 5
            appealed = a_case(company, State.APPEALED)
        assert appealed.window_until == date(2026, 11, 27)
        assert days_of(appealed)["APPEAL"] == 4

    def test_a_standby_lapses_by_its_own_cap(self, company: Company) -> None:
        publish()
        with at_day(TODAY + timedelta(days=1)):
            a_complaint(company, about=company.served)
        for day, standing in ((date(2026, 11, 30), "STANDBY"), (date(2026, 12, 1), "ACTIVE")):
            with at_day(day):
                services.sweep()
            assert factory.standing_of(company.served) == standing


class TestCaseUnderWay:
    def test_what_begins_later_keeps_the_lengths_of_the_day_it_came_in(self, company: Company) -> None:
        case = a_complaint(company, about=company.served)
        publish()
        with at_day(TODAY + timedelta(days=1)):
            services.serve(
                **by_handler(company, case), respondent_id=factory.the_respondent(case), summary="Calls."
            )
            services.renew_standby(**by_handler(company, factory.fresh(case)), reason="-")
        assert days_of(case) == {"ACK": 1, "RESULT": 5, "REPLY": 3, "STANDBY_REVIEW": 5}
        with at_day(date(2026, 12, 1)):  # past the new cap, within its own
            services.sweep()
        assert factory.standing_of(company.served) == "STANDBY"

    def test_the_answer_s_window_stays(self, company: Company) -> None:
        case = a_case(company, State.REVIEW)
        publish()
        with at_day(TODAY + timedelta(days=1)):
            services.decide(case_id=case.id, staff_id=company.manager.id, version=case.version)
            assert factory.fresh(case).window_until == date(2026, 12, 7)
            recomputed()
            assert factory.fresh(case).window_until == date(2026, 12, 7)

    def test_a_changed_calendar_replays_it_with_its_own_days(self, company: Company) -> None:
        case = a_complaint(company)
        publish()
        with at_day(TODAY + timedelta(days=1)):
            recomputed()
            assert factory.fresh(case).due_on == date(2026, 11, 26)
            set_day(date(2026, 11, 24), works=False)
            recomputed()
            assert factory.fresh(case).due_on == date(2026, 11, 27)

    def test_the_published_figures_are_what_they_were(self, company: Company) -> None:
        with at_day(TODAY):
            a_case(company, State.DECIDED)
        later, quarter = TODAY + timedelta(days=9), quarter_of(TODAY)
        with at_day(later):
            services.sweep()
            before = queries.count_log([quarter])
        publish()
        with at_day(later):
            services.sweep()
            assert queries.count_log([quarter]) == before


class TestWords:
    def test_the_desk_names_each_clock_with_its_own_days(self, company: Company) -> None:
        old = a_complaint(company)
        publish()
        with at_day(TODAY + timedelta(days=1)):
            new = a_complaint(company)
        db.session.flush()
        assert named(old) == {"Result · 5 working days", "Taking it up · 1 working day"}
        assert named(new) == {"Result · 3 working days", "Taking it up · 2 working days"}

    def test_a_saved_reply_tells_the_case_s_own_window(self, company: Company) -> None:
        old = a_complaint(company)
        publish()
        with at_day(TODAY + timedelta(days=1)):
            new = a_complaint(company)
        assert "within 15 days" in saved_words("DECLINE", "not_ours", old)
        assert "within 7 days" in saved_words("DECLINE", "not_ours", new)


def named(case: Case) -> set[str]:
    rows = queries.clocks(case.id)
    with i18n.speaking("en"):
        return {one.what for one in all_clocks(rows, case, today=TODAY, calendar=WorkingDays())}
