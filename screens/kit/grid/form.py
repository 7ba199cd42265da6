"""The form: one person's row stood upright, every column of it, typed into as the grid is.

It is the same grid with the same editors, rules and commands on cells; only where a cell stands on the screen, and
where the arrows lead, is different.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from data.words import t
from models.registers.column import Kind
from models.registers.source import RowSource
from screens.kit.commands import Command
from screens.kit.grid.asking import Menu, Option
from screens.kit.grid.blocks import pasted
from screens.kit.grid.cell import LONG_AGO
from screens.kit.grid.entry import Way
from screens.kit.grid.grid import Grid
from screens.kit.grid.layout import MARK, Place
from screens.kit.grid.painter import cell_text
from screens.kit.grid.upright import Upright
from screens.kit.keymap import keys_of

_WHERE = "up down left right home end page_up page_down enter next previous back"
_WHAT = "edit problem ditto rows goto doubt note whole form sticky copy save_copy cut paste clear restore cancel list"
HERE = frozenset(f"grid.{name}" for name in f"{_WHERE} {_WHAT}".split()) | {"app.undo", "app.redo", "app.refresh"}
"""The grid's commands that mean something for a single row."""


class Form(Grid):
    """Shows the row ``row_id`` (None: the one behind the last) of a source, with the cursor on ``field``."""

    class Left(Message):
        """The person wants the grid again."""

    def __init__(self, source: RowSource, row_id: int | None, field: str) -> None:
        super().__init__(source, [column.field for column in source.register.columns])
        self._row_id = row_id
        self._settled = True
        self._column = self.column_index(field) or 0
        self._upright = Upright(None, self.columns, 80)
        self._shown: object = None

    # -- where things stand ----------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        if y == 0:
            return Strip([self._segment(self._heading(), "header")], self.size.width)
        index = round(self.scroll_y) + y - 1
        upright, width = self._upright, self.size.width
        if index >= len(upright.lines):
            return Strip.blank(width, self._style("cell"))
        line = upright.lines[index]
        title = cell_text(line.title, upright.x - MARK)
        strip = Strip(
            [
                self._segment(title + line.mark, "cell", upright.x),
                self._segment(line.text, line.style, width - upright.x),
            ],
            width,
        )
        here = line.column == self._column and line.is_value
        if here and index == upright.places[self._column][0]:
            return self._paint_cursor(strip)
        if here:
            text, place = "" if self.editor else line.text, Place(line.column, upright.x, upright.room)
            return self._painter.over(strip, place, text, "cursor" if self.has_focus else "away")
        return strip

    def _paint_cursor(self, strip: Strip) -> Strip:
        if self.editor:
            return super()._paint_cursor(strip)
        text = self._upright.lines[self._upright.places[self._column][0]].text
        place = Place(self._column, self._upright.x, self._upright.room)
        return self._painter.over(strip, place, text, "cursor" if self.has_focus else "away")

    def _segment(self, text: str, style: str, width: int | None = None) -> Segment:
        return Segment(cell_text(text, self.size.width if width is None else width), self._style(style))

    def _heading(self) -> str:
        named = next((c for c in self.columns if c.kind in (Kind.NAME, Kind.PERSON)), self.columns[0])
        who = self.current.texts.get(named.field, "") if self.current else t("form.new")
        place = t("form.place", number=self._row + 1, count=len(self.source))
        keys = (keys_of(f"grid.{name}")[0] for name in ("page_up", "page_down", "cancel"))
        below = len(self._upright.lines) - round(self.scroll_y) - self.page
        more = t("form.more_below", count=below) if below > 0 else ""
        return f"{who}  {place}  {more}{t('form.keys', up=next(keys), down=next(keys), back=next(keys))}"

    def _place(self) -> Place | None:
        return Place(self._column, self._upright.x, self._upright.room)

    def _cell_region(self) -> Region | None:
        first, count = self._upright.places[self._column]
        y = first - round(self.scroll_y) + 1
        if not 1 <= y < self.size.height:
            return None
        return Region(self._upright.x - MARK, y, self.size.width - self._upright.x + MARK, count)

    def _refresh_cell_typed(self) -> None:
        if region := self._cell_region():
            self.refresh(region)

    def _fit(self, moved: int = 0) -> None:
        self._lay_out()
        self._bring_into_view()

    def _lay_out(self, number_width: int | None = None) -> None:
        self._upright = Upright(self.current, self.columns, self.size.width)
        size = Size(self.size.width, len(self._upright.lines) + 1)
        if size != self.virtual_size:
            self.virtual_size = size

    def _bring_into_view(self) -> bool:
        shown = (self._row, self._row_id, self.source.revision)
        moved = shown != self._shown
        if moved:
            self._shown = shown
            self._lay_out()
        first, count = self._upright.places[self._column]
        top = round(self.scroll_y)
        if not top <= first <= first + count <= top + self.page:
            top = max(0, min(first - self.page // 2, len(self._upright.lines) - self.page))
            self.scroll_to(y=top, animate=False)
            moved = True
        return moved

    def refresh_rows(self, row_ids: Iterable[int]) -> None:
        if self._row_id in tuple(row_ids):
            self.refresh()

    # -- where the keys lead ---------------------------------------------------------------------------------------

    def _go(self, way: Way) -> None:
        steps = {Way.UP: -1, Way.LEFT: -1, Way.DOWN: 1, Way.RIGHT: 1}
        if way in steps:
            self._moved_on_at = LONG_AGO
            self._trail.forget()
            self.move_to(self._row, self._column + steps[way])
        else:
            super()._go(way)

    def _turn_page(self, pages: int) -> None:
        self.commit(Way.STAY, ask=False)
        self.leave_path()
        self.move_to(self._row + pages, self._column)

    def _do(self, command: Command) -> None:
        if command.id in HERE:
            super()._do(command)
        else:
            self.say(self._only_in_grid())

    def _paste_block(self, block: list[list[str]]) -> None:
        """One row or one column of cells, into the fields from the cursor on."""
        self.commit(Way.STAY, ask=False)
        if len(block) > 1 and max(map(len, block)) > 1:
            self.say(t("form.one_row"), alarm=True)
            return
        texts = [text for row in block for text in row]
        found = pasted([texts], self.columns, self._row, self._column, self.row_at)
        if found.edits:
            self.write(found.edits, "paste")
        else:
            self.say(t("grid.paste_changes_nothing"))

    def take_in_others(self) -> bool:
        before = self.current, len(self.source)
        if not self.source.refresh():
            return False
        if (self.current, len(self.source)) != before:
            self.reload()
        return True

    def offer_unfinished(self) -> None:
        """The grid asks that."""

    def cell_options(self) -> list[Option]:
        return [
            Option("6", t("note.option"), self.do_grid_note),
            Option("7", t("form.back"), self.do_grid_form),
        ]

    def do_grid_rows(self) -> None:
        self.commit(Way.STAY, ask=False)
        if self.asking is None:
            self.ask(Menu(t("grid.rows"), self.cell_options()))

    def do_grid_enter(self) -> None:
        self._leave_by(Way.ENTER)

    def do_grid_form(self) -> None:
        self.commit(Way.STAY, ask=False)
        if self.asking is None:
            self.post_message(self.Left())

    def do_grid_cancel(self) -> None:
        if self.editor:
            self.close_cell()
        else:
            self.do_grid_form()

    def _only_in_grid(self) -> str:
        return t("form.not_here")

    why_not_grid_filter = why_not_grid_range = why_not_grid_sort = _only_in_grid
