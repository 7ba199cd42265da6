"""Whatever stands in the files that people edit by hand: it is taken, or told in a sentence with the file's name."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.defaults.agreement import read_wording
from data.defaults.inspection import read_parts
from data.formats.problem import FileProblem
from screens.kit.keymap import own_keys, table
from tests.doors.fuzz import shaken
from tui.preferences import Preferences
from tui.serve.settings import Settings, read_settings, template
from tui.status import Refused

PLAIN = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False) | st.text(max_size=12)
KEYS = st.sampled_from(["f4", "ctrl+d", "enter", "f9", "x", "ctrl+c", "esc", "", "ctrl+", "F99", "１", "ctrl+alt+del"])
LIMITS = st.sampled_from(["connections", "per_address", "login_seconds", "idle_minutes", "nonsense", "port", "listen"])


def toml(value: Any) -> str:
    """A value as TOML writes it; what TOML has no word for becomes an empty text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value) if str(value) not in ("inf", "-inf") else '""'
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    text = str(value or "").encode("unicode_escape").decode("ascii").replace("\\x", "\\u00").replace('"', "'")
    return '"' + text + '"'


def read(text: str | bytes, tmp_path: Path) -> tuple[dict[str, Any], list[str]]:
    file = tmp_path / "keys.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return own_keys(file, table())


@shaken
@given(st.binary(max_size=200))
@example(b"\xff")
@example(b"app.help = 5")
@example(b"[app]\nhelp = { keys = 5 }")
@example(b"[app]\nhelp = { keys = [5] }")
@example(b"[app]\nhelp = { keys = 'f1', footer = 'x', dangerous = 9 }")
@example(b"a = 2026-11-26")
def test_any_bytes_as_keys(tmp_path: Path, content: bytes):
    used, wrong = read(content, tmp_path)
    assert set(used) <= set(table())
    assert all("keys.toml" in sentence for sentence in wrong)


@pytest.mark.parametrize(
    "line", ["a = " + "[" * 3000, "a = " + "{b=" * 2000, "a = " + "9" * 5000, "a" + ".a" * 3000 + " = 1"]
)
def test_what_no_reader_can_hold_is_told_too(tmp_path: Path, line: str):
    """Python refuses so deep a nest and so long a number with errors that are not TOML's."""
    used, wrong = read(line, tmp_path)
    assert used == {}
    assert all("keys.toml" in sentence for sentence in wrong)
    assert wrong
    assert "serve.toml" in str(settings_in(line.encode(), tmp_path))
    (tmp_path / "settings.toml").write_text(line, "utf-8")
    assert Preferences(tmp_path / "settings.toml").get("language") == ""
    with pytest.raises(FileProblem, match=r"x\.toml"):
        read_parts(line, (), "x.toml")
    with pytest.raises(FileProblem, match=r"x\.toml"):
        read_wording(line, "x.toml")


@shaken
@given(st.dictionaries(st.sampled_from(sorted(table())), st.one_of(PLAIN, KEYS, st.lists(KEYS | PLAIN, max_size=3))))
def test_any_value_for_known_commands(tmp_path: Path, wanted: dict[str, Any]):
    text = "\n".join(f'"{name}" = {toml(value)}' for name, value in wanted.items())
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    used, wrong = read(text, tmp_path)
    assert all(isinstance(key, str) for command in used.values() for key in command.keys)
    assert all("keys.toml" in sentence for sentence in wrong)


def settings_in(content: bytes, tmp_path: Path) -> Settings | str:
    file = tmp_path / "serve.toml"
    file.write_bytes(content)
    try:
        return read_settings(file)
    except Refused as refusal:
        return str(refusal)


@shaken
@given(st.binary(max_size=200))
def test_any_bytes_as_the_servers_settings(tmp_path: Path, content: bytes):
    found = settings_in(content, tmp_path)
    assert isinstance(found, Settings) or "serve.toml" in found


@shaken
@given(st.dictionaries(LIMITS, PLAIN, max_size=4), st.booleans())
def test_any_value_of_the_servers_settings(tmp_path: Path, values: dict[str, Any], below: bool):
    lines = [f"{name} = {toml(value)}" for name, value in values.items()]
    found = settings_in("\n".join(["[limits]"] * below + lines).encode(), tmp_path)
    assert isinstance(found, Settings) or "serve.toml" in found


def test_the_shipped_settings_are_the_defaults(tmp_path: Path):
    assert settings_in(template().encode(), tmp_path) == Settings()


@pytest.mark.parametrize("keys", ["'f4'", "['f4', 'ctrl+d']"])
def test_what_can_be_used_is_used(tmp_path: Path, keys: str):
    used, wrong = read(f'"grid.ditto" = {keys}', tmp_path)
    assert wrong == [] or "grid.ditto" in wrong[0]
    assert set(used) <= {"grid.ditto"}
