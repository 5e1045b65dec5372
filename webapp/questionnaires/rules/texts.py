"""Texts of a definition in both languages: the base string and its `translation` extensions (A8)."""

from __future__ import annotations

from typing import Any

from webapp.questionnaires.rules import extensions
from webapp.questionnaires.rules.answers import Json, maps
from webapp.toolbox.words import Bilingual, Language

_CHINESE = ("zh-Hans", "zh-CN", "zh")
_TRADITIONAL = frozenset(("hant", "tw", "hk", "mo"))
_SAID = frozenset(
    ("title", "text", "prefix", "display")
)  # read by people; `valueString` and its kin are answers


def bilingual(element: Json, key: str, base: str) -> Bilingual:
    """Read the string `key` of an element; `base` is the language of the definition itself (a BCP 47 tag).

    A half that is not given stays empty, so that a publish check can name it; a third language is neither half, nor is
    Chinese in traditional characters (`zh-Hant`, `zh-TW`).
    """
    said = _text(element.get(key))
    translated = _translations(element.get("_" + key))
    own, *parts = base.replace("_", "-").lower().split("-")
    simplified = own == "zh" and _TRADITIONAL.isdisjoint(parts)
    chinese = next((translated[tag] for tag in _CHINESE if tag in translated), said if simplified else "")
    return Bilingual(zh=chinese, en=translated.get("en", said if own == "en" else ""))


def spoken(resource: Json, language: Language) -> dict[str, Any]:
    """Give a copy that says everything in one language, without translations: a fifth of the bytes."""
    base = base_language(resource)
    return {**_spoken(resource, language, base), "language": language}


def _spoken(node: Any, language: Language, base: str) -> Any:
    if isinstance(node, list):
        return [_spoken(one, language, base) for one in node]
    if not isinstance(node, dict):
        return node
    said = {key: bilingual(node, key, base).in_language(language) for key in _SAID & node.keys()}
    kept = {key: value for key, value in node.items() if key.removeprefix("_") not in _SAID}
    return said | {key: _spoken(value, language, base) for key, value in kept.items()}


def base_language(resource: Json) -> str:
    """Give the language in which a resource says its plain strings: its own tag, else English."""
    tag = resource.get("language")
    return tag if isinstance(tag, str) and tag else "en"


def _translations(shadow: object) -> dict[str, str]:
    if not isinstance(shadow, dict):
        return {}
    found: dict[str, str] = {}
    for extension in maps(shadow.get("extension")):
        if extension.get("url") == extensions.TRANSLATION:
            tag = _text(extensions.value(extension, "lang"))
            content = _text(extensions.value(extension, "content"))
            found.setdefault("en" if tag.startswith("en") else tag, content)
    return found


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
