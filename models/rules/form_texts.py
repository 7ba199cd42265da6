"""Facts of an evaluation form that are written as short texts: where its bands part, and what minutes are worth."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from data.words import t

DEFAULT_BANDS = "90/75/60"
_CODES = {
    1: ("pass", "improve"),
    2: ("good", "pass", "improve"),
    3: ("excellent", "good", "pass", "improve"),
    4: ("best", "excellent", "good", "pass", "improve"),
}
"""What the bands are called by how many places part them: codes of the list 'form_band'."""
_STEP = re.compile(r"(\d{1,3}):(\d{1,3})")
_MOST_STEPS = 12


class BadText(ValueError):
    """The text does not say it; ``str(error)`` tells what is accepted."""


def read_bands(text: str) -> tuple[tuple[str, int], ...]:
    """The bands of '90/75/60', each with its lowest score: excellent from 90, …, the last from 0. Raises BadText."""
    parts = [part for part in re.split(r"[/、,\s]+", unicodedata.normalize("NFKC", text).strip()) if part]
    edges = [int(part) for part in parts if part.isascii() and part.isdecimal() and len(part) <= 3]
    falling = all(above > below for above, below in pairwise(edges))
    if len(edges) != len(parts) or len(edges) not in _CODES or not falling or not 0 < edges[-1] <= edges[0] <= 100:
        raise BadText(t("forms.bad_bands", text=text))
    return tuple(zip(_CODES[len(edges)], [*edges, 0], strict=True))


def read_limits(text: str) -> tuple[tuple[int, int], ...]:
    """From how many minutes on how many tenths: '0:10 11:8' is ((0, 100), (11, 80)); () for ''. Raises BadText."""
    parts = unicodedata.normalize("NFKC", text).replace("、", " ").replace(",", " ").split()
    found = [_STEP.fullmatch(part) for part in parts]
    steps = tuple((int(step[1]), int(step[2]) * 10) for step in found if step)
    rising = all(first < second for (first, _), (second, _) in pairwise(steps))
    if len(steps) != len(parts) or len(steps) > _MOST_STEPS or not rising or (steps and steps[0][0] != 0):
        raise BadText(t("forms.bad_limits", text=text))
    return steps


def show_limits(steps: tuple[tuple[int, int], ...]) -> str:
    """The text that `read_limits` reads back."""
    return " ".join(f"{begins}:{points // 10}" for begins, points in steps)
