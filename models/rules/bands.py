"""Bands of whole years, such as the age bands of the needs analysis: where they part, and what they are called.

The years at which a band begins belong to it: edges 35 and 50 make 'below 35', '35 to 49' and '50 and over'. A school
that counts 35 itself among the young writes 36, and 51 for 50.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from data.words import t

YOUNGEST_EDGE, OLDEST_EDGE = 16, 90
MOST_EDGES = 6
_SEPARATORS = re.compile(r"[,、;/\s]+")


class BadBands(ValueError):
    """The text gives no bands; ``str(error)`` says what is accepted."""


@dataclass(frozen=True, slots=True)
class Band:
    """Whole years from ``low`` to ``high``, both included; None for an open end."""

    low: int | None
    high: int | None

    @property
    def code(self) -> str:
        """'<35', '35-49' or '50+'."""
        if self.low is None:
            return f"<{(self.high or 0) + 1}"
        return f"{self.low}+" if self.high is None else f"{self.low}-{self.high}"

    @property
    def age_label(self) -> str:
        """'不满35周岁', '35至49周岁' or '50周岁以上'."""
        if self.low is None:
            return t("needs.age_below", edge=(self.high or 0) + 1)
        if self.high is None:
            return t("needs.age_from", low=self.low)
        return t("needs.age_between", low=self.low, high=self.high)

    @property
    def years_label(self) -> str:
        """'不满3年', '3至5年' or '31年以上'."""
        if self.low is None:
            return t("needs.years_below", edge=(self.high or 0) + 1)
        if self.high is None:
            return t("needs.years_from", low=self.low)
        return t("needs.years_between", low=self.low, high=self.high)

    def holds(self, years: int) -> bool:
        return (self.low is None or years >= self.low) and (self.high is None or years <= self.high)


def bands(edges: Sequence[int]) -> tuple[Band, ...]:
    """The bands that those edges (in order) part: one more than edges, every whole number in exactly one."""
    starts = [None, *edges]
    ends = [*(edge - 1 for edge in edges), None]
    return tuple(Band(low, high) for low, high in zip(starts, ends, strict=True))


def parse_edges(text: str) -> tuple[int, ...]:
    """The edges in '35,50', however separated, ordered, or wide typed. Raises BadBands."""
    parts = [part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text).strip()) if part]
    edges = sorted({int(part) for part in parts if part.isascii() and part.isdecimal() and len(part) < 4})
    plausible = all(YOUNGEST_EDGE <= edge <= OLDEST_EDGE for edge in edges)
    if not edges or len(edges) != len(set(parts)) or len(edges) > MOST_EDGES or not plausible:
        raise BadBands(t("needs.bad_bands", text=text, low=YOUNGEST_EDGE, high=OLDEST_EDGE, most=MOST_EDGES))
    return tuple(edges)


def show_edges(edges: Sequence[int]) -> str:
    """The text that `parse_edges` reads back."""
    return ",".join(map(str, edges))
