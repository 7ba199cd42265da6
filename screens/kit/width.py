"""Cutting and filling text by terminal cells: a Chinese character has two, and half of one is never shown."""

from __future__ import annotations

from rich.cells import cell_len

CLIP = ">"
"""Marks text that was cut; one cell in every terminal, unlike an ellipsis."""


def clipped(text: str, width: int) -> str:
    """``text`` in at most ``width`` cells, with the clip mark where something is missing."""
    if cell_len(text) <= width:
        return text
    kept = 0
    for index, character in enumerate(text):
        kept += cell_len(character)
        if kept > width - 1:
            return text[:index] + CLIP if width > 0 else ""
    return text


def fitted(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells."""
    cut = clipped(text, width)
    return cut + " " * (width - cell_len(cut))


def right(text: str, width: int) -> str:
    """``text`` in exactly ``width`` cells, at their right end."""
    cut = clipped(text, width)
    return " " * (width - cell_len(cut)) + cut
