"""Long lines in a narrow window: folded by terminal cells, with what follows set in."""

from __future__ import annotations

from rich.cells import cell_len

_AFTER = frozenset(" 、，。；：》」）)/>")
_BACK = 0.6  # of a line must be kept when it is broken at a better place than its end


def folded_lines(text: str, width: int, indent: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells, the first and all that follow set in by ``indent`` cells."""
    room = max(8, width - indent)
    lines: list[str] = []
    for rest in text.splitlines() or [""]:
        while cell_len(rest) > room:
            cut = _cut(rest, room)
            lines.append(rest[:cut].rstrip())
            rest = rest[cut:].lstrip()
        lines.append(rest)
    return [" " * indent + line for line in lines]


def _cut(text: str, room: int) -> int:
    """Where to break: the last good place within reach, else where the line is full."""
    width, good, last = 0, 0, 0
    for index, character in enumerate(text):
        width += cell_len(character)
        if width > room:
            break
        last = index + 1
        if character in _AFTER and width >= room * _BACK:
            good = last
    return good or last
