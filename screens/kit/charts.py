"""Bars for where people would rather look than read: background-coloured cells, or # where there are no colours.

The numbers stand beside every bar, so that nothing rests on colour or length alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget

from screens.kit.width import fitted

_WIDEST_LABEL = 22
_NUMBERS = 11  # the cells of ' 1234  100%'
_COUNT = 4


@dataclass(frozen=True, slots=True)
class BarLine:
    """One bar: its ``label``, so many people, the text of their share, and a remark behind the bar."""

    label: str
    count: int
    share: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TwinLine:
    """Two bars back to back, as women and men in an age pyramid."""

    label: str
    left: int
    right: int


class Chart(Widget):
    """A title and lines below it, drawn for the width there is. ``plain`` draws with # instead of colours."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"chart--title", "chart--bar", "chart--left", "chart--right"}
    DEFAULT_CSS = """
    Chart { height: auto; width: 1fr; margin-bottom: 1; }
    Chart > .chart--title { text-style: bold; }
    Chart > .chart--bar { background: $primary; color: $foreground; }
    Chart > .chart--left { background: $accent; color: $foreground; }
    Chart > .chart--right { background: $primary; color: $foreground; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.title = ""
        self.plain = False

    @property
    def line_count(self) -> int:
        """How many lines there are below the title; a chart without any is not shown."""
        return 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.line_count + 1

    def redraw(self) -> None:
        """Show what was set, at its new height."""
        self.display = self.line_count > 0
        self.refresh(layout=True)

    def render(self) -> Text:
        text = Text(no_wrap=True, end="")
        text.append(self.title, self.get_component_rich_style("chart--title", partial=True))
        for line in self.lines(self.size.width) if self.line_count else ():
            text.append("\n").append_text(line)
        return text

    def lines(self, width: int) -> Sequence[Text]:
        """The lines below the title for so many cells."""
        raise NotImplementedError

    def bar(self, length: int, name: str) -> Text:
        """A bar of ``length`` cells in the colour of the component class ``name``."""
        if self.plain:
            return Text("#" * length)
        return Text(" " * length, Style(bgcolor=self.get_component_rich_style(name).bgcolor))


class BarChart(Chart):
    """One bar a line, the longest as long as there is room."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bars: Sequence[BarLine] = ()

    @property
    def line_count(self) -> int:
        return len(self._bars)

    def show(self, title: str, bars: Sequence[BarLine], plain: bool) -> None:
        """Draw these from now on."""
        self.title, self._bars, self.plain = title, bars, plain
        self.redraw()

    def lines(self, width: int) -> Sequence[Text]:
        labels = min(_WIDEST_LABEL, max(cell_len(bar.label) for bar in self._bars))
        notes = max((cell_len(bar.note) + 1 for bar in self._bars if bar.note), default=0)
        room = max(1, width - labels - _NUMBERS - 2 - notes)
        most = max(1, *(bar.count for bar in self._bars))
        return [self._line(bar, labels, _length(bar.count, most, room)) for bar in self._bars]

    def _line(self, bar: BarLine, labels: int, length: int) -> Text:
        text = Text(f"{fitted(bar.label, labels)} {bar.count:>{_COUNT}} {bar.share:>5}  ")
        text.append_text(self.bar(length, "chart--bar"))
        return text.append(f" {bar.note}" if bar.note else "")


class TwinChart(Chart):
    """Two bars a line, back to back, with the label between them."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._twins: Sequence[TwinLine] = ()
        self._sides = ("", "")

    @property
    def line_count(self) -> int:
        return len(self._twins) and len(self._twins) + 1

    def show(self, title: str, sides: tuple[str, str], twins: Sequence[TwinLine], plain: bool) -> None:
        """Draw these from now on; ``sides`` are the words above left and right."""
        self.title, self._sides, self._twins, self.plain = title, sides, twins, plain
        self.redraw()

    def lines(self, width: int) -> Sequence[Text]:
        labels = max(cell_len(twin.label) for twin in self._twins) + 2
        room = max(1, (width - labels) // 2 - _COUNT - 1)
        most = max(1, *(max(twin.left, twin.right) for twin in self._twins))
        side = room + _COUNT + 1
        left, right = self._sides
        drawn = [Text(" " * (side - cell_len(left)) + left + " " * labels + right)]
        for twin in self._twins:
            text = Text(f"{twin.left or '':>{side - _length(twin.left, most, room) - 1}} ")
            text.append_text(self.bar(_length(twin.left, most, room), "chart--left"))
            text.append(f" {fitted(twin.label, labels - 2)} ")
            text.append_text(self.bar(_length(twin.right, most, room), "chart--right"))
            drawn.append(text.append(f" {twin.right or ''}"))
        return drawn


def _length(count: int, most: int, room: int) -> int:
    """At least one cell for anybody at all."""
    return max(1, round(count * room / most)) if count else 0
