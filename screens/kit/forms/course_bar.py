"""A lesson as a bar: who worked how long, from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from models.rules.lesson_course import WORK, Stretch
from screens.kit.width import fitted


class CourseBar(Widget):
    """Cells in the colour of each kind of work with its word in them; without colours in the digit of its key.

    Below it the minutes. ``labels`` are the words by the code of the work.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"course--{work}" for work in (*WORK, "opening")}
    DEFAULT_CSS = """
    CourseBar { height: 2; }
    CourseBar > .course--self_study { background: $success; color: $background; }
    CourseBar > .course--talk { background: $warning; color: $background; }
    CourseBar > .course--practice { background: $primary; color: $background; }
    CourseBar > .course--question { background: $secondary; color: $background; }
    CourseBar > .course--patrol { background: $panel; color: $foreground; }
    CourseBar > .course--opening { background: $surface; color: $foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._stretches: Sequence[Stretch] = ()
        self._labels: dict[str, str] = {}
        self.plain = False

    def show(self, stretches: Sequence[Stretch], labels: dict[str, str], plain: bool) -> None:
        self._stretches, self._labels, self.plain = stretches, labels, plain
        self.refresh()

    def render(self) -> Text:
        width = self.size.width
        total = self._stretches[-1].ends if self._stretches else 0
        if not total:
            return Text("\n", no_wrap=True, end="")
        text = Text(no_wrap=True, end="")
        for stretch in self._stretches:
            cells = _cell(stretch.ends, total, width) - _cell(stretch.begins, total, width)
            text.append(self._filled(stretch.work, cells), self._style(stretch.work))
        return text.append("\n").append(_scale(total, width))

    def _filled(self, work: str, cells: int) -> str:
        """The word of the work in so many cells, or the digit of its key all along."""
        if self.plain:
            return str(WORK.index(work) + 1 if work in WORK else 0) * cells
        label = self._labels.get(work, "")
        return fitted(label if cell_len(label) <= cells else "", cells)

    def _style(self, work: str):
        return "" if self.plain else self.get_component_rich_style(f"course--{work}")


def _cell(second: int, total: int, width: int) -> int:
    return second * width // total


def _scale(total: int, width: int) -> str:
    """The minutes 0, 5, 10, … under the cells where they begin."""
    line = ""
    for minute in range(0, total // 60 + 1, 5):
        at = _cell(minute * 60, total, width)
        if at >= len(line) + bool(line) and at + len(str(minute)) <= width:
            line = line.ljust(at) + str(minute)
    return line
