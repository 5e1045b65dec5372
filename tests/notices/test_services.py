from __future__ import annotations

import pytest

from tests.factories import company
from webapp.notices import queries, services
from webapp.organisation.queries import Staff
from webapp.toolbox.words import Bilingual

pytestmark = pytest.mark.usefixtures("inside")


def tell(reader: Staff) -> None:
    words = Bilingual(zh="您好", en="Hello")
    services.tell(account_id=reader.account_id, branch_id=reader.branch_id, kind="TEST", words=words)


class TestTell:
    def test_a_message_reaches_one_inbox_in_both_languages(self) -> None:
        branch = company.a_branch()
        one, other = company.somebody(branch), company.somebody(branch)
        tell(one)
        assert (queries.unread(one.account_id), queries.unread(other.account_id)) == (1, 0)
        message = queries.inbox(account_id=one.account_id).rows[0]
        assert (message.words.zh, message.words.en, message.branch_id) == ("您好", "Hello", branch.id)

    def test_what_was_read_is_no_longer_new(self) -> None:
        staff = company.somebody(company.a_branch())
        tell(staff)
        assert services.mark_read(account_id=staff.account_id) == 1
        assert services.mark_read(account_id=staff.account_id) == 0
        assert queries.unread(staff.account_id) == 0
