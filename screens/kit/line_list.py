"""A long list of lines with a cursor: only the lines on the screen are ever asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.kit.width import fitted

_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), " ")


@dataclass(frozen=True, slots=True)
class ListLine:
    """``text`` is cut to the width; ``faint`` lines stand back (and say why in words)."""

    text: str
    faint: bool = False


class LineList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows ``count`` lines; ``line(index, width)`` makes one when it comes into view. Posts `Moved`."""

    DEFAULT_CSS = """
    LineList { height: 1fr; scrollbar-size: 0 0; overflow: hidden auto; }
    LineList > .lines--plain { color: $foreground; }
    LineList > .lines--faint { color: $text-muted; }
    LineList > .lines--cursor { text-style: reverse; }
    LineList > .lines--away { text-style: underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--plain", "lines--faint", "lines--cursor", "lines--away"}
    BINDINGS: ClassVar = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The cursor stands on that line now; None where there is none."""

        index: int | None

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, LineList.Moved)

    def __init__(self, line: Callable[[int, int], ListLine], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._line = line
        self._count = 0
        self._at = 0

    @property
    def index(self) -> int | None:
        """Where the cursor stands; None in an empty list."""
        return self._at if self._count else None

    def show(self, count: int, index: int = 0) -> None:
        """Show so many lines, with the cursor on that one; every line is asked for anew."""
        self._count = count
        self.virtual_size = Size(self.size.width, count)
        self._go_to(index)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        index, width = round(self.scroll_y) + y, self.size.width
        if index >= self._count:
            return Strip.blank(width, self.get_component_rich_style("lines--plain"))
        line = self._line(index, width)
        name = "faint" if line.faint else "plain"
        if index == self._at:
            name = "cursor" if self.has_focus else "away"
        style = self.get_component_rich_style(f"lines--{name}")
        return Strip([Segment(fitted(line.text.translate(_UNPRINTABLE), width), style)], width)

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, self._count)
        self._bring_into_view()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        self._go_to(round(self.scroll_y) + event.y)

    def action_go(self, by: int) -> None:
        self._go_to(self._at + by)

    def action_page(self, pages: int) -> None:
        self._go_to(self._at + pages * max(1, self.size.height - 1))

    def action_first(self) -> None:
        self._go_to(0)

    def action_last(self) -> None:
        self._go_to(self._count - 1)

    def _go_to(self, index: int) -> None:
        before, self._at = self._at, max(0, min(index, self._count - 1))
        self._bring_into_view()
        top = round(self.scroll_y)
        self.refresh(*[Region(0, at - top, self.size.width, 1) for at in {before, self._at} if at >= top])
        self.post_message(self.Moved(self.index))

    def _bring_into_view(self) -> None:
        top, height = round(self.scroll_y), max(1, self.size.height)
        if not top <= self._at < top + height:
            self.scroll_to(y=max(0, min(self._at - height // 2, self._count - height)), animate=False)
            self.refresh()
