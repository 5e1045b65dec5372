"""Files that came with a form: each gets an id and becomes a line of its question, or says why it is not taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from webapp.kernel import ids
from webapp.kernel.uploads import Upload, UploadRefused
from webapp.questionnaires.presenters.asking import field_name
from webapp.questionnaires.presenters.attached import taking
from webapp.questionnaires.rules import attachments
from webapp.questionnaires.rules.definition import Item

Brought = Mapping[str, Sequence[Upload | UploadRefused]]
"""Field → what came in it."""


class HandedIn:
    """What came with one form: `files` by the id that their answers name, `refused` linkId → why."""

    def __init__(self, brought: Brought) -> None:
        self.files: dict[str, Upload] = {}
        self.refused: dict[str, str] = {}
        self._brought = brought

    def lines(self, item: Item, given: Sequence[str]) -> Sequence[str]:
        """Give what stands in a question: what it held, and the files that came; one takes another's place."""
        if item.type != "attachment":
            return given
        new = [line for one in self._brought.get(field_name(item), ()) if (line := self._take(item, one))]
        return [*given, *new] if item.repeats or not new else new

    def _take(self, item: Item, one: Upload | UploadRefused) -> str:
        problem = one.message() if isinstance(one, UploadRefused) else _unfit(item, one)
        if isinstance(one, UploadRefused) or problem:
            self.refused[item.link_id] = problem
            return ""
        file_id = ids.new_id()
        self.files[file_id] = one
        content = one.content
        named = {"url": attachments.FOLDER + file_id, "title": one.title or content.type.extension}
        return attachments.line(named | {"size": len(content.data), "contentType": content.type.value})


def _unfit(item: Item, one: Upload) -> str:
    """Say why a question does not take a file that others may; empty where it does."""
    if one.content.type.value not in attachments.kinds(item):
        return taking(item).other_kind
    return taking(item).too_large if len(one.content.data) > attachments.most(item) else ""
