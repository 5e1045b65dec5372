"""What a step of the desk is: the button's words, its form, and the service that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from webapp.complaints import forms
from webapp.complaints.queries import Dossier
from webapp.complaints.rules.states import Action

NOTE = "NOTE"
INTEREST = "INTEREST"
BESIDE = frozenset({NOTE, INTEREST})
"""What moves no case, and is possible in every state."""
_ASIDE = {
    Action.PUT_OFF,
    Action.EXTEND,
    Action.NAME_RESPONDENT,
    Action.RENEW_STANDBY,
    Action.RECUSE,
    Action.REOPEN,
    *BESIDE,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the button's verb, its shortcut, how its form is made and which service does it."""

    action: str
    endpoint: str
    verb: str
    run: Callable[..., bool | None]
    form: Callable[[Dossier | None], type[forms.StepForm]] | None = None
    values: Callable[[Any], dict[str, Any]] = lambda form: {}
    key: str = ""
    needs_case: bool = False  # the form's fields depend on the case

    @property
    def leads_on(self) -> bool:
        """Whether it brings the case further: only such a step is drawn as the next one."""
        return self.action not in _ASIDE


def simple(kind: type[forms.StepForm]) -> Callable[[Dossier | None], type[forms.StepForm]]:
    """Let a step have this form, whatever the case."""
    return lambda found: kind


def fields(*names: str, **renamed: str) -> Callable[[Any], dict[str, Any]]:
    """Give the service's words out of a valid form; `service_name=field_name` renames."""
    wanted = {name: name for name in names} | renamed
    return lambda form: {service: form[field].data for service, field in wanted.items()}
