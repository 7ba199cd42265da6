"""The apps that `bench_grid` sets beside each other, each with the same rows: run as `grid_apps.py own|stock ROWS`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

COLUMNS = 20


def texts(row: int) -> list[str]:
    """The cells of one row."""
    return [
        f"{row + 1:06}",
        "赵钱孙李周吴郑王"[row % 8] + "小明",
        *[f"第{column}栏{row % 97}" for column in range(2, COLUMNS)],
    ]


def own_app(rows: int) -> None:
    """The entry grid, with our driver, over rows that are made when they are asked for as a window into a store reads
    them."""
    from textual.app import App, ComposeResult

    from models.registers.column import Column, Kind
    from models.registers.register import Register
    from models.registers.source import CellEdit, Outcome, Row
    from screens.kit.grid import Grid, GridPane
    from tests.screens.grid.memory_source import MemoryContext
    from tui.driver import driver

    fields = [f"field{column}" for column in range(COLUMNS)]
    register = Register(
        "bench", tuple(Column(name, Kind.TEXT, 10, frozen=place < 2) for place, name in enumerate(fields)), keys=()
    )

    class Source:
        """As lean as a source can be, so that the grid is what is measured."""

        def __init__(self) -> None:
            self.register = register
            self.context = MemoryContext()
            self.revision = 0
            self._edited: dict[int, list[str]] = {}

        def __len__(self) -> int:
            return rows

        def row(self, index: int) -> Row:
            return Row(index + 1, 1, dict(zip(fields, self._texts(index), strict=True)), {})

        def index_of(self, row_id: int) -> int | None:
            return row_id - 1 if 0 < row_id <= rows else None

        def edit(self, edits: Sequence[CellEdit], gesture: str) -> Outcome:
            for edit in edits:
                changed = self._edited.setdefault(edit.row_id - 1, self._texts(edit.row_id - 1))
                changed[fields.index(edit.field)] = edit.text
            self.revision += 1
            return Outcome(1, tuple(self.row(edit.row_id - 1) for edit in edits))

        def _texts(self, index: int) -> list[str]:
            return self._edited.get(index) or texts(index)

        def keep_typing(self, row_id: int, field: str, text: str) -> None: ...

        def unfinished(self) -> None: ...

    class Own(App[None], inherit_bindings=False):
        def compose(self) -> ComposeResult:
            yield GridPane(Grid(Source()))  # type: ignore[arg-type]  # only what this run asks of a source

        def on_mount(self) -> None:
            self.query_one(Grid).focus()

    Own(driver()).run(mouse=False)


def stock_app(rows: int) -> None:
    """Textual's DataTable, with an Input that opens over the cell."""
    from textual import events
    from textual.app import App, ComposeResult
    from textual.geometry import Offset
    from textual.widgets import DataTable, Input

    class Stock(App[None]):
        CSS = "Screen { layers: base over; } Input { layer: over; display: none; width: 24; height: 1; border: none; }"

        def compose(self) -> ComposeResult:
            yield DataTable[str](fixed_columns=2)
            yield Input()

        def on_mount(self) -> None:
            table = self.query_one(DataTable)
            for column in range(COLUMNS):
                table.add_column(f"第{column}栏", key=str(column), width=10)
            for row in range(rows):
                table.add_row(*texts(row), key=str(row))
            table.focus()

        def on_key(self, event: events.Key) -> None:
            if event.key == "f2":
                table, line = self.query_one(DataTable), self.query_one(Input)
                line.value = ""
                line.styles.offset = (table.cursor_column * 12, table.cursor_row + 1 - table.scroll_offset.y)
                line.display = True
                line.focus()

        def on_input_submitted(self, event: Input.Submitted) -> None:
            table = self.query_one(DataTable)
            table.update_cell_at(table.cursor_coordinate, event.value)
            event.input.display = False
            event.input.styles.offset = Offset(0, 0)
            table.focus()
            table.move_cursor(row=table.cursor_row + 1)

    Stock().run(mouse=False)


if __name__ == "__main__":
    {"own": own_app, "stock": stock_app}[sys.argv[1]](int(sys.argv[2]))
