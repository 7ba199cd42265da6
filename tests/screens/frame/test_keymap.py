"""No shipped key means two things or gets lost on the way; people's own keys; full-width twins."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.kit import keys
from screens.kit.keymap import command_for, conflicts, keys_of, own_keys, read, table


def test_the_shipped_keys_do_not_collide_and_every_terminal_sends_them():
    assert conflicts(table()) == []


def test_one_key_for_two_commands_that_are_active_together_is_found():
    found = conflicts(read({"app.one": ["F4"], "grid.other": ["F4"]}))
    assert len(found) == 1
    assert "F4" in found[0]


def test_two_main_screens_may_use_one_key_each():
    assert conflicts(read({"home.one": ["F4"], "roster.other": ["F4"]})) == []


@pytest.mark.parametrize(
    "key", ["Ctrl+B", "Ctrl+A", "Ctrl+W", "F10", "F11", "Alt+x", "Shift+F3", "Ctrl+Enter", "Ctrl+Up"]
)
def test_keys_that_something_in_between_takes_are_found(key: str):
    assert conflicts(read({"app.one": [key]}))


def test_a_shaky_key_is_welcome_beside_a_safe_one():
    assert conflicts(read({"grid.extend": ["F8", "Shift+Down"]})) == []


def test_both_shapes_of_entry_are_read():
    commands = read({"grid.ditto": ["F4", "Ctrl+D"], "grid": {"fill": {"keys": ["+"], "footer": 3}}})
    assert commands["grid.ditto"].keys == ("f4", "ctrl+d")
    assert commands["grid.fill"].keys == ("plus",)
    assert commands["grid.fill"].footer == 3


@pytest.mark.parametrize("key", ["f1", "question_mark", "fullwidth_question_mark", "ctrl+underscore"])
def test_help_answers_to_its_full_width_twin_too(key: str):
    assert command_for("app", key) == "app.help"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("Ａ", "A"), ("１", "1"), ("fullwidth_plus_sign", "plus"), ("ideographic_comma", "slash"), ("f5", "f5")],
)
def test_full_width_keys_fold(typed: str, plain: str):
    assert keys.folded(typed) == plain


def test_keys_are_shown_as_people_write_them():
    assert keys_of("app.help") == ("F1", "?", "Ctrl+_")
    assert [keys.shown(key) for key in ("pagedown", "ctrl+s", "asterisk", "shift+tab")] == [
        "PgDn",
        "Ctrl+S",
        "*",
        "Shift+Tab",
    ]


def test_a_persons_own_key_takes_the_place_of_the_shipped_one(tmp_path: Path):
    own = tmp_path / "keys.toml"
    own.write_text('"app.refresh" = ["F6"]\n"app.nothing" = ["F7"]\n"app.undo" = ["F1"]\n', "utf-8")
    shipped = read({"app.refresh": ["F5"], "app.undo": ["Ctrl+Z"], "app.help": ["F1"]})
    used, wrong = own_keys(own, shipped)
    assert used["app.refresh"].keys == ("f6",)
    assert list(used) == ["app.refresh"]
    assert len(wrong) == 2


def test_a_broken_file_of_own_keys_changes_nothing_and_says_so(tmp_path: Path):
    own = tmp_path / "keys.toml"
    own.write_text("= broken", "utf-8")
    used, wrong = own_keys(own, read({"app.help": ["F1"]}))
    assert used == {}
    assert len(wrong) == 1
