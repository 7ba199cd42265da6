"""What the judges of a contest make of its entries: the result, the ranking, and the awards that follow from it.

Points are in tenths as judges gave them, results are exact, so that nobody is placed by a rounding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

AWARDS = ("first", "second", "third")
"""What is proposed by the ranking: codes of 'contest_award'."""


@dataclass(frozen=True, slots=True)
class ContestRules:
    """How many of the highest and as many of the lowest scores are dropped where enough judges are left, and for which
    part of the entries, in per cent, each award is proposed."""

    drop: int = 0
    shares: Mapping[str, int] | None = None

    def share(self, award: str) -> int:
        return (self.shares or USUAL_SHARES).get(award, USUAL_SHARES[award])


USUAL_SHARES: Mapping[str, int] = {"first": 15, "second": 25, "third": 35}


@dataclass(frozen=True, slots=True)
class Result:
    """An entry's points, by so many judges; of no judge when the points were entered as one number."""

    points: Fraction
    judges: int


def result_of(scores_x10: Sequence[int], typed_x10: int, drop: int = 0) -> Result | None:
    """The mean of the judges, without the ``drop`` highest and lowest where that leaves somebody; what was typed for
    the entry where no judge has given points; None where there is neither. Below 0 is no score."""
    given = sorted(score for score in scores_x10 if score >= 0)
    if not given:
        return Result(Fraction(typed_x10, 10), 0) if typed_x10 >= 0 else None
    kept = given[drop : len(given) - drop] if len(given) > 2 * drop else given
    return Result(Fraction(sum(kept), 10 * len(kept)), len(given))


def ranking(results: Mapping[int, Result | None]) -> dict[int, int]:
    """The place of each entry that has a result, from 1; equal points share one, and the next is left out."""
    points = {entry: found.points for entry, found in results.items() if found}
    ordered = sorted(points.values(), reverse=True)
    return {entry: ordered.index(value) + 1 for entry, value in points.items()}


def proposed_awards(places: Mapping[int, int], rules: ContestRules) -> dict[int, str]:
    """The award that the ranking speaks for, by entry; equal places are given the same, and none stands beyond the
    last share."""
    found: dict[int, str] = {}
    reached = 0
    for award in AWARDS:
        reached += rules.share(award)
        last = (len(places) * reached + 50) // 100
        for entry, place in places.items():
            if place <= last:
                found.setdefault(entry, award)
    return found


def show_points(points: Fraction) -> str:
    """'92.67', '92.5' or '92': two digits behind the point at most, rounded half up."""
    hundredths = (points * 100 + Fraction(1, 2)).__floor__()
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")
