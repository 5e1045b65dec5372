"""The room's forms."""

from webapp.groups.forms.companies import ContactForm, GroupForm, MemberForm, ReviewForm
from webapp.groups.forms.contracts import ContractForm, TermsForm

__all__ = ["ContactForm", "ContractForm", "GroupForm", "MemberForm", "ReviewForm", "TermsForm"]
