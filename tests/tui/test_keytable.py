"""The README's key table is the command table."""

from __future__ import annotations

from tui.keytable import README, with_key_table


def test_the_readme_shows_the_keys_as_they_are():
    text = README.read_text("utf-8")
    assert with_key_table(text) == text, "run: python -m tui.keytable"
