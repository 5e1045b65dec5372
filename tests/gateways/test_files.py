from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webapp.gateways.files import FileMissing, LocalFiles


@pytest.fixture
def store(tmp_path: Path) -> LocalFiles:
    return LocalFiles(tmp_path)


class TestLocalFiles:
    def test_what_was_kept_is_read_and_only_its_owner_may(self, store: LocalFiles, tmp_path: Path) -> None:
        store.keep("0abc12", b"sealed")
        assert store.read("0abc12") == b"sealed"
        assert [oct(one.stat().st_mode)[-3:] for one in tmp_path.glob("*/*")] == ["600"]

    @pytest.mark.parametrize("name", ["0abc12", "../etc", "a/b", "", "."])
    def test_no_other_name_leads_anywhere(self, store: LocalFiles, name: str) -> None:
        with pytest.raises(FileMissing):
            store.read(name)

    def test_what_was_removed_is_gone_and_may_be_removed_again(self, store: LocalFiles) -> None:
        store.keep("0abc12", b"sealed")
        store.remove("0abc12")
        store.remove("0abc12")
        with pytest.raises(FileMissing):
            store.read("0abc12")

    def test_it_lists_what_is_older_than_a_moment(self, store: LocalFiles) -> None:
        store.keep("0abc12", b"sealed")
        now = datetime.now(UTC)
        assert list(store.before(now + timedelta(minutes=1))) == ["0abc12"]
        assert list(store.before(now - timedelta(minutes=1))) == []
