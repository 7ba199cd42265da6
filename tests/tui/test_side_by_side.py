"""Several people in their own processes on the same rows: nobody's work is lost, and two on one cell choose."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from terminal import Terminal

from models.actions.desk import Desk
from models.journal.history import entries
from models.store.checking import check

ROOT = Path(__file__).parents[2]
WANG, LI, ZHAO = "王秀英", "李强", "赵敏"
GO = "\x07"  # Ctrl+G
_TWO_DIGITS = 10


@contextmanager
def people(desk: Desk, folder: Path, *names: str) -> Iterator[list[Terminal]]:
    """Each of them has the roster open in a program of their own."""
    with ExitStack() as stack:
        terminals = []
        for name in names:
            environment = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(folder), "LC_ALL": "C.UTF-8"}
            command = [sys.executable, "-m", "tui.cli", "--store", str(desk.store.place), "--as", name]
            terminals.append(stack.enter_context(Terminal(command, environment, size=(120, 36))))
        for terminal in terminals:
            terminal.until("[1 今日]")
            terminal.type("2")
        for terminal in terminals:
            terminal.until("[2 花名册]")
            terminal.until(lambda terminal=terminal: hint(terminal).startswith("工号"))
        yield terminals


def hint(terminal: Terminal) -> str:
    return terminal.text.splitlines()[-2].strip(" ?!")


def number_of(desk: Desk, field: str) -> int:
    """The column's number as Ctrl+G counts them."""
    shown = [column for column in desk.source("roster").register.columns if column.shown]
    return [column.field for column in sorted(shown, key=lambda column: not column.frozen)].index(field) + 1


def go(terminal: Terminal, desk: Desk, row: int, field: str) -> None:
    """To that cell, for certain."""
    title = desk.source("roster").register.column(field).title
    number = number_of(desk, field)
    # A number that cannot become another one goes there by itself.
    terminal.type(f"{GO}{row}.{number}" + ("" if number >= _TWO_DIGITS else "\r"))
    terminal.until(lambda: hint(terminal).startswith("按 Esc 回到"))
    terminal.type("\x1b[24~")  # the palette, and away: the line says where the cursor stands
    terminal.until("上下键选")
    terminal.type("\x1b")
    terminal.until(lambda: hint(terminal).startswith(("! " + title, title, WANG, LI, ZHAO)))


def test_two_on_one_cell_see_both_texts_and_choose(sample_desk: Desk, tmp_path: Path):
    with people(sample_desk, tmp_path, WANG, LI) as (wang, li):
        for terminal, text in ((wang, "王的写法"), (li, "李的写法")):
            go(terminal, sample_desk, 3, "name")
            terminal.type(text)
            terminal.until(text)
        wang.type("\r")
        wang.until("已存")
        li.until("王秀英 改了")
        assert "李的写法" in li.text, "what is being typed stays"
        li.type("\r")
        li.until(lambda: "1我的" in hint(li))
        assert WANG in hint(li)
        assert "王的写法" in hint(li)
        assert sample_desk.source("roster").row(2).texts["name"] == "王的写法"
        li.type("1")
        li.until("已存")
        assert sample_desk.source("roster").row(2).texts["name"] == "李的写法"
        wang.until("李的写法")
    told = [(entry.actor, entry.action) for entry in entries(limit=2)]
    assert told == [(LI, "roster.type"), (WANG, "roster.type")]


def test_a_row_that_somebody_types_in_is_marked_for_the_other(sample_desk: Desk, tmp_path: Path):
    with people(sample_desk, tmp_path, WANG, LI) as (wang, li):
        go(wang, sample_desk, 5, "name")
        wang.type("半")
        go(li, sample_desk, 5, "sex")
        li.until("王秀英 正在改这一行")
        li.until(" 5@")
        wang.type("\x1b")
        li.until(lambda: "5@" not in li.text)


def test_three_on_the_same_rows_lose_nothing(sample_desk: Desk, tmp_path: Path):
    fields = {WANG: "name", LI: "phone", ZHAO: "remark"}
    rows = range(2, 7)
    with people(sample_desk, tmp_path, *fields) as terminals:
        for number in rows:
            for who, terminal in zip(fields, terminals, strict=True):
                go(terminal, sample_desk, number, fields[who])
                terminal.type(text_of(who, number) + "\r")
        for who, terminal in zip(fields, terminals, strict=True):
            go(terminal, sample_desk, rows[-1], fields[who])
        source = sample_desk.source("roster")
        for number in rows:
            texts = source.row(number - 1).texts
            assert {who: texts[field] for who, field in fields.items()} == {who: text_of(who, number) for who in fields}
        for terminal in terminals:
            terminal.until(lambda terminal=terminal: all(text_of(WANG, number) in terminal.text for number in rows))
    assert {who: len(entries(actor=who, limit=50)) for who in fields} == dict.fromkeys(fields, len(rows))
    assert [finding.what for finding in check(sample_desk.store)] == []


def text_of(who: str, number: int) -> str:
    """What that person types in that row."""
    digits = "零一二三四五六七八九"
    return {WANG: f"钱{digits[number]}甲", LI: f"1390000{number:04}", ZHAO: f"赵写{digits[number]}"}[who]
