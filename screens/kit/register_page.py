"""A main screen that shows any of the registers in the grid: its files, its own commands, and what there is to mend."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from data.formats.problem import FileProblem
from data.words import t
from models.actions.exporting import export_register, export_template
from models.actions.importing import plan_import
from models.actions.lists import made_words
from models.actions.personal import note_personal
from models.actions.registers import REGISTERS
from models.rules.readers import reader_title
from screens.kit.dialogs import Choose
from screens.kit.dispatch import perform
from screens.kit.for_whom import ask_for_whom
from screens.kit.grid_page import GridPage
from screens.kit.importing.files import ask_for_spreadsheet
from screens.kit.importing.pasting import PastePreview
from screens.kit.importing.paths import SavePath, shown_path
from screens.kit.importing.view import Imported, ImportView
from screens.kit.register_deeds import RegisterDeeds, last_deeds, own_deeds


class RegisterPage(RegisterDeeds, PastePreview, GridPage):
    """One grid; Ctrl+S, then 4 changes the register in it. A subclass says its ``PLACE``."""

    def __init__(self, register_id: str) -> None:
        super().__init__(register_id)
        self._noted: set[str] = set()

    def on_mount(self) -> None:
        self._note_shown()

    def help_text(self) -> str:
        return t("roster.help", columns=self.column_help())

    def counted(self) -> list[str]:
        source = self.source
        count = "roster.counted" if self._register == "roster" else "roster.rows"
        parts = [t(count, count=len(source))]  # family roster.*
        found = source.findings()
        if found.hard:
            parts.append(t("roster.hard", count=found.hard))
        if found.soft:
            parts.append(t("roster.soft", count=found.soft))
        if found.doubtful:
            parts.append(t("note.counted", count=found.doubtful))
        if source.everybody:
            parts.append(t("roster.with_left"))
        return parts

    # -- commands --------------------------------------------------------------------------------------------------

    async def do_roster_register(self) -> None:
        options = [(name, t(f"register.{name}")) for name in REGISTERS]  # family register.*
        chosen = await self.app.push_screen_wait(Choose(t("roster.which_register"), options))
        if chosen and chosen != self._register:
            await self.show_register(chosen)

    async def show_register(self, register_id: str) -> None:
        await super().show_register(register_id)
        self._note_shown()

    async def do_roster_files(self) -> None:
        options = [
            *own_deeds(self._register),
            ("roster.import", t("cmd_roster.import.help")),
            ("roster.export", t("cmd_roster.export.help")),
            ("roster.template", t("cmd_roster.template.help")),
            ("roster.register", t("cmd_roster.register.help")),
            ("grid.as_of", t("cmd_grid.as_of.help")),
            *last_deeds(self._register),
        ]
        chosen = await self.app.push_screen_wait(Choose(t("roster.files_title"), options))
        if chosen:
            perform(self.app, chosen)

    async def do_roster_import(self) -> None:
        plan, problem, typed = None, "", ""
        while plan is None:
            path = await ask_for_spreadsheet(self.app, problem, typed)
            if path is None:
                return
            try:
                plan = plan_import(self.desk, self._register, path)
            except FileProblem as unusable:
                problem, typed = str(unusable), str(path)
        done = await self.app.push_screen_wait(ImportView(self.desk, plan))
        if done is not None:
            self._imported(done)

    def why_not_roster_import(self) -> str:
        return self.read_only

    async def do_roster_export(self) -> None:
        source = self.source
        if (asked := await ask_for_whom(self.app, self.desk, source.register)) is None:
            return
        reader, purpose = asked
        rows = [source.row(index) for index in range(len(source))]

        def save(path: Path) -> None:
            export_register(self.desk, source.register, rows, path, source.register.columns, purpose, reader)

        version = reader_title(reader)
        name = f"{self.desk.school_name}{source.register.title}-{version}-{self.desk.today}.xlsx"
        if path := await self._save_as(name, (".xlsx", ".csv", ".tsv"), save):
            self.host.say(t("roster.saved_rows", count=len(rows), path=shown_path(path)))

    async def do_roster_template(self) -> None:
        register = self.source.register

        def save(path: Path) -> None:
            export_template(self.desk, register, path)

        if path := await self._save_as(t("roster.template_name", register=register.title) + ".xlsx", (".xlsx",), save):
            self.host.say(t("roster.template_saved", path=shown_path(path)))

    def do_roster_everybody(self) -> None:
        self.source.show_everybody(not self.source.everybody)
        self.refresh_page()
        words = t("roster.left_shown") if self.source.everybody else t("roster.left_hidden")
        self.host.say(words)

    def why_not_roster_everybody(self) -> str:
        return "" if self._register == "roster" else t("roster.left_only_roster")

    # -- inside ----------------------------------------------------------------------------------------------------

    def _note_shown(self) -> None:
        """Once for each register: that its personal fields were seen from elsewhere is kept."""
        if self._register not in self._noted:
            self._noted.add(self._register)
            register = self.source.register
            note_personal(self.desk, register, register.columns, len(self.source), "personal.show")

    async def _save_as(self, name: str, endings: tuple[str, ...], save: Callable[[Path], None]) -> Path | None:
        folder = next((each for each in (Path.cwd(), Path.home()) if os.access(each, os.W_OK)), Path.cwd())
        return await self.app.push_screen_wait(SavePath(t("roster.save_as"), shown_path(folder / name), endings, save))

    def _imported(self, done: Imported) -> None:
        result = done.result
        if result.change_id is not None:
            self.host.saved()
        message = t("import.done", added=result.added, changed=result.changed)
        if result.left_out:
            message += " " + t("import.done_left", count=len(result.left_out))
        if result.made:
            message += " " + made_words(result.made)
        if done.problems_said:
            message += " " + done.problems_said
        self.source.reload()
        self.refresh_page()
        self.host.say(message)
