"""The grid's own questions in words: whose text stays, and whether to go on with what a broken session left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from data.words import t
from models.registers.column import Column
from models.registers.source import CellEdit, Conflict
from screens.kit.grid.asking import Menu, Option
from screens.kit.width import clipped

_SHOWN = 24  # cells of a text inside a question, so that the answers still fit behind it


def conflict_question(column: Column, conflicts: Sequence[Conflict], settle: Callable[[bool, bool], None]) -> Menu:
    """Which text of the first conflict stays. ``settle`` is told whether mine does, and whether in all of them."""
    first, count = conflicts[0], len(conflicts)
    options = [
        Option("1", t("grid.mine", text=first.mine or t("grid.blank")), lambda: settle(True, False)),
        Option("2", t("grid.theirs", text=first.theirs or t("grid.blank")), lambda: settle(False, False)),
    ]
    if count > 1:
        options.append(Option("3", t("grid.all_mine", count=count), lambda: settle(True, True)))
        options.append(Option("4", t("grid.all_theirs", count=count), lambda: settle(False, True)))
    title = t("grid.conflict", who=first.who, at=first.at, title=column.title)
    return Menu(title, options, may_leave=False, alarm=True)


def unfinished_question(
    column: Column, left: CellEdit, take_back: Callable[[], None], drop: Callable[[], None]
) -> Menu:
    """Whether to go on with a cell that was left half typed; any other key leaves the offer for another time."""
    answers = {"grid.enter": take_back, "grid.clear": drop, "grid.cancel": drop}
    words = t("grid.unfinished", title=column.title, text=clipped(left.text, _SHOWN))
    return Menu(words, [Option(command, "", do) for command, do in answers.items()])
