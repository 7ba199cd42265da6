"""Names of keys: as people write them, as Textual calls them, as the footer shows them, and which ones can be trusted.

The lists follow GRID.md §8: what every plain terminal sends, and what a multiplexer, a browser or an input method
takes for itself.
"""

from __future__ import annotations

import unicodedata

_WRITTEN = {
    "esc": "escape",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
    "bksp": "backspace",
    "ctrl+_": "ctrl+underscore",
}
_SHOWN = {
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "ctrl+underscore": "Ctrl+_",
}
# Textual shortens these Unicode names.
_SIGNS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_CHARACTERS = {name: chr(code) for code in range(33, 127) if (name := unicodedata.name(chr(code)))}

SAFE = frozenset(
    [f"f{number}" for number in (*range(1, 10), 12)]
    + [f"ctrl+{letter}" for letter in "cdfglopqsuvxyz"]
    + ["ctrl+underscore", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"]
    + ["backspace", "enter", "tab", "shift+tab", "escape", "space"]
)
"""Keys that every plain terminal sends and nothing in between takes; single printable characters are safe as well."""

ONLY_BESIDE_ANOTHER = frozenset(
    [f"shift+{key}" for key in ("up", "down", "left", "right", "home", "end")]
    + [f"ctrl+{key}" for key in ("up", "down", "left", "right", "home", "end")]
)
"""Keys that some terminals lose: welcome as a second way, never as the only one."""


def textual_name(written: str) -> str:
    """'F1' → 'f1', 'Ctrl+S' → 'ctrl+s', '?' → 'question_mark', 'PgDn' → 'pagedown'."""
    if len(written) == 1:
        return character_name(written)
    lowered = written.strip().lower()
    return _WRITTEN.get(lowered, lowered)


def character_name(character: str) -> str:
    """What Textual calls the key of one printable character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _SIGNS.get(name, name)


def folded(key: str) -> str:
    """The half-width key behind a full-width one ('fullwidth_question_mark', 'Ａ', '、'): an input method may be on."""
    if len(key) == 1 and "！" <= key <= "～":
        return chr(ord(key) - 0xFEE0)
    if key.startswith("fullwidth_"):
        plain = key.removeprefix("fullwidth_")
        return _SIGNS.get(plain, plain)
    return "slash" if key == "ideographic_comma" else key


def shown(key: str) -> str:
    """As footer and help write it: 'F1', 'Ctrl+S', '?', 'PgDn'."""
    if key in _SHOWN:
        return _SHOWN[key]
    for name, character in _CHARACTERS.items():
        plain = name.lower().replace("-", "_").replace(" ", "_")
        if key == _SIGNS.get(plain, plain) and not character.isalnum():
            return character
    return "+".join(part.capitalize() for part in key.split("+"))


def is_safe(key: str) -> bool:
    """Whether the key alone may carry a command."""
    return key in SAFE or len(key) == 1 or (shown(key) != key.capitalize() and len(shown(key)) == 1)
