"""The thread of questions between a client and her nutritionists."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.clients import queries as clients
from webapp.clients.rules import Capacity, Purpose
from webapp.diet_plans.models import DietMessage, DietTask
from webapp.diet_plans.rules.talking import Author
from webapp.diet_plans.rules.worklist import Kind
from webapp.kernel import paging
from webapp.kernel.db import db
from webapp.kernel.errors import NotYours
from webapp.organisation import queries as organisation
from webapp.records import queries as records
from webapp.records.queries import StoredFile
from webapp.toolbox.words import Bilingual

MESSAGES = 20  # on a page


@dataclass(frozen=True, slots=True)
class Line:
    """A client, who acts as her nutritionist (None: nobody), and whether she lets nutritionists read."""

    client: clients.Client
    nutritionist_id: str | None
    shares: bool


def line_of(client_id: str) -> Line:
    """Give whom a client's question would reach, in one statement. Raises NotYours without a client."""
    asked = select(
        clients.Client,
        clients.acting_in(clients.Client.id, capacity=Capacity.NUTRITIONIST),
        clients.agrees(clients.Client.id, Purpose.SHARE_WITH_NUTRITIONIST),
    ).where(clients.Client.id == client_id)
    found = db.session.execute(asked).first()
    if found is None:
        raise NotYours
    return Line(found[0], found[1], bool(found[2]))


def thread(client_id: str, *, after: str = "") -> paging.Page:
    """Give a page of a client's messages, the newest first."""
    asked = select(DietMessage).where(DietMessage.client_id == client_id)
    return paging.page(asked, [DietMessage.id.desc()], after, MESSAGES)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message of a thread with its photo and the name of the nutritionist who wrote it."""

    message: DietMessage
    photo: StoredFile | None
    writer: Bilingual | None


def whole_thread(client_id: str) -> list[Spoken]:
    """Give everything a client and her nutritionists ever said to each other, the oldest first (A6)."""
    asked = (
        select(DietMessage, organisation.Staff)
        .outerjoin(organisation.Staff, organisation.Staff.id == DietMessage.staff_id)
        .where(DietMessage.client_id == client_id)
        .order_by(DietMessage.id)
    )
    found = db.session.execute(asked).all()
    photos = records.stored_files(one.file_id for one, _staff in found if one.file_id)
    return [Spoken(one, photos.get(one.file_id or ""), staff.name if staff else None) for one, staff in found]


def new_messages(client_id: str, *, author: Author) -> int:
    """Count what one side said and the other has not opened yet."""
    asked = select(func.count()).where(
        DietMessage.client_id == client_id, DietMessage.author == author, DietMessage.read_at.is_(None)
    )
    return int(db.session.scalar(asked) or 0)


def photo_of(message_id: str, *, client_id: str) -> StoredFile:
    """Give the photo of a message of this client. Raises NotYours, also where there is none."""
    found = db.session.get(DietMessage, message_id)
    if found is None or found.client_id != client_id or found.file_id is None:
        raise NotYours
    file = records.stored_file(found.file_id)
    if file is None:
        raise NotYours
    return file


def waits_for(client_id: str) -> DietTask | None:
    """Give the question of a client that nobody has answered yet."""
    asked = select(DietTask).where(DietTask.client_id == client_id, DietTask.kind == Kind.QUESTION)
    return db.session.scalars(asked).first()
