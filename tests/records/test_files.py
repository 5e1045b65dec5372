"""Files of a record: sealed, each openable only as itself, left-overs swept (R2)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text

from tests.factories import company
from webapp import config
from webapp.gateways import files
from webapp.gateways.files import FileMissing
from webapp.kernel import crypto, jobs
from webapp.kernel.db import db
from webapp.kernel.uploads import Checked, FileType, Upload
from webapp.records import queries, services
from webapp.records.models import StoredFile
from webapp.records.services.files import LEFT_OVER, sweep_files

pytestmark = pytest.mark.usefixtures("inside")
TASK = jobs.Task("", "records.files", {}, 1)


def keep(data: bytes = b"a page of blood figures") -> StoredFile:
    client = company.a_client(company.a_branch())
    return services.keep_file(
        client_id=client.id,
        branch_id=client.branch_id,
        kind="EXAM_REPORT",
        upload=Upload("page one", Checked(FileType.JPEG, data)),
        account_id=client.account_id or "",
    )


def on_disk() -> list[Path]:
    return list((config.current().state_folder / "files").glob("*/*"))


def later() -> time_machine.travel:
    return time_machine.travel(datetime.now(UTC) + LEFT_OVER + timedelta(hours=1))


class TestKeepFile:
    def test_it_is_given_back_as_it_was(self) -> None:
        kept = keep()
        assert queries.content_of(kept) == Checked(FileType.JPEG, b"a page of blood figures")

    def test_nothing_of_it_is_readable_on_the_disk_or_in_the_row(self) -> None:
        kept = keep()
        lying = next(path for path in on_disk() if path.stem == kept.id)
        row = db.session.execute(text("SELECT title, key FROM stored_file")).one()
        assert b"blood" not in lying.read_bytes()
        assert "page one" not in str(row)

    def test_a_file_put_in_the_place_of_another_does_not_open(self) -> None:
        one, other = keep(), keep()
        store = files.gateway()
        store.keep(one.id, store.read(other.id))
        with pytest.raises(crypto.Unreadable):
            queries.content_of(one)

    def test_the_row_cannot_be_made_somebody_else_s(self) -> None:
        kept = keep()
        with pytest.raises(Exception, match="stored_file"):
            db.session.query(StoredFile).update({"client_id": company.a_client(company.a_branch()).id})
        assert kept.id


class TestSweepFiles:
    def test_what_a_request_left_behind_goes_and_what_is_kept_stays(self) -> None:
        kept = keep()
        files.gateway().keep("leftover00000000000a", b"of a request that was taken back")
        with later():
            sweep_files(TASK)
        assert [path.stem for path in on_disk() if path.stem in (kept.id, "leftover00000000000a")] == [
            kept.id
        ]

    def test_a_young_file_may_belong_to_a_request_that_still_runs(self) -> None:
        files.gateway().keep("youngfile0000000000a", b"not yet in a row")
        sweep_files(TASK)
        assert files.gateway().read("youngfile0000000000a")

    def test_what_was_discarded_is_forgotten(self) -> None:
        kept = keep()
        row_id = kept.id
        services.discard_file(file_id=row_id)
        with later():
            sweep_files(TASK)
        with pytest.raises(FileMissing):
            files.gateway().read(row_id)
