"""A template of menus: what it is called."""

from __future__ import annotations

from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from webapp.kernel.forms import Form, at_most, stripped
from webapp.kernel.i18n import _, lazy
from webapp.toolbox.words import Bilingual


class TemplateForm(Form):
    """A name in one language or both."""

    zh = StringField(lazy("Name of the template in Chinese"), filters=[stripped], validators=[at_most(80)])
    en = StringField(lazy("Name of the template in English"), filters=[stripped], validators=[at_most(160)])

    def validate_zh(self, field: StringField) -> None:
        """Ask for a name in at least one language."""
        if not field.data and not self.en.data:
            raise ValidationError(_("Please write a name, in Chinese or in English."))

    @property
    def name(self) -> Bilingual:
        """Give what was typed."""
        return Bilingual(zh=self.zh.data or "", en=self.en.data or "")


class KeepForm(Form):
    """The name a template is saved under, and at which revision of its draft it was seen.

    Its fields stand on one page with those of a meal's name.
    """

    name_zh = StringField(
        lazy("Name of the template in Chinese"), filters=[stripped], validators=[at_most(80)]
    )
    name_en = StringField(
        lazy("Name of the template in English"), filters=[stripped], validators=[at_most(160)]
    )
    revision = HiddenField(lazy("Menus"), validators=[at_most(12)])

    def validate_name_zh(self, field: StringField) -> None:
        """Ask for a name in at least one language."""
        if not field.data and not self.name_en.data:
            raise ValidationError(_("Please write a name, in Chinese or in English."))

    @classmethod
    def of(cls, name: Bilingual) -> KeepForm:
        """Make the form with the name a template has."""
        return cls(name_zh=name.zh, name_en=name.en)

    @property
    def name(self) -> Bilingual:
        """Give what was typed."""
        return Bilingual(zh=self.name_zh.data or "", en=self.name_en.data or "")

    @property
    def seen(self) -> int:
        """Give the revision; 0, which no draft has, where it is no figure."""
        text = self.revision.data or ""
        return int(text) if text.isascii() and text.isdecimal() else 0
