"""What the points on evaluation forms come to: sums, bands, control totals, means and how far observers part.

Points and scores are whole tenths, so that halves add up exactly; a score is out of a hundred, whatever the form's full
score.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NOT_APPLICABLE = -1
"""In the place of points: the item had no part in this lesson."""

FEWEST_TO_TRIM = 5
"""Scores below which leaving out the highest and the lowest would leave too little."""

BAND_PRESETS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "90/75/60": (("excellent", 90), ("good", 75), ("pass", 60), ("improve", 0)),
    "90/80/60": (("excellent", 90), ("good", 80), ("pass", 60), ("improve", 0)),
    "85/75/60": (("excellent", 85), ("good", 75), ("pass", 60), ("improve", 0)),
    "90/80/70/60": (("best", 90), ("excellent", 80), ("good", 70), ("pass", 60), ("improve", 0)),
}
"""The bands that schools use, by where they part: codes of the list 'form_band' with the lowest score of each."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a form: its number, its section ('' under the one above), its words and the most it can get.

    ``timed`` names the minutes of the lesson's course that propose its points, ``limits`` from how many minutes on how
    many tenths: ((0, 30), (10, 50)) is 3 points below ten minutes and 5 from there on.
    """

    seq: int
    section: str
    words: str
    most_x10: int
    timed: str = ""
    limits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FormSum:
    """What a form's points come to. ``full_x10`` leaves out what was not applicable; ``missing`` items have no points
    yet. ``score_x10`` is out of 100, with the bonus beyond it; None while something is missing."""

    points_x10: int
    full_x10: int
    missing: tuple[int, ...]
    bonus_x10: int = 0

    @property
    def score_x10(self) -> int | None:
        if self.missing or not self.full_x10:
            return None
        return half_up(self.points_x10 * 1000, self.full_x10) + self.bonus_x10


def sum_of(items: Sequence[Item], points: Mapping[int, int | None], bonus_x10: int = 0) -> FormSum:
    """The sum of a form whose item ``seq`` has ``points[seq]`` tenths, `NOT_APPLICABLE`, or None for nothing yet."""
    given = {item.seq: points.get(item.seq) for item in items}
    return FormSum(
        sum(value for value in given.values() if value is not None and value != NOT_APPLICABLE),
        sum(item.most_x10 for item in items if given[item.seq] != NOT_APPLICABLE),
        tuple(seq for seq, value in given.items() if value is None),
        bonus_x10,
    )


def control_agrees(found: FormSum, control_x10: int) -> bool:
    """Whether the total that somebody wrote on paper is the sum of the points, or what they come to out of 100."""
    return control_x10 in (found.points_x10 + found.bonus_x10, found.score_x10)


def band_of(bands: Sequence[tuple[str, float]], score_x10: int) -> str:
    """The code of the first band whose lowest score is reached; '' for none."""
    return next((code for code, lowest in bands if score_x10 >= round(lowest * 10)), "")


@dataclass(frozen=True, slots=True)
class Spread:
    """So many scores with their mean, the standard deviation between them (None for one alone), lowest and highest."""

    n: int
    mean: float
    deviation: float | None
    lowest: float
    highest: float


def spread_of(values: Sequence[float]) -> Spread | None:
    """None for no values."""
    if not values:
        return None
    mean, deviation = statistics.fmean(values), None
    if len(values) > 1:
        # statistics.stdev works with fractions: twenty times the time for the same points.
        deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))
    return Spread(len(values), mean, deviation, min(values), max(values))


def trimmed_mean(values: Sequence[float]) -> float | None:
    """The mean without one highest and one lowest, as contests take it; None for fewer than `FEWEST_TO_TRIM`."""
    return statistics.fmean(sorted(values)[1:-1]) if len(values) >= FEWEST_TO_TRIM else None


def half_up(dividend: int, divisor: int) -> int:
    """The quotient of two numbers that are not negative, rounded as people do: a half goes up."""
    return (2 * dividend + divisor) // (2 * divisor)


def show_tenths(value: int | None) -> str:
    """'4.5', '88'; '' for nothing."""
    if value is None:
        return ""
    whole, tenth = divmod(value, 10)
    return f"{whole}.{tenth}" if tenth else str(whole)


def runs(numbers: Sequence[int]) -> list[str]:
    """['2', '4-7'] for rising numbers 2, 4, 5, 6, 7; two neighbours stay two."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [text for run in found for text in ([f"{run[0]}-{run[-1]}"] if len(run) > 2 else map(str, run))]
