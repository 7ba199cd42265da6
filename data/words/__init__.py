"""Every word a person sees, by key, in Chinese and English.

A key such as ``roster.title`` names the file ``<language>/roster.toml`` and the entry ``title`` in it. A file is
read on the first use of one of its words, so that a verb pays only for the words it prints. One process serves one
person (SSH.md §1), so the language is a fact of the process.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

LANGUAGES = ("zh_CN", "en")
_HERE = Path(__file__).parent
_current = LANGUAGES[0]


def use(language: str) -> None:
    """Speak ``language`` from now on; 'zh', 'zh_TW', 'en_GB.UTF-8' and the like find the nearest catalogue."""
    global _current
    _current = nearest(language)


def language() -> str:
    """The catalogue in use: 'zh_CN' or 'en'."""
    return _current


def nearest(name: str) -> str:
    """The catalogue for a locale's name; Chinese, the default, for one that says nothing ('C', 'POSIX', '')."""
    return "en" if name.lower().startswith("en") else "zh_CN"


def t(key: str, /, **values: object) -> str:
    """The words behind ``key`` in the person's language, with ``{names}`` filled in from ``values``.

    ``{count:row/rows}`` is 'row' where the count is 1, else 'rows'.
    A key that no catalogue holds comes back in angle brackets: a test keeps that from happening.
    """
    area, _, entry = key.partition(".")
    words = catalogue(_current, area).get(entry)
    if words is None:
        return f"<{key}>"
    if not values:
        return words
    return _AGREEING.vformat(words, (), values) if ":" in words and "/" in words else words.format(**values)


class _Agreeing(Formatter):
    """Words that agree with a number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, slash, many = format_spec.partition("/")
        if not slash:
            return super().format_field(value, format_spec)
        return one if value == 1 else many


_AGREEING = _Agreeing()


@cache
def catalogue(language: str, area: str) -> dict[str, str]:
    """The entries of one file, flat: ``{'empty.hint': '…'}``; empty where the file does not exist."""
    path = _HERE / language / f"{area}.toml"
    if not path.is_file():
        return {}
    return dict(_flat("", tomllib.loads(path.read_text("utf-8"))))


def areas(language: str) -> list[str]:
    """The names of a language's files, in order."""
    return sorted(path.stem for path in (_HERE / language).glob("*.toml"))


def _flat(prefix: str, table: dict[str, object]):
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", str(value)
