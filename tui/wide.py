"""Terminals that draw “ ” … · two cells wide: every width is measured that way there.

Rich has no switch for it (its issues 4197 and 4199 are open), so the three names through which it looks widths up are
replaced, once, before anything is measured. Source: GRID.md §6.2.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from rich import cells, segment

_SEARCHED = (range(0xA1, 0xE000), range(0xFFFD, 0xFFFE), range(0x1F100, 0x1F1AE))
"""Where ambiguous characters are, without the private-use areas, which no text of a school holds."""


def draw_ambiguous_wide() -> None:
    """Count ambiguous characters as two cells from now on."""
    load = cells.load_cell_table  # pyright: ignore[reportPrivateImportUsage]
    wide = ambiguous()

    @cache
    def load_wide(unicode_version: str = "auto") -> cells.CellTable:
        table = load(unicode_version)
        return cells.CellTable(table.unicode_version, with_wide(table.widths, wide), table.narrow_to_wide)

    narrow: Callable[[str], bool] = frozenset(map(chr, range(32, 127))).issuperset
    cells.load_cell_table = load_wide  # pyright: ignore[reportPrivateImportUsage]
    cells._is_single_cell_widths = narrow  # pyright: ignore[reportPrivateUsage]
    segment._is_single_cell_widths = narrow  # type: ignore[attr-defined]
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()


def ambiguous() -> list[int]:
    """Every character of ambiguous width, in order; marks that are drawn over another take no cell and are none."""
    return [
        code
        for block in _SEARCHED
        for code in block
        if unicodedata.east_asian_width(chr(code)) == "A" and not unicodedata.combining(chr(code))
    ]


def with_wide(widths: Sequence[tuple[int, int, int]], wide: Sequence[int]) -> list[tuple[int, int, int]]:
    """A table of ``(first, last, cells)`` with those characters two cells wide that it does not name."""
    named = {code for first, last, _ in widths if last < 0x20000 for code in range(first, last + 1)}
    return sorted([*widths, *((code, code, 2) for code in wide if code not in named)])
