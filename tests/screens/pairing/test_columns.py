"""Cards in columns: where the cursor goes, and that every line is as wide as the window."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from screens.kit.pairing.columns import Card, Column, Columns, Spot


def columns(people: int = 30) -> list[Column]:
    left = [Card(f"l{n}", f"左边 {n}") for n in range(people)]
    right = [Card(f"r{n}", f"师傅 {n}", ("甲乙丙", "空位")[: n % 3]) for n in range(people)]
    return [
        Column("left", "左", left, "无人"),
        Column("right", "右", right, lead=12, slot_width=8),
        Column("end", "末", [], "没有"),
    ]


def shares(width: int, column: str) -> Mapping[str, int]:
    return {"right": width - 21, "end": 20} if column == "end" else {"left": 20, "right": width - 21}


class Board(App[None]):
    def compose(self) -> ComposeResult:
        yield Columns(shares)

    def on_mount(self) -> None:
        self.query_one(Columns).show(columns(), Spot("left"))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (50, 10)])
async def test_every_line_is_as_wide_as_the_window(size: tuple[int, int]):
    app = Board()
    async with app.run_test(size=size) as pilot:
        board = app.query_one(Columns)
        for key in ("end", "right", "end", "right", "right", "right"):
            await pilot.press(key)
            lines = [board.render_line(y).text for y in range(board.size.height)]
            assert {cell_len(line) for line in lines} == {size[0]}


async def test_the_cursor_goes_through_slots_into_the_next_column_and_each_column_keeps_its_place():
    app = Board()
    async with app.run_test() as pilot:
        board = app.query_one(Columns)
        await pilot.press("down", "down", "right")
        assert board.spot == Spot("right", "r0")
        await pilot.press("down", "down", "right", "right")
        assert board.spot == Spot("right", "r2", 2)
        await pilot.press("right")
        assert board.spot == Spot("end")
        await pilot.press("left")
        assert board.spot == Spot("right", "r2", 2)
        await pilot.press("shift+tab")
        assert board.spot == Spot("left", "l2")
        await pilot.press("tab", "tab", "tab", "end")
        assert board.spot == Spot("left", "l29")
        assert "左边 29" in board.render_line(board.size.height - 1).text


async def test_the_cursor_stays_with_its_card_or_at_its_place_when_the_cards_change():
    app = Board()
    async with app.run_test() as pilot:
        board = app.query_one(Columns)
        await pilot.press("down", "down")
        left, right, end = columns()
        board.show([Column("left", "左", left.cards[1:]), right, end])
        assert board.spot == Spot("left", "l2")
        board.show([Column("left", "左", left.cards[4:]), right, end])
        assert board.spot == Spot("left", "l5")
        board.show([Column("left", "左", [], "无人"), right, end])
        assert board.spot == Spot("left")
        assert "无人" in board.render_line(1).text


async def test_a_click_goes_to_a_card_or_a_slot():
    app = Board()
    async with app.run_test() as pilot:
        board = app.query_one(Columns)
        await pilot.click(Columns, offset=(3, 5))
        assert board.spot == Spot("left", "l4")
        await pilot.click(Columns, offset=(23, 3))
        assert board.spot == Spot("right", "r2")
        await pilot.click(Columns, offset=(21 + 12 + 9, 3))
        assert board.spot == Spot("right", "r2", 2)


async def test_what_is_no_text_for_a_terminal_is_drawn_as_blanks_and_never_as_markup():
    app = Board()
    async with app.run_test():
        board = app.query_one(Columns)
        board.show([Column("left", "左", [Card("a", "[/] [red]x\n\x1b")])])
        assert "[/] [red]x" in board.render_line(1).text
        assert "\x1b" not in board.render_line(1).text


@pytest.mark.parametrize("size", [(60, 16), (80, 24)])
async def test_the_slot_under_the_cursor_is_always_seen(size: tuple[int, int]):
    app = Board()
    async with app.run_test(size=size) as pilot:
        board = app.query_one(Columns)
        left, _, end = columns()
        many = [Card("r", "师傅", tuple(f"徒弟{n}" for n in range(1, 10)))]
        board.show([left, Column("right", "右", many, lead=12, slot_width=8), end])
        await pilot.press("tab", *["right"] * 9)
        assert board.spot == Spot("right", "r", 9)
        line = board.render_line(1)
        assert "徒弟9" in line.text
        assert line.cell_length == size[0]
        await pilot.press(*["left"] * 8)
        assert "徒弟1" in board.render_line(1).text
