"""Tables of the records room."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.kernel import append_only, clock, crypto, ids
from webapp.kernel.db import Id, Model
from webapp.kernel.uploads import FileType
from webapp.records.rules import Source
from webapp.toolbox.words import Bilingual, Language

_TYPES = ", ".join(f"'{known}'" for known in FileType)
_SOURCES = ", ".join(f"'{source}'" for source in Source)


class TimelineEntry(Model):
    """One line of a person's timeline (R2); rooms file it, the record never assembles their tables."""

    __tablename__ = "timeline_entry"
    __table_args__ = (Index("ix_timeline_entry_client_id", "client_id", "at", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    kind: Mapped[str] = mapped_column(String(30))
    title_zh: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    ref: Mapped[str] = mapped_column(String(80), default="")

    @property
    def title(self) -> Bilingual:
        """The line's words."""
        return Bilingual(zh=self.title_zh, en=self.title_en)


class Measurement(Model):
    """One measured figure with its unit, time and source (R3). A reading between exams is never changed.

    What was read together (both blood pressures and the pulse) has one `reading_id`; a correction is a reading
    that `replaces` an earlier one, which stays. `value` is in the item's own `unit`, `written_*` as it was typed.
    """

    __tablename__ = "measurement"
    __table_args__ = (
        CheckConstraint(f"source IN ({_SOURCES})", name="source_known"),
        CheckConstraint("(reading_id IS NULL) = (source = 'EXAM')", name="reading_is_not_exam"),
        CheckConstraint("replaces <> reading_id", name="replaces_another"),
        UniqueConstraint("reading_id", "code"),
        UniqueConstraint("replaces", "code"),
        Index("ix_measurement_client_id", "client_id", "code", "taken_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    code: Mapped[str] = mapped_column(String(30))
    value: Mapped[Decimal]
    unit: Mapped[str] = mapped_column(String(20))
    taken_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(40))
    reading_id: Mapped[str | None] = mapped_column(Id)
    replaces: Mapped[str | None] = mapped_column(Id)
    written_value: Mapped[Decimal | None]
    written_unit: Mapped[str] = mapped_column(String(20), default="")
    entered_by: Mapped[str | None] = mapped_column(Id, ForeignKey("account.id"))
    entered_at: Mapped[datetime] = mapped_column(default=clock.now)


class StoredFile(Model):
    """A file of a client's record (R2): what it is and the key that opens it; its bytes lie in the file store.

    `kind` says in capitals which room it is for, `sha256` and `size` (bytes) are those of the clean
    copy, `title` is what its sender called it. Only the key is ever sealed anew.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        CheckConstraint(f"content_type IN ({_TYPES})", name="type_known"),
        CheckConstraint("size > 0", name="size_positive"),
        Index("ix_stored_file_client_id", "client_id", "kind", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str | None] = mapped_column(
        Id, ForeignKey("client.id")
    )  # None: brought by nobody known
    kind: Mapped[str] = mapped_column(String(30))
    content_type: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    title: Mapped[str | None] = mapped_column(crypto.Secret("stored_file.title"))
    key: Mapped[str] = mapped_column(crypto.Secret("stored_file.key"))
    kept_by: Mapped[str | None] = mapped_column(Id, ForeignKey("account.id"))
    kept_at: Mapped[datetime] = mapped_column(default=clock.now)


class RecordCopy(Model):
    """A readable copy (PDF) of a whole record, made for its client to take along (A6); swept away after `ends_at`.

    It has no file while a worker is at it; there is one such row for a client and language.
    """

    __tablename__ = "record_copy"
    __table_args__ = (
        CheckConstraint("language IN ('zh-Hans','en')", name="language_known"),
        CheckConstraint("(file_id IS NULL) = (made_at IS NULL)", name="made_when"),
        CheckConstraint("(file_id IS NULL) = (pages IS NULL)", name="made_pages"),
        CheckConstraint("pages > 0", name="not_empty"),
        Index(
            "uq_record_copy_being_made",
            "client_id",
            "language",
            unique=True,
            sqlite_where=text("file_id IS NULL"),
            postgresql_where=text("file_id IS NULL"),
        ),
        Index("ix_record_copy_client_id", "client_id", "ends_at"),
        Index("ix_record_copy_ends_at", "ends_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    language: Mapped[Language] = mapped_column(String(8))
    asked_by: Mapped[str] = mapped_column(Id, ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    file_id: Mapped[str | None] = mapped_column(Id, ForeignKey("stored_file.id"), unique=True)
    pages: Mapped[int | None]
    made_at: Mapped[datetime | None]
    ends_at: Mapped[datetime]


class AccessEntry(Model):
    """Who saw, changed or printed a client's health data, and why (A6). Append-only."""

    __tablename__ = "access_entry"
    __table_args__ = (Index("ix_access_entry_client_id", "client_id", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=ids.new_id)
    branch_id: Mapped[str] = mapped_column(Id, ForeignKey("branch.id"))
    client_id: Mapped[str] = mapped_column(Id, ForeignKey("client.id"))
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id"))
    what: Mapped[str] = mapped_column(String(60))
    purpose: Mapped[str | None] = mapped_column(crypto.Secret("access_entry.purpose"))
    at: Mapped[datetime] = mapped_column(default=clock.now)


append_only.forbid(  # an exam's figures keep their history in its results
    Measurement.__table__,  # type: ignore[arg-type]
    unless="OLD.source = 'EXAM'",
)
append_only.forbid(AccessEntry.__table__)  # type: ignore[arg-type]
append_only.forbid(
    StoredFile.__table__,  # type: ignore[arg-type]
    "UPDATE",
    unless="NEW.id = OLD.id AND NEW.client_id = OLD.client_id AND NEW.kind = OLD.kind"
    " AND NEW.sha256 = OLD.sha256 AND NEW.content_type = OLD.content_type AND NEW.kept_by = OLD.kept_by",
)
