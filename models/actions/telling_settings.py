"""What changed in one of the school's settings, part by part, under the titles by which its rules are known."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from data.words import t

_TITLES = {"planning": "planner.number", "pairing": "matching.rule"}
"""The family of words in which the rules of an area have their titles; of others it is own_rules.rule.AREA."""

_RENAMED = {"pairing": {"weights": "points"}, "planning": {"weights": ""}}
"""Groups of a setting that its rules' names call otherwise ('' leaves the group out)."""


def setting_lines(key: str, title: str, old: object, new: object) -> list[tuple[str, str, str]]:
    """``(title, old, new)`` of every part of the setting ``key`` that differs; '' for a part not said, so that
    it was as usual. ``old`` and ``new`` are the stored JSON texts; a single value has the setting's own ``title``."""
    before, after = _read(old), _read(new)
    if not isinstance(before, Mapping | None) or not isinstance(after, Mapping | None):
        return [(title, _plain(before), _plain(after))]
    parts = {path: _plain(value) for path, value in _leaves(before or {})}
    changed = {path: _plain(value) for path, value in _leaves(after or {})}
    paths = [path for path in {**parts, **changed} if parts.get(path) != changed.get(path)]
    return [(_title(key, path), parts.get(path, ""), changed.get(path, "")) for path in paths]


def _read(stored: object) -> Any:
    try:
        return json.loads(str(stored)) if stored is not None else None
    except ValueError:
        return str(stored)


def _leaves(said: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in said.items():
        path = (*above, name)
        if isinstance(value, Mapping):
            yield from _leaves(value, path)
        else:
            yield path, value


def _title(key: str, path: tuple[str, ...]) -> str:
    named = ".".join(filter(None, (_RENAMED.get(key, {}).get(part, part) for part in path)))
    words = t(f"{_TITLES.get(key, f'own_rules.rule.{key}')}.{named}")  # family own_rules.rule.*, planner.number.*, …
    return named if words.startswith("<") else words


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return t("history.yes") if value else t("history.no")
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return t("matching.and").join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
