"""The file of a material under the cursor: put in, and taken out again."""

from __future__ import annotations

from pathlib import Path

from data.words import t
from models.actions.materials import attach, file_of
from screens.kit.grid import Grid
from screens.kit.importing.paths import OpenPath, SavePath, shown_path
from screens.kit.looking_back import LooksBack


class KeepsFiles(LooksBack):
    """A page whose grid may hold the materials."""

    async def do_registers_attach(self) -> None:
        row = self.query_one(Grid).current
        path = await self.app.push_screen_wait(OpenPath(t("registers.attach_which"))) if row else None
        if row is None or path is None:
            return
        attach(self.desk, row.id, path)
        self.host.saved()
        self.refresh_page()
        self.host.say(t("registers.attached", name=path.name))

    def why_not_registers_attach(self) -> str:
        return self._why_no_material() or self.read_only

    async def do_registers_take_out(self) -> None:
        row = self.query_one(Grid).current
        found = file_of(row.id) if row else None
        if found is None:
            self.host.say(t("registers.no_file_here"))
            return
        name, content = found

        def save(path: Path) -> None:
            path.write_bytes(content)

        dialog = SavePath(t("roster.save_as"), shown_path(Path.home() / name), (Path(name).suffix.lower(),), save)
        if path := await self.app.push_screen_wait(dialog):
            self.host.say(t("registers.file_saved", path=shown_path(path)))

    def why_not_registers_take_out(self) -> str:
        return self._why_no_material() or (t("history.past_read_only", day=self.past.day) if self.past else "")

    def _why_no_material(self) -> str:
        grid = self.query_one(Grid)
        if grid.source.register.id != "materials":
            return t("registers.only_materials")
        return "" if grid.current else t("grid.no_row_here")
