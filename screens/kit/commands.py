"""Everything that can be done, one record each; footer, palette, help, keymap and README's key table derive from it."""

from __future__ import annotations

from dataclasses import dataclass

from data.words import t


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do.

    ``id`` begins with its scope: 'app.help' works everywhere, 'grid.ditto' where a grid has the keyboard. ``keys`` are
    Textual's names. ``footer`` is how early it appears in the footer, 0 for never. ``dangerous`` ones ask first,
    ``anywhere`` ones also work while a dialog is open.
    """

    id: str
    keys: tuple[str, ...] = ()
    footer: int = 0
    dangerous: bool = False
    anywhere: bool = False

    @property
    def scope(self) -> str:
        return self.id.partition(".")[0]

    @property
    def word_key(self) -> str:
        """Where its words are: area 'cmd' for the app's commands, 'cmd_<scope>' for the others."""
        scope, _, name = self.id.partition(".")
        return f"cmd.{name}" if scope == "app" else f"cmd_{scope}.{name}"

    @property
    def title(self) -> str:
        """Two to six characters for footer and palette."""
        return t(f"{self.word_key}.title")  # family cmd.* and cmd_*.*

    @property
    def help(self) -> str:
        """One sentence for palette and help."""
        return t(f"{self.word_key}.help")  # family cmd.* and cmd_*.*

    @property
    def method(self) -> str:
        """The end of the methods that do it: ``do_grid_ditto``, ``why_not_grid_ditto``."""
        return self.id.replace(".", "_")
