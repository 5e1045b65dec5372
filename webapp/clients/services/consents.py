"""Consents: given and withdrawn one by one (A5)."""

from __future__ import annotations

from sqlalchemy import update

from webapp.clients import rules
from webapp.clients.models import Client, Consent
from webapp.clients.services.noting import note
from webapp.kernel import clock, ids
from webapp.kernel.db import changed, db
from webapp.kernel.inserting import insert_new


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
        note("clients.consent.given", client_id, client.branch_id, actor_id, {"purpose": purpose.value})


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
        note("clients.consent.withdrawn", client_id, branch_id, actor_id, {"purpose": purpose.value})
