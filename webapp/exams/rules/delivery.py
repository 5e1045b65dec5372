"""Delivery of a report (X1 ◆): in print or electronically, when, to whom; a group's printed reports sealed."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """How a report is handed over."""

    PRINTED = "PRINTED"
    ELECTRONIC = "ELECTRONIC"


class Receiver(StrEnum):
    """To whom: the client, somebody whom the client sends, or the contact person of the client's group."""

    CLIENT = "CLIENT"
    SENT_BY_CLIENT = "SENT_BY_CLIENT"
    GROUP_CONTACT = "GROUP_CONTACT"


def may_deliver(form: Form, receiver: Receiver, *, sealed: bool) -> bool:
    """Tell whether a report may be handed over so: through a group only printed, in a sealed envelope per person."""
    if receiver is Receiver.GROUP_CONTACT:
        return form is Form.PRINTED and sealed
    return True
