"""What somebody's own typing comes to, counted here and shown to nobody else; and the short layout for new rows."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from data.words import t
from models.registers.source import CellEdit, Outcome
from models.rules.statistics import EntryCount
from screens.kit.dialogs import Dialog
from screens.kit.grid.jumping import GridJumps
from screens.kit.keymap import command_for

_CORRECTIONS = frozenset({"grid.back", "grid.clear", "grid.restore", "grid.cancel"})


class GridTypist(GridJumps):
    """Counts keys as they come: an addition each, no clock of its own, nothing written anywhere."""

    count: EntryCount
    _is_short = False

    def count_key(self, event: events.Key) -> None:
        """One key; `_note_key_time` has been told already."""
        character = event.character if event.is_printable and event.character else ""
        corrects = not character and (command_for("grid", event.key) in _CORRECTIONS or event.key == "ctrl+z")
        self.count.key(event.key, character, self._key_time, corrects)

    def write(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
        outcome = super().write(edits, gesture)
        if gesture in ("type", "fill"):
            self.count.wrote((row.id for row in outcome.rows), len(edits))
        return outcome

    def on_mount(self) -> None:
        self.count = EntryCount()

    def do_entry_statistics(self) -> None:
        """In a box: keys, seconds and corrections since this register was opened, and for each record."""
        count = self.count
        if not count.records:
            self.say(t("statistics.nothing"))
            return
        text = t(
            "statistics.counted",
            records=len(count.records),
            cells=count.cells,
            keys=count.keys,
            seconds=round(count.seconds),
            corrections=count.corrections,
            keys_each=f"{count.keys_per_record:.1f}",
            seconds_each=f"{count.seconds_per_record:.1f}",
        )
        self.app.push_screen(Dialog[None](t("statistics.title"), text))

    def do_entry_layout(self) -> None:
        """Only the columns of a new person's paper, in its order; then all again."""
        self._is_short = not self._is_short
        self.show_columns(self.source.register.entry if self._is_short else None)
        self.say(t("statistics.layout_short") if self._is_short else t("statistics.layout_all"))

    def why_not_entry_layout(self) -> str:
        register = self.source.register
        return "" if register.entry else t("statistics.no_layout", register=register.title)
