"""How fast mentor pairs are matched, beside everybody simply taking the best mentor who is left, the most urgent first.

That simple way keeps to nothing that both sides want, so that it may seem better where there are wishes. Goals (the
planning notes): exact in at most 50 ms for 60 people, 1 s for 600. Run with ``make bench``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from models.planning.pairing.matching import Matcher, Matching
from models.planning.pairing.whys import reliefs
from models.rules.mentoring import load_points
from models.rules.mentoring_circle import Circle
from tests.support.pairing import found_value, invented, value


@dataclass(frozen=True)
class Result:
    seconds: float
    left: int
    score: int
    greedy_seconds: float
    greedy_left: int
    greedy_score: int
    worse_served: bool


_T = TypeVar("_T")


def timed(deed: Callable[[], _T]) -> tuple[float, _T]:
    """CPU time, for others may be at work on the machine."""
    start = time.process_time()
    found = deed()
    return time.process_time() - start, found


def greedy(circle: Circle) -> dict[str, str]:
    """Whoever is more urgent takes the best mentor who has a place left."""
    places = {mentor: circle.free_places(mentor) for mentor in circle.mentors}
    chosen: dict[str, str] = {}
    for mentee in circle.waiting:
        best, best_points = "", 0
        for mentor in circle.mentors:
            if not places[mentor] or chosen.get(mentor) == mentee:
                continue
            fit = circle.fit(mentor, mentee)
            guided = circle.free_places(mentor) - places[mentor]
            points = fit.score + load_points(guided, circle.rules)
            if fit.is_possible and (not best or points > best_points):
                best, best_points = mentor, points
        if best:
            chosen[mentee] = best
            places[best] -= 1
    return chosen


def measured(circle: Circle) -> Result:
    seconds, found = timed(lambda: Matcher(circle).match())
    greedy_seconds, chosen = timed(lambda: greedy(circle))
    ours, plain = found_value(circle, found), value(circle, chosen)
    return Result(
        seconds,
        len(found.left),
        ours[1],
        greedy_seconds,
        len(circle.waiting) - len(chosen),
        plain[1],
        plain[0] < ours[0],
    )


def show(title: str, results: list[Result], most: float = 0) -> None:
    worst = max(one.seconds for one in results)
    ratio = sum(one.seconds for one in results) / sum(one.greedy_seconds for one in results)
    print(
        f"{title:<26} {1000 * worst:7.1f} ms at most, {sum(one.left for one in results)} left; greedy: {ratio:.2f} x "
        f"its time, leaves {sum(one.greedy_left for one in results)}, serves worse in "
        f"{sum(one.worse_served for one in results)} of {len(results)}, "
        f"points {100 * (sum(one.score for one in results) / sum(one.greedy_score for one in results) - 1):+.1f} %"
    )
    if most:
        print(f"{'':<26} <= {1000 * most:.0f} ms: {'met' if worst <= most else 'MISSED'}")


def answers(circle: Circle) -> None:
    matcher = Matcher(circle)
    found: Matching = matcher.match()
    pair = (found.couples[0].mentor, found.couples[-1].mentee)
    forced, _ = timed(lambda: matcher.match(forced=[pair]))
    helped, told = timed(lambda: reliefs(matcher, found))
    print(
        f"{'asked at 60':<26} why not {1000 * forced:.1f} ms, "
        f"what would help {1000 * helped:.1f} ms ({len(told)} found)"
    )


def main() -> None:
    kinds = {
        "60": [invented(seed, 35, 25, subjects=7) for seed in range(1, 11)],
        "60, wishes": [invented(seed, 35, 25, subjects=7, wishes=0.1, mutual=0.05) for seed in range(1, 11)],
        "60, short of mentors": [invented(seed, 45, 15, subjects=7) for seed in range(1, 11)],
    }
    for title, circles in kinds.items():
        show(title, [measured(circle) for circle in circles], 0.05)
    for title, circle in (
        ("600", invented(1, 350, 250, subjects=7)),
        ("600, wishes", invented(2, 350, 250, subjects=7, wishes=0.02, mutual=0.01)),
        ("600, short of mentors", invented(3, 450, 150, subjects=7)),
    ):
        show(title, [measured(circle)], 1)
    # No school is like that: everybody could guide everybody, some 80,000 pairs to be judged.
    show("600, one subject for all", [measured(invented(4, 350, 250, subjects=1))])
    answers(kinds["60"][0])


if __name__ == "__main__":
    main()
