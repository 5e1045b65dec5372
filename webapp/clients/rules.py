"""Care team, consents and reach over a client's record (A1, A5). Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.toolbox.words import Bilingual


class Capacity(StrEnum):
    """In which capacity somebody looks after or has served a client."""

    HEALTH_MANAGER = "HEALTH_MANAGER"
    FAMILY_DOCTOR = "FAMILY_DOCTOR"
    NUTRITIONIST = "NUTRITIONIST"
    BOOKING = "BOOKING"
    RESULTS = "RESULTS"
    EXAM_DESK = "EXAM_DESK"
    REVIEW = "REVIEW"


CARE_CAPACITIES = (Capacity.HEALTH_MANAGER, Capacity.FAMILY_DOCTOR, Capacity.NUTRITIONIST)


class Allergen(StrEnum):
    """What a client may be allergic to; foods as GB 7718 names them, and the one medicine to ask for."""

    PEANUT = "PEANUT"
    NUTS = "NUTS"
    MILK = "MILK"
    EGG = "EGG"
    FISH = "FISH"
    SHRIMP = "SHRIMP"
    SOY = "SOY"
    WHEAT = "WHEAT"
    PENICILLIN = "PENICILLIN"


ALLERGEN_NAMES: dict[Allergen, Bilingual] = {
    Allergen.PEANUT: Bilingual(zh="花生", en="peanut"),
    Allergen.NUTS: Bilingual(zh="坚果", en="nuts"),
    Allergen.MILK: Bilingual(zh="乳", en="milk"),
    Allergen.EGG: Bilingual(zh="蛋", en="egg"),
    Allergen.FISH: Bilingual(zh="鱼", en="fish"),
    Allergen.SHRIMP: Bilingual(zh="虾蟹", en="shrimp and crab"),
    Allergen.SOY: Bilingual(zh="大豆", en="soya"),
    Allergen.WHEAT: Bilingual(zh="含麸质谷物", en="wheat and gluten"),
    Allergen.PENICILLIN: Bilingual(zh="青霉素", en="penicillin"),
}


class Purpose(StrEnum):
    """What a consent is for (A5): one row each, never bundled, never pre-ticked."""

    QUESTIONNAIRE = "QUESTIONNAIRE"
    EXAM_REPORTS = "EXAM_REPORTS"
    CLAIMS_TAKEOVER = "CLAIMS_TAKEOVER"
    SHARE_WITH_DOCTOR = "SHARE_WITH_DOCTOR"
    SHARE_WITH_NUTRITIONIST = "SHARE_WITH_NUTRITIONIST"
    SMS_REMINDERS = "SMS_REMINDERS"


CONSENT_VERSION = 1
CONSENT_WORDS: dict[Purpose, tuple[Bilingual, Bilingual]] = {
    Purpose.QUESTIONNAIRE: (
        Bilingual(zh="填写和保存健康问卷", en="Filling in and keeping health questionnaires"),
        Bilingual(
            zh="收回后，新的问卷不能提交，已提交的仍按法律保存。",
            en="Without it no new questionnaire can be sent; sent ones are kept as the law requires.",
        ),
    ),
    Purpose.EXAM_REPORTS: (
        Bilingual(zh="向体检机构取得我的体检报告", en="Getting my exam report from the institution"),
        Bilingual(
            zh="收回后，我们不再录入新的体检结果，也无法生成评估。",
            en="Without it no new results are entered and no assessment can be made.",
        ),
    ),
    Purpose.CLAIMS_TAKEOVER: (
        Bilingual(zh="接收核保和理赔信息", en="Taking over underwriting and claims information"),
        Bilingual(
            zh="结果不会回传给保险公司，除非您另外同意。",
            en="Results never go back to an insurer unless you agree separately.",
        ),
    ),
    Purpose.SHARE_WITH_DOCTOR: (
        Bilingual(zh="让我的家庭医生查看档案", en="Letting my family doctor see my record"),
        Bilingual(
            zh="收回后，家庭医生看不到您的档案。", en="Without it your family doctor cannot see your record."
        ),
    ),
    Purpose.SHARE_WITH_NUTRITIONIST: (
        Bilingual(zh="让营养医师查看档案", en="Letting the nutritionist see my record"),
        Bilingual(
            zh="收回后，营养医师不能为您写新的膳食计划。", en="Without it no new diet plan can be written."
        ),
    ),
    Purpose.SMS_REMINDERS: (
        Bilingual(zh="用短信提醒我", en="Reminding me by text message"),
        Bilingual(zh="收回后，提醒只在应用里出现。", en="Without it reminders appear only in the app."),
    ),
}


def age_on(birth_date: date, day: date) -> int:
    """Give completed years on `day` (a child of 29 February turns a year older on 1 March)."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


@dataclass(frozen=True, slots=True)
class Asking:
    """Who wants to open a client's record, as far as the decision needs it."""

    role: str
    own_branch: bool  # the client belongs to the visitor's branch
    acting: frozenset[str] = frozenset()  # capacities in which the visitor looks after the client now
    team: frozenset[str] = frozenset()  # capacities that somebody holds for the client
    agreed: frozenset[str] = frozenset()  # purposes the client consents to


def may_reach(asking: Asking) -> bool:
    """Tell whether somebody may open a client's record (product.md §1, A1, A5).

    Branch staff: own branch. Family doctor: only those who chose them. Nutritionist: those of the branch
    whose plan put a nutritionist in charge. Both only while the client agrees to share. Whoever stands in
    for somebody reaches what that person reached.
    """
    standing_in = bool(asking.acting)
    match asking.role:
        case "HEALTH_MANAGER" | "BRANCH_MANAGER":
            return asking.own_branch or standing_in
        case "FAMILY_DOCTOR":
            return standing_in and Purpose.SHARE_WITH_DOCTOR in asking.agreed
        case "NUTRITIONIST":
            planned = asking.own_branch and Capacity.NUTRITIONIST in asking.team
            return (planned or standing_in) and Purpose.SHARE_WITH_NUTRITIONIST in asking.agreed
        case _:
            return standing_in
