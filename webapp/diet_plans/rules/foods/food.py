"""What the food table says of one food (D2, D4).

Figures are per 100 g of the edible part; unknown is None and never zero. Each value names where it comes from and
whether that was verified: a figure that cites `USDA SR28 n` equals that table's figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from webapp.toolbox.packaged import bilingual, data
from webapp.toolbox.words import Bilingual


class Nutrient(StrEnum):
    """What is added up. Energy in kcal, sodium in mg, the others in g."""

    ENERGY = "energy_kcal"
    PROTEIN = "protein_g"
    FAT = "fat_g"
    CARBOHYDRATE = "carbohydrate_g"
    FIBRE = "fibre_g"
    SODIUM = "sodium_mg"


@dataclass(frozen=True, slots=True)
class Unit:
    """A household amount and what one of it weighs in grams."""

    code: str
    name: Bilingual
    grams: Decimal


GRAM = Unit("g", bilingual(data("diet_plans", "words")["units"]["GRAM"]), Decimal(1))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from, and whether it was verified there."""

    source: str
    verified: bool


class Part(StrEnum):
    """The values of a food that have an origin of their own."""

    FIGURES = "figures"
    EDIBLE = "edible_percent"
    EXCHANGE = "exchange"
    ALLERGENS = "allergens"
    UNITS = "units"


NOWHERE = Origin("", verified=False)


@dataclass(frozen=True, slots=True)
class Food:
    """One food. `exchange_grams` is one exchange of about 90 kcal; `pagoda_share` turns a gram
    of it into grams as the pagoda counts them (raw cereal, dry soybean), None where nobody knows;
    `edible_percent` is what is left of a bought weight, from 1 to 100. `former` are units that are offered no more:
    drafts and templates written in them still read."""

    code: str
    name: Bilingual
    aliases: tuple[str, ...]
    initials: tuple[str, ...]
    group: str
    exchange_group: str
    exchange_grams: Decimal | None
    per_100g: Mapping[Nutrient, Decimal | None]
    pagoda_share: Decimal | None
    allergens: frozenset[str]
    units: tuple[Unit, ...]
    edible_percent: Decimal | None = None
    saturated_fat: Decimal | None = None
    sounds: tuple[str, ...] = ()
    origins: Mapping[Part, Origin] = field(default_factory=dict)
    former: tuple[Unit, ...] = ()

    def origin(self, part: Part) -> Origin:
        """Give where a value comes from."""
        return self.origins.get(part, NOWHERE)

    @property
    def source(self) -> str:
        """Give where the figures come from."""
        return self.origin(Part.FIGURES).source

    @property
    def unknown(self) -> tuple[Nutrient, ...]:
        """Give what nobody knows of this food."""
        return tuple(nutrient for nutrient in Nutrient if self.per_100g[nutrient] is None)

    @property
    def dish(self) -> Bilingual:
        """Give the name as it is said at table: the table's name without how it was weighed."""
        return Bilingual(zh=_WEIGHED_ZH.sub("", self.name.zh), en=_at_table(self.name.en))

    @property
    def weighed_raw(self) -> bool:
        """Tell whether its grams are those before cooking."""
        return not _RAW.isdisjoint(self.name.en.split(", "))

    def unit(self, code: str) -> Unit | None:
        """Give the unit with this code: grams or one of the food’s own, a former one too."""
        return next((unit for unit in (GRAM, *self.units, *self.former) if unit.code == code), None)

    def offers(self, code: str) -> bool:
        """Tell whether amounts may be written in this unit now."""
        return any(unit.code == code for unit in (GRAM, *self.units))

    def after(self, before: Food) -> Food:
        """Give this food as it follows `before`, whose units it knows still."""
        known = {unit.code: unit for unit in (*before.former, *before.units)}
        return replace(self, former=tuple(unit for code, unit in known.items() if not self.offers(code)))


Table = Mapping[str, Food]


_RAW = frozenset({"raw", "uncooked"})
_WEIGHED = _RAW | {"shelled", "farmed", "meat only weight", "boiled", "peeled"}
_WEIGHED_ZH = re.compile(data("diet_plans", "words")["weighed_zh"])
_SAID: Mapping[str, str] = data("diet_plans", "words")["said_en"]


def _at_table(name: str) -> str:
    """`Hen's egg, shelled, raw` is an egg; what tells foods apart (lean, with skin) stays."""
    said = ", ".join(part for part in name.split(", ") if part not in _WEIGHED)
    return _SAID.get(said, said)
