"""Somebody is put in charge of a client and on standby at the same moment (A2, S1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from tests.conftest import Act
from tests.factories import company
from tests.meanwhile import alone, meanwhile
from webapp.accounts.rules import Role
from webapp.clients import queries, services
from webapp.clients.rules import Capacity
from webapp.organisation import services as organisation

pytestmark = pytest.mark.postgresql
Deed = Callable[[], object]


@pytest.fixture
def deeds(act: Act) -> tuple[str, str, Deed, Deed]:
    """A client and a colleague; putting another in charge of the client, and on standby."""
    with act():
        company.headquarters()
        branch = company.a_branch()
        client_id = company.a_client(branch).id
        lu, colleague = (company.somebody(branch, Role.HEALTH_MANAGER).id for _ in range(2))
    place = {"client_id": client_id, "capacity": Capacity.HEALTH_MANAGER, "staff_id": lu, "actor_id": ""}
    order = {"staff_id": lu, "reason_ref": "one", "review_due": date(2026, 12, 1), "actor_id": ""}
    return (
        client_id,
        colleague,
        partial(services.assign_care, **place),
        partial(organisation.open_standby, **order),
    )


class TestAssignCare:
    def test_who_goes_on_standby_at_that_moment_gets_no_new_client(
        self, act: Act, deeds: tuple[str, str, Deed, Deed]
    ) -> None:
        _client, _colleague, charge, standby = deeds
        with pytest.raises(services.NotServing):
            meanwhile(act, standby, alone(act, charge))

    def test_a_client_given_at_that_moment_is_handed_over_with_the_others(
        self, act: Act, deeds: tuple[str, str, Deed, Deed]
    ) -> None:
        client_id, colleague, charge, standby = deeds
        meanwhile(act, charge, alone(act, standby))
        with act():
            acting = queries.who_looks_after(client_id=client_id, capacity=Capacity.HEALTH_MANAGER)
        assert acting == colleague
