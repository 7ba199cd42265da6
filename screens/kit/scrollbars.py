"""Scroll bars without block characters, which some terminals draw two cells wide."""

from __future__ import annotations

from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainScrollBars(ScrollBarRender):
    """Colour alone, cell by cell."""

    VERTICAL_BARS = [" "] * 8
    HORIZONTAL_BARS = [" "] * 8


def use_plain_scroll_bars() -> None:
    """From now on; Textual's documented way is the class of all scroll bars."""
    ScrollBar.renderer = PlainScrollBars
