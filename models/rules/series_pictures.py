"""Figures as pictures, before anybody draws them: bars with a mark, boxes of quartiles, and maps of shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import median


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: ``number`` long, with the figures in ``words`` behind it. ``mark`` is where it should be by
    now, None for nowhere; ``box`` the least, quarter, middle, three quarters and most of several values."""

    label: str
    number: float
    words: str
    mark: float | None = None
    box: tuple[float, float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title; ``widest`` is the number that fills the width, 0 for the longest bar's."""

    title: str
    bars: tuple[Bar, ...]
    widest: float = 0

    @property
    def full(self) -> float:
        """The number of the whole width."""
        longest = max((max(bar.number, bar.mark or 0, *(bar.box or (0,))) for bar in self.bars), default=0)
        return max(self.widest, longest) or 1


@dataclass(frozen=True, slots=True)
class ShareMap:
    """Shares from 0 to 1, None where there is nothing to do: a row for each label, a cell for each heading."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What one looks at: ``lines`` say how to read it."""

    title: str
    lines: tuple[str, ...]
    charts: tuple[Chart, ...]
    map: ShareMap | None = None


def quartiles(values: Sequence[float]) -> tuple[float, float, float, float, float]:
    """The least, the quarter, the middle, the three quarters and the most of them; the quarters are the medians of the
    lower and the upper half, without the middle one (Moore and McCabe). Raises ValueError for none."""
    if not values:
        raise ValueError("no values")
    ordered, half = sorted(values), len(values) // 2
    low, high = (ordered[:half], ordered[-half:]) if half else (ordered, ordered)
    return ordered[0], median(low), median(ordered), median(high), ordered[-1]


def histogram(values: Iterable[float], step: float) -> list[tuple[float, int]]:
    """How many values lie from each multiple of ``step`` to the next, from the first that has any to the last."""
    places = [floor(value / step) for value in values]
    if not places:
        return []
    return [(place * step, places.count(place)) for place in range(min(places), max(places) + 1)]


def cells_of(bar: Bar, full: float, width: int) -> str:
    """The bar in ``width`` signs: '#' what is done, '|' the mark, '.' the way there; of a box '-' from the least to the
    most, '=' the middle half, '|' the middle."""
    if bar.box:
        low, first, middle, last, high = (_place(one, full, width) for one in bar.box)
        return "".join(
            "|" if at == middle else "=" if first <= at <= last else "-" if low <= at <= high else " "
            for at in range(width)
        ).rstrip()
    done = min(width, ceil(bar.number * width / full)) if bar.number > 0 else 0
    mark = None if bar.mark is None else _place(bar.mark, full, width)
    until = max(done, (mark or 0) + 1 if mark is not None else 0)
    return "".join("|" if at == mark else "#" if at < done else "." for at in range(until))


def shade(share: float | None) -> int:
    """0 for nothing to do, 1 to 4 by quarters; 4 is all of it."""
    if share is None:
        return 0
    return 4 if share >= 1 else 3 if share >= 0.75 else 2 if share >= 0.5 else 1


def _place(value: float, full: float, width: int) -> int:
    return min(width - 1, max(0, round(value * (width - 1) / full)))
