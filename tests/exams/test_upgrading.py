from __future__ import annotations

import pytest
from flask import Flask

from tests.factories import exams as make
from webapp.exams import queries, services
from webapp.exams.refusals import ExamStillBooked
from webapp.exams.rules.booking import CancelReason
from webapp.kernel import clock, events
from webapp.plans import queries as plans
from webapp.plans.events import YearReplaced


@pytest.mark.usefixtures("inside")
class TestYearIsReplaced:
    def test_a_year_is_not_replaced_while_its_exam_is_booked(self, inside: Flask) -> None:
        with clock.at(make.NOW):
            world = make.a_world()
            client = make.a_client(world)
            services.book(client_id=client.id, session_id=world.sessions[0].id, actor_id="")
            year = plans.live_enrolment(client_id=client.id, day=clock.today())
            assert year
            ends = YearReplaced(year.id, client.id, year.branch_id)
            with pytest.raises(ExamStillBooked):
                events.publish(ends)
            held = queries.live_booking(client_id=client.id)
            assert held
            services.cancel(
                booking_id=held.booking.id, client_id=client.id, reason=CancelReason.LATER, actor_id=""
            )
            events.publish(ends)
