"""Words for the codes of the lower rooms."""

from __future__ import annotations

from webapp.accounts.rules import Role
from webapp.clients.rules import Capacity
from webapp.kernel.i18n import lazy
from webapp.organisation.rules import Grade, Standing
from webapp.plans.rules import ApplicationStatus, Delivery, Item, Kind, PaidBy, Way

ROLE_WORDS: dict[str, str] = {
    Role.HEALTH_MANAGER: lazy("Health manager"),
    Role.FAMILY_DOCTOR: lazy("Family doctor"),
    Role.NUTRITIONIST: lazy("Nutritionist"),
    Role.COMPLAINT_HANDLER: lazy("Complaint handler"),
    Role.INSTITUTION_DESK: lazy("Institution desk"),
    Role.INDEPENDENT_REVIEWER: lazy("Independent reviewer"),
    Role.BRANCH_MANAGER: lazy("Branch manager"),
    Role.HQ_ADMIN: lazy("Headquarters admin"),
    Role.PRIVACY_OFFICER: lazy("Privacy officer"),
}
CAPACITY_WORDS: dict[str, str] = {
    Capacity.HEALTH_MANAGER: ROLE_WORDS[Role.HEALTH_MANAGER],
    Capacity.FAMILY_DOCTOR: ROLE_WORDS[Role.FAMILY_DOCTOR],
    Capacity.NUTRITIONIST: ROLE_WORDS[Role.NUTRITIONIST],
}
SEX_WORDS: dict[str, str] = {"MALE": lazy("Male"), "FEMALE": lazy("Female")}
GRADE_WORDS: dict[str, str] = {
    Grade.REGULAR: lazy("Regular institution"),
    Grade.HIGH_END: lazy("High-end institution"),
}
KIND_WORDS: dict[str, str] = {
    Kind.INDIVIDUAL: lazy("For one person"),
    Kind.GROUP: lazy("Through a group"),
}
LEVEL_WORDS: dict[str, str] = {
    "ECONOMY": lazy("Economy"),
    "STANDARD": lazy("Standard package"),
    "COMPREHENSIVE": lazy("Comprehensive"),
    "DELUXE": lazy("Deluxe"),
}
STANDING_WORDS: dict[str, tuple[str, str]] = {
    Standing.ACTIVE: (lazy("Serving"), "good"),
    Standing.STANDBY: (lazy("On standby"), "watch"),
    Standing.SEPARATION_PROPOSED: (lazy("Separation proposed"), "act"),
    Standing.LEFT: (lazy("Has left"), "watch"),
}
COUNTED_ITEMS = (Item.EXAM, Item.ASSESSMENT, Item.GROUP_ASSESSMENT, Item.LECTURE, Item.NEWSLETTER)
WEEKDAY_WORDS: dict[str, str] = {
    "1": lazy("Monday"),
    "2": lazy("Tuesday"),
    "3": lazy("Wednesday"),
    "4": lazy("Thursday"),
    "5": lazy("Friday"),
    "6": lazy("Saturday"),
    "7": lazy("Sunday"),
}
DEADLINE_WORDS: dict[str, str] = {
    "HOURS": lazy("Hours before the exam begins"),
    "WORKING_DAYS": lazy("Working days before the day of the exam, until the end of the day"),
}
CLASS_WORDS: dict[str, str] = {
    "ANY": lazy("All packages"),
    "REGULAR": lazy("Regular packages"),
    "HIGH_END": lazy("Deluxe packages"),
}
WAY_WORDS: dict[str, str] = {
    Way.NEW: lazy("first application"),
    Way.RENEWAL: lazy("renewal"),
    Way.UPGRADE: lazy("upgrade, in place of the running year"),
}
DELIVERY_WORDS: dict[str, str] = {
    Delivery.ELECTRONIC: lazy("%(n)s, electronic"),
    Delivery.PRINT: lazy("%(n)s, in print"),
}
PAID_WORDS: dict[str, str] = {
    PaidBy.WECHAT: lazy("WeChat Pay"),
    PaidBy.ALIPAY: lazy("Alipay"),
    PaidBy.CARD: lazy("Bank card"),
    PaidBy.TRANSFER: lazy("Bank transfer"),
    PaidBy.CASH: lazy("Cash"),
}
APPLICATION_WORDS: dict[str, str] = {
    ApplicationStatus.SUBMITTED: lazy("Waits for the payment"),
    ApplicationStatus.SENT_BACK: lazy("Sent back to the client"),
    ApplicationStatus.WITHDRAWN: lazy("Withdrawn by the client"),
    ApplicationStatus.ACTIVATED: lazy("Paid, the year has been entered"),
}
