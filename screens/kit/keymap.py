"""Which key does what: the shipped files ``data/defaults/keymap.toml`` and ``keys_*.toml``, then the person's own.

An entry is ``"scope.name" = ["F4", "Ctrl+D"]``, or ``"scope.name" = { keys = ["F4"], footer = 40, dangerous = true }``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import combinations
from pathlib import Path
from typing import Any

from data.words import t
from screens.kit import keys as key_names
from screens.kit.commands import Command

PAGES = frozenset(
    {
        *("home", "inbox", "roster", "teaching", "week", "needs", "history", "accounts", "forms", "pairing"),
        *("registers", "plan"),
    }
)
"""Scopes of main screens: never two of them at once."""

GRIDLESS = PAGES - {"roster", "teaching", "accounts"}
"""Main screens without a grid in them."""

DIALOGS = frozenset(
    {
        "dialog",
        "palette",
        "help",
        "picker",
        "import",
        "attendance",
        "observers",
        "standing",
        "term",
        "ladder",
        "form_sheet",
        "course",
        "results",
        "reading",
        "matching",
        "proposal",
        "finding",
        "likeness",
        "owed",
        "pictures",
        "progress",
        "remind",
        "own_rules",
        "credits",
        "writing",
        "planner",
        "fund",
        "weights",
        *("clause_words", "clause_ties", "promises"),
        "county",  # an app of its own
    }
)
"""Scopes that have the keyboard for themselves, but for commands that work anywhere."""


@cache
def table() -> Mapping[str, Command]:
    """Every command by id, in the order of the files: the frame's first."""
    folder = resources.files("data.defaults")
    files = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("keys_"))
    found: dict[str, Command] = {}
    for name in ("keymap.toml", *files):
        found |= read(tomllib.loads((folder / name).read_text("utf-8")))
    own, _ = own_keys(own_file(), found)
    return found | own


def read(entries: Mapping[str, Any]) -> dict[str, Command]:
    """The commands of one parsed file."""
    return {name: _command(name, entry) for name, entry in _flat("", entries)}


def own_file() -> Path:
    """Where a person's own keys are read from."""
    from platformdirs import user_config_path

    return user_config_path("yanxiu") / "keys.toml"


def own_keys(path: Path, shipped: Mapping[str, Command]) -> tuple[dict[str, Command], list[str]]:
    """The person's changes to ``shipped`` that can be used, and a sentence for each that cannot."""
    if not path.is_file():
        return {}, []
    try:
        wanted = read(tomllib.loads(path.read_text("utf-8")))
    # No text, no TOML, a number of thousands of digits (all ValueErrors); brackets nested too deep; not a key.
    except (OSError, ValueError, RecursionError, TypeError) as error:
        return {}, [t("app.keys_unreadable", file=path, why=error)]
    used: dict[str, Command] = {}
    wrong: list[str] = []
    for name, entry in wanted.items():
        if name not in shipped:
            wrong.append(t("app.keys_unknown", file=path, name=name))
            continue
        old = shipped[name]
        new = Command(name, entry.keys, old.footer, old.dangerous, old.anywhere)
        if found := conflicts({**shipped, **used, name: new}):
            wrong.append(t("app.keys_conflict", file=path, name=name, why=found[0]))
        else:
            used[name] = new
    return used, wrong


def command_for(scope: str, key: str) -> str | None:
    """The id of the command that ``key`` (Textual's name; full-width twins count) does in that scope."""
    return _by_key().get((scope, key_names.folded(key)))


def commands_for(key: str) -> list[Command]:
    """Every command of that key, whatever its scope."""
    wanted = key_names.folded(key)
    return [command for command in table().values() if wanted in command.keys]


def keys_of(command_id: str) -> tuple[str, ...]:
    """Its keys as people read them: ('F4', 'Ctrl+D'). Raises KeyError for a command that does not exist."""
    return tuple(key_names.shown(key) for key in table()[command_id].keys)


def conflicts(commands: Mapping[str, Command]) -> list[str]:
    """What is wrong with a table of keys, in sentences: a key with two meanings at once, a key that may get lost."""
    found: list[str] = []
    for one, other in combinations(commands.values(), 2):
        if _together(one, other):
            found.extend(
                t("app.key_twice", key=key_names.shown(key), one=one.id, other=other.id)
                for key in sorted(set(one.keys) & set(other.keys))
            )
    for command in commands.values():
        for key in command.keys:
            beside = key in key_names.ONLY_BESIDE_ANOTHER and any(map(key_names.is_safe, command.keys))
            if not (beside or key_names.is_safe(key)):
                found.append(t("app.key_unsafe", key=key_names.shown(key), name=command.id))
    return found


def _together(one: Command, other: Command) -> bool:
    if one.scope == other.scope or one.anywhere or other.anywhere:
        return True
    scopes = {one.scope, other.scope}
    return not (scopes & DIALOGS or scopes <= PAGES or ("grid" in scopes and scopes & GRIDLESS))


@cache
def _by_key() -> dict[tuple[str, str], str]:
    return {(command.scope, key): command.id for command in table().values() for key in command.keys}


def _flat(prefix: str, entries: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, entry in entries.items():
        if isinstance(entry, dict) and "keys" not in entry:
            yield from _flat(f"{prefix}{name}.", entry)
        else:
            yield f"{prefix}{name}", entry


def _command(name: str, entry: Any) -> Command:
    settings = entry if isinstance(entry, dict) else {"keys": entry}
    keys = settings["keys"]
    if isinstance(keys, str):
        keys = [keys]
    return Command(
        name,
        tuple(key_names.textual_name(key) for key in keys),
        settings.get("footer", 0),
        settings.get("dangerous", False),
        settings.get("anywhere", False),
    )
