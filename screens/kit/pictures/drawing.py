"""A picture as lines for the width there is: coloured cells where there are colours, signs where there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from models.actions.picture_paper import share_words
from models.rules.series_pictures import Bar, Chart, Picture, ShareMap, cells_of, shade
from screens.kit.width import fitted, right

_LABEL, _LEAST_LABEL, _LEAST_BAR, _CELL = 26, 12, 10, 8
_KINDS = {"#": "done", ".": "rest", "|": "mark", "=": "done", "-": "rest"}

Looks = Mapping[str, Style]
"""The styles 'title', 'done', 'rest', 'mark' and '1' to '4' of the shades; {} draws with signs alone."""


def drawn(found: Picture, width: int, looks: Looks) -> Text:
    """All of it under each other."""
    text = Text(no_wrap=True, end="")
    for line in found.lines:
        text.append(f"{line}\n")
    for chart in found.charts:
        text.append("\n").append(f"{chart.title}\n", looks.get("title", ""))
        for line in _bars(chart, width, looks):
            text.append_text(line).append("\n")
    if found.map:
        text.append("\n").append(f"{found.map.title}\n", looks.get("title", ""))
        for line in _map(found.map, width, looks):
            text.append_text(line).append("\n")
    return text


def _bars(chart: Chart, width: int, looks: Looks) -> Iterator[Text]:
    words = max((cell_len(bar.words) for bar in chart.bars), default=0)
    labels = max((cell_len(bar.label) for bar in chart.bars), default=0)
    labels = min(labels, _LABEL, max(_LEAST_LABEL, width - words - 4 - _LEAST_BAR))
    room = max(_LEAST_BAR, width - labels - words - 4)
    for bar in chart.bars:
        line = Text(f"{fitted(bar.label, labels)} {fitted(bar.words, words)}  ")
        yield line.append_text(_bar(bar, chart.full, room, looks))


def _bar(bar: Bar, full: float, room: int, looks: Looks) -> Text:
    signs = cells_of(bar, full, room)
    if not looks:
        return Text(signs)
    text = Text()
    for sign in signs:
        kind = _KINDS.get(sign, "")
        text.append("|" if kind == "mark" else " ", looks.get(kind, ""))
    return text


def _map(shares: ShareMap, width: int, looks: Looks) -> Iterator[Text]:
    cell = max(_CELL, *(cell_len(heading) + 1 for heading in shares.headings)) if shares.headings else _CELL
    labels = max(_LEAST_LABEL, min(_LABEL, width - cell * len(shares.headings) - 2))
    yield Text(" " * labels + "".join(right(heading, cell) for heading in shares.headings))
    for label, cells in shares.rows:
        line = Text(fitted(label, labels))
        for share in cells:
            line.append(" ").append(right(share_words(share) or "-", cell - 1), looks.get(str(shade(share)), ""))
        yield line
