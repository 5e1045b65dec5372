"""What the room refuses, in words."""

from __future__ import annotations

from webapp.complaints.rules.evidence import MOST_OF_ONE
from webapp.kernel.errors import Refusal
from webapp.kernel.i18n import _

GUARD_WORDS = {
    "handled_already": lambda: _("Somebody else took this case meanwhile."),
    "nothing_to_correct": lambda: _("You have answered this already. Please call us to add to it."),
    "second_signature_needed": lambda: _("A person is named: declining needs a second signature."),
    "waits_for_second_signature": lambda: _("This waits for the second signature already."),
    "nobody_named": lambda: _("Nobody is named: this can be declined without a second signature."),
    "nothing_to_sign": lambda: _("There is nothing to sign."),
    "respondent_not_served": lambda: _("First serve each person named, or say why not yet."),
    "somebody_not_served": lambda: _("First serve each person named, or say why not yet."),
    "nobody_to_put_off": lambda: _("This was put off once already: please serve everybody named now."),
    "nobody_to_serve": lambda: _("Everybody named has been served."),
    "reply_time_runs": lambda: _("A reply is still possible. Wait for it, or until its time is over."),
    "evidence_missing": lambda: _("The grounds must cite evidence. Please add some first."),
    "outcome_missing": lambda: _("Each person named needs an outcome, a severity and grounds with evidence."),
    "measure_missing": lambda: _("What is proven needs a measure."),
    "no_measure_without_proof": lambda: _("Nothing is proven: no measure, please."),
    "extended_already": lambda: _("This was given more time once already."),
    "extended_too_late": lambda: _("The promised day is over: more time is taken before it, not after."),
    "remedy_missing": lambda: _("Say what will be put right, and write the result for the client."),
    "a_person_is_named": lambda: _("A person is named: this cannot be settled on the spot."),
    "not_agreed": lambda: _("Settling on the spot needs the client’s agreement, and a minor matter."),
    "handler_steps_back": lambda: _("You handle this case. Please step back, so that somebody else gets it."),
    "suggestions_name_nobody": lambda: _("This is a suggestion: it names nobody."),
    "appealed_already": lambda: _("You have appealed once already. The decision then was final."),
    "window_over": lambda: _("The time to appeal is over. Please call us: there may be another way."),
    "too_old": lambda: _("This ended more than six months ago. Please tell us anew, or call us."),
    "goes_on_ex_officio": lambda: _("Headquarters is looking into this by itself now."),
    "no_separation": lambda: _("No separation is proposed here."),
    "objected_already": lambda: _("Your appeal is already here."),
    "objection_too_late": lambda: _("The time to appeal is over. Please call the number below."),
    "no_objection": lambda: _("There is no appeal to decide."),
    "objection_undecided": lambda: _("First the employee’s appeal has to be decided."),
    "objection_time_runs": lambda: _("The employee can still appeal. Wait until that time is over."),
    "signed_already": lambda: _("You signed first: a second person has to sign."),
    "steps_missing": lambda: _("Each step that employment law asks for has to be confirmed."),
    "nobody_on_standby": lambda: _("Nobody is on standby for this case."),
    "replied_already": lambda: _("Your reply is already here. Please call us to add to it."),
}


class SomebodyWasFirst(Refusal):
    """The case changed meanwhile; the visitor sees where it stands now."""

    def message(self) -> str:
        return _("Somebody else changed this case meanwhile. Please look again.")


class NotAllowedNow(Refusal):
    """The table has no such transition from here, or a guard forbids it."""

    def __init__(self, guard: str = "") -> None:
        super().__init__(guard)
        self.guard = guard

    def message(self) -> str:
        words = GUARD_WORDS.get(self.guard)
        return words() if words else _("This step is not possible now.")


class TooManyToday(Refusal):
    """The client sent several complaints today already (T1)."""

    status = 429

    def message(self) -> str:
        return _("You have sent several today. Please call us, or go on tomorrow; nothing is lost.")


class AlreadySent(Refusal):
    """A form without a name came again with other words."""

    status = 422

    def message(self) -> str:
        return _("This form was already sent with other answers. Please open the page again.")


class WrongCode(Refusal):
    """No case has this tracking code."""

    status = 422

    def message(self) -> str:
        return _("No case has this code. Please check it: four groups of four letters and figures.")


class TooManyTries(Refusal):
    """Too many wrong codes from one place."""

    status = 429

    def message(self) -> str:
        return _("Too many wrong codes. Please wait an hour.")


class TooManyFiles(Refusal):
    """One person brought more files to a case than one may."""

    status = 422

    def message(self) -> str:
        return _("You have sent %(n)s files already. Please tell us the rest in words.", n=MOST_OF_ONE)


class NotTaken(Refusal):
    """What a phone's outbox sent cannot be taken; it shows the words beside what it kept."""

    status = 422

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words

    def message(self) -> str:
        return self.words


class DidNotServeYou(Refusal):
    """The person named never served this client."""

    status = 422

    def message(self) -> str:
        return _("This person has not served you. Choose somebody else, or nobody.")


class TooCloseToWrite(Refusal):
    """Who writes a complaint down has a conflict of interest in it (§5)."""

    status = 422

    def message(self) -> str:
        return _("You are too close to this to write it down. Please let a colleague take it in, now.")


class RevealsTheComplainant(Refusal):
    """The summary for a respondent would give away who complained (T6)."""

    status = 422

    def message(self) -> str:
        return _("The summary holds the client’s name or phone number. Please leave it out.")


class AlreadyNamed(Refusal):
    """The employee is named in this case already, or cannot be."""

    status = 422

    def message(self) -> str:
        return _("This person is named already, or works elsewhere.")


class TooMuchTime(Refusal):
    """More working days for the result than the case allows (§4)."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

    def message(self) -> str:
        return _("Please give a number from 1 to %(n)s.", n=self.most)
