"""Copying a range out: to the terminal's clipboard as far as it reaches, or into a file. It never says more than that
the text was sent: no terminal answers whether it took it."""

from __future__ import annotations

from pathlib import Path

from data.words import t
from screens.kit.clipboard import MOST_SENT, ClipboardHost
from screens.kit.grid.asking import Menu, Option
from screens.kit.grid.blocks import as_text
from screens.kit.grid.rowwork import GridRows
from screens.kit.keymap import table

_SAVE = "grid.save_copy"


class GridCopying(GridRows):
    """Copy, cut, paste, and saving a copy."""

    _kept_copy = ""
    """A copy that only this program has."""

    def do_grid_copy(self) -> None:
        columns, rows = self._chosen_columns(), self._chosen_texts()
        text = as_text(rows)
        size = len(text.encode())
        self._kept_copy = text if size > MOST_SENT or not self._has_clipboard else ""
        if size > MOST_SENT:
            words = t("grid.copied_too_long", rows=len(rows), size=size // 1000)
            self.ask(Menu(words, [Option("1", t("grid.save_copy_now"), self.do_grid_save_copy)]))
            return
        if self._kept_copy:
            words = t("grid.copied_only_here", rows=len(rows), columns=len(columns), save=table()[_SAVE].title)
        else:
            self.app.copy_to_clipboard(text)
            words = t("grid.copied", rows=len(rows), columns=len(columns), save=table()[_SAVE].title)
        self.say(words)

    def do_grid_cut(self) -> None:
        self.do_grid_copy()
        self.clear_range("cut")

    def do_grid_paste(self) -> None:
        self.paste_text(self._kept_copy or self.app.clipboard)

    def why_not_grid_paste(self) -> str:
        return "" if self._kept_copy or self.app.clipboard else t("grid.clipboard_empty")

    def do_grid_save_copy(self) -> None:
        """Write the range into a file here; from far away say how to fetch the table instead."""
        if isinstance(self.app, ClipboardHost) and self.app.is_remote:
            register = self.source.register
            self.say(t("grid.save_copy_fetch", register=register.id, title=register.title))
            return
        from data.formats.csvout import write_csv
        from screens.kit.importing.paths import SavePath, shown_path

        headings, rows = [column.title for column in self._chosen_columns()], self._chosen_texts()

        def save(path: Path) -> None:
            write_csv(path, headings, rows, "," if path.suffix.lower() == ".csv" else "\t")

        def saved(path: Path | None) -> None:
            if path:
                self.say(t("grid.save_copy_done", rows=len(rows), path=shown_path(path)))

        name = shown_path(Path.home() / t("grid.save_copy_name"))
        self.app.push_screen(SavePath(t("grid.save_copy_title"), name, (".csv", ".tsv", ".txt"), save), saved)

    def _chosen_texts(self) -> list[list[str]]:
        fields = [column.field for column in self._chosen_columns()]
        return [[row.texts.get(field, "") for field in fields] for row in self.chosen_rows()]

    @property
    def _has_clipboard(self) -> bool:
        return not isinstance(self.app, ClipboardHost) or self.app.has_clipboard
