"""The preview of a pasted block with headings: as of a file, but what cannot be read goes into its cell, red."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from rich.text import Text
from textual.widgets import Static

from data.words import t
from models.actions.desk import Desk
from models.actions.import_reader import RowPlan
from models.actions.importing import ImportPlan, ImportResult
from models.actions.pasting import apply_block, has_headings, plan_block
from models.registers.source import why_read_only
from screens.kit.grid import Grid
from screens.kit.importing.preview import columns_line
from screens.kit.importing.view import Imported, ImportView
from screens.kit.importing.wrapping import folded_lines
from screens.kit.keymap import keys_of
from screens.kit.page import Page


class PasteView(ImportView):
    """Dismissed with what was written, or None when it was given up."""

    def __init__(self, desk: Desk, plan: ImportPlan, cells: Sequence[Sequence[str]]) -> None:
        super().__init__(desk, plan)
        self.cells = cells

    def takes(self, row: RowPlan) -> bool:
        return row.action != "same" and not row.unsure

    def why_not_take(self, row: RowPlan) -> str:
        return t("paste.unsure") if row.unsure else t("import.nothing_to_take")

    def help_text(self) -> str:
        return t("paste.help")

    def do_import_apply(self) -> None:
        self.dismiss(Imported(apply_block(self.desk, self.plan, self.accepted), ""))

    def why_not_import_problems(self) -> str:
        return t("paste.no_file")

    def _plan_again(self) -> ImportPlan:
        return plan_block(self.desk, self.plan.register.id, self.cells, self._columns) or self.plan

    def _head(self) -> None:
        plan, width = self.plan, self._width - 2
        counts = {action: plan.count(action) for action in ("new", "change", "same", "problem")}
        lines = [
            t("paste.summary", register=plan.register.title, row=plan.table.header_row),
            t("paste.counts", accepted=len(self.accepted), **counts),
        ]
        if len({len(texts) for texts in self.cells}) > 1:
            lines.append(t("paste.ragged"))
        folded = [part for line in lines for part in folded_lines(line, width, 0)]
        self.query_one("#summary", Static).update(Text("\n".join(folded)))
        self.query_one("#columns", Static).update(columns_line(plan, width, keys_of("import.columns")[0]))


class PastePreview(Page):
    """A main screen whose grid shows a register: blocks with headings are previewed before they are written."""

    def take_block(self, cells: Sequence[Sequence[str]]) -> bool:
        """Show what a block with headings would change; False for one without, which belongs where the cursor is."""
        desk, source = cast(Desk, self.host.desk), self.query_one(Grid).source
        view = None if why_read_only(source) else paste_view(desk, source.register.id, cells)
        if view is not None:
            self.app.push_screen(view, self._pasted)
        return view is not None

    def _pasted(self, done: Imported | None) -> None:
        if done is None:
            return
        grid = self.query_one(Grid)
        grid.walk.red_first()
        self.refresh_page()
        if done.result.change_id is not None:
            self.host.saved()
        grid.say(told(done.result), alarm=bool(done.result.red))


def paste_view(desk: Desk, register_id: str, cells: Sequence[Sequence[str]]) -> PasteView | None:
    """The preview of that block; None where it has no headings and belongs where the cursor is."""
    if not has_headings(desk.table(register_id).register, cells):
        return None
    plan = plan_block(desk, register_id, cells)
    return PasteView(desk, plan, cells) if plan and plan.rows else None


def told(result: ImportResult) -> str:
    """What a paste did, in sentences."""
    words = [t("paste.done", added=result.added, changed=result.changed)]
    if result.red:
        words.append(t("paste.red", count=result.red, key=keys_of("grid.problem")[0]))
    if result.left_out:
        words.append(t("paste.left_out", count=len(result.left_out), reason=result.left_out[0][1]))
    return "".join(words)
