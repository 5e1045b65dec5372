"""China-PAR lifetime: the same endpoint up to the age of 85, for people of 20 to 59."""

from __future__ import annotations

from math import exp, log
from typing import Any, Final

from webapp.assessments.rules.diseases.china_par_10y import ParPerson, read
from webapp.assessments.rules.facts import Facts
from webapp.assessments.rules.models import model, to_tenth
from webapp.toolbox.packaged import data
from webapp.toolbox.results import Figure, ModelCard

_TABLE: Final[dict[str, Any]] = data("assessments", "china_par_lifetime")
CARD: Final = ModelCard(
    code="china_par_lifetime",
    name=_TABLE["name"],
    version=_TABLE["version"],
    citation=_TABLE["citation"],
    unit="percent",
    source=_TABLE["derivation"],
)
AGES: Final = (20, 59)
HIGH: Final = 32.8


def percent(who: ParPerson) -> float:
    """Give the risk up to 85 in percent, unrounded."""
    beta = _TABLE["beta"][who.sex]
    z = (
        _TABLE["g"][who.sex][who.age - _TABLE["first_age"]]
        + beta["sbp_t" if who.treated else "sbp_u"] * log(who.sbp)
        + beta["tc"] * log(who.tc)
        + beta["hdl"] * log(who.hdl)
        + beta["wc"] * log(who.waist)
        + beta["smk"] * who.smoker
        + beta["dm"] * who.diabetes
        + beta["north"] * who.north
        + beta["urban"] * who.urban
        + beta["fh"] * who.family_history
    )
    return 100 * (1 - exp(-exp(z)))


@model(CARD)
def china_par_lifetime(person: Facts) -> Figure:
    """Give the lifetime risk as displayed (0.1 %): high from 32.8 %, else low."""
    who = read(person)
    person.years_within(*AGES)
    shown = to_tenth(percent(who))
    ideal = to_tenth(percent(who.ideal()))
    return Figure(shown, "high" if shown >= HIGH else "low", {"ideal_percent": ideal})
