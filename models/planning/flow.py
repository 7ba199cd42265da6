"""The flow that counts how often who observes whom: what is taken, and what one more or less would bring."""

from __future__ import annotations

from collections.abc import Sequence

from models.planning.board import FINE, Board
from models.planning.pace import Pace, pace_of
from models.planning.seating import seats_left


def falling(worth: Sequence[int], have: int, most: int) -> list[int]:
    """What the first, second, ... more than ``have`` change, taken so that it never rises."""
    changes = [worth[have + k + 1] - worth[have + k] for k in range(most)]
    for place in range(most - 2, -1, -1):
        changes[place] = max(changes[place], changes[place + 1])
    return changes


class Flow:
    """Teachers are nodes 0 to n-1, observers n to 2n-1, their visits to other schools (a limit of their own) from 2n.
    Where seats are ``scarce``, each of the teacher's lessons is a node too, and each pair of observer and teacher.

    A path runs from a teacher who loses an observation over observers who move theirs. ``height`` are the potentials
    by which no arc costs less than nothing, so that shortest paths may be searched greedily.
    """

    def __init__(self, board: Board, scarce: frozenset[int]) -> None:
        self.board, self.facts, self.scarce = board, board.facts, scarce
        self.n = board.people
        self.first_pair = 3 * self.n + len(board.facts.lessons)
        self.room: dict[int, int] = {}
        """By lesson of a scarce teacher: the seats that are left in the term."""
        self.load: dict[int, int] = {}
        self.at: dict[tuple[int, int], dict[int, int]] = {}
        """By observer and scarce teacher: how often which lesson."""
        for lesson, teacher in enumerate(board.facts.teacher_of):
            if teacher in scarce:
                self.room[lesson], self.load[lesson] = seats_left(board, lesson), 0
        self._lessons_of: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        self._repeats: dict[tuple[int, int], list[int]] = {}
        self.paces: list[Pace] = [pace_of(board, observer) for observer in range(self.n)]
        self.steps: list[dict[int, list[int]]] = [self._steps_of(observer) for observer in range(self.n)]
        self.takers: list[set[int]] = [set() for _ in range(self.n)]
        """By teacher: who is to observe them."""
        self.taken: list[dict[int, int]] = [{} for _ in range(self.n)]
        self.count = [0] * self.n
        self.crossing = [0] * self.n
        cross = board.rules.cross_school
        self.cross = cross.allowed
        self.cross_most = [max(0, cross.max_per_term - board.crossed[one]) for one in range(self.n)]
        self.seen = list(board.seen)
        self.could: list[list[int]] = [[] for _ in range(self.n)]
        for observer, steps in enumerate(self.steps):
            for teacher in steps:
                self.could[teacher].append(observer)
        self.height = [0] * (self.first_pair + (self.n * self.n if scarce else 0))

    def _steps_of(self, observer: int) -> dict[int, list[int]]:
        """What the first, second, ... further observation of each teacher brings, never rising."""
        board, facts = self.board, self.facts
        free = self.paces[observer].free_weeks
        back = self.paces[observer].fallback_paid_apart
        distinct = board.rules.pair_week_max == 1
        days, weights = board.rules.open_days, board.rules.weights
        found = {}
        for teacher, options in facts.options[observer].items():
            pair = board.pairs.get((observer, teacher), ())
            have, weeks = len(pair), free
            once = distinct and teacher not in self.scarce
            for _, week in pair if distinct else ():
                weeks &= ~(1 << week)
            most = board.pair_most(observer, teacher) - have
            if most <= 0:
                continue
            worth = board.pair_worth(observer, teacher)
            if back:
                options = sorted(
                    (gain + weights.fallback * (facts.lessons[lesson].day not in days), lesson, run)
                    for gain, lesson, run in options
                )[::-1]
            steps: list[int] = []
            for gain, _, runs in options:
                if new := runs & weeks:
                    times = new.bit_count() * (1 if distinct else board.rules.pair_week_max)
                    for _ in range(min(times, most - len(steps))):
                        place = have + len(steps)
                        steps.append(gain + worth[place + 1] - worth[place])
                    if len(steps) >= most:
                        break
                    if once:
                        weeks &= ~new
            for place in range(len(steps) - 2, -1, -1):
                steps[place] = max(steps[place], steps[place + 1])
            if steps:
                found[teacher] = steps
        return found

    def lessons(self, observer: int, teacher: int) -> list[tuple[int, int, int]]:
        """The lessons of a scarce teacher for an observer: lesson, gain, how often at the most."""
        key = observer, teacher
        if key not in self._lessons_of:
            pace, days = self.paces[observer], self.board.rules.open_days
            back = self.board.rules.weights.fallback if pace.fallback_paid_apart else 0
            times = self.board.rules.pair_week_max
            weeks = pace.free_weeks
            for _, week in self.board.pairs.get(key, ()) if times == 1 else ():
                weeks &= ~(1 << week)
            self._lessons_of[key] = [
                (lesson, gain + back * (self.facts.lessons[lesson].day not in days), (runs & weeks).bit_count() * times)
                for gain, lesson, runs in self.facts.options[observer][teacher]
                if runs & weeks
            ]
        return self._lessons_of[key]

    def one_more(self, observer: int, count: int) -> int:
        """What one observation more than ``count`` changes of the quota and of the pace, whoever is seen."""
        worth, have = self.board.observed_worth(observer), self.board.observed[observer] + count
        return worth[have + 1] - worth[have] + self.paces[observer].changes[count]

    def repeat(self, observer: int, teacher: int, taken: int) -> int:
        """What one observation more of the same teacher changes beside its gain, never rising."""
        key = observer, teacher
        if key not in self._repeats:
            have = len(self.board.pairs.get(key, ()))
            most = self.board.pair_most(observer, teacher) - have
            self._repeats[key] = falling(self.board.pair_worth(observer, teacher), have, most)
        return self._repeats[key][taken]

    def pair_node(self, observer: int, teacher: int) -> int:
        return self.first_pair + observer * self.n + teacher

    def node_of(self, observer: int, teacher: int) -> int:
        crosses = self.cross and self.facts.is_cross(observer, teacher)
        return (2 * self.n if crosses else self.n) + observer

    def change_seen(self, node: int, by: int) -> None:
        if node < self.n:
            self.seen[node] += by
        elif 3 * self.n <= node < self.first_pair:
            self.seen[self.facts.teacher_of[node - 3 * self.n]] += by

    def change_lesson(self, pair: tuple[int, int], lesson: int, by: int) -> None:
        at = self.at[pair]
        at[lesson] = at.get(lesson, 0) + by
        self.load[lesson] += by

    def change(self, observer: int, teacher: int, by: int) -> None:
        taken = self.taken[observer]
        taken[teacher] = taken.get(teacher, 0) + by
        if taken[teacher]:
            self.takers[teacher].add(observer)
        else:
            self.takers[teacher].discard(observer)
        if self.cross and self.facts.is_cross(observer, teacher):
            self.crossing[observer] += by

    def bound(self) -> int:
        """What no plan can exceed."""
        board = self.board
        value = board.value + board.regret()
        for one in range(self.n):
            value += board.seen_worth(one)[self.seen[one]] - board.seen_worth(one)[board.seen[one]]
            value += sum(self.one_more(one, place) for place in range(self.count[one]))
            value += sum(
                sum(self.steps[one][teacher][:taken])
                for teacher, taken in self.taken[one].items()
                if taken and teacher not in self.scarce
            )
        for (observer, teacher), at in self.at.items():
            value += sum(self.repeat(observer, teacher, k) for k in range(self.taken[observer].get(teacher, 0)))
            value += sum(gain * at.get(lesson, 0) for lesson, gain, _ in self.lessons(observer, teacher))
        return value - self._opening()

    def missing(self) -> int:
        """How much of what must be is lacking: observations of quotas, of teachers, of mentors and mentees."""
        board, lacking = self.board, 0
        for one in range(self.n):
            lacking += max(0, self.facts.people[one].quota - board.observed[one] - self.count[one])
            lacking += max(0, board.seen_least(one) - self.seen[one])
        for observer, teacher in board.must_meet():
            have = len(board.pairs.get((observer, teacher), ())) + self.taken[observer].get(teacher, 0)
            worth = board.pair_worth(observer, teacher)
            lacking += sum(worth[n + 1] - worth[n] >= FINE for n in range(have, len(worth) - 1))
        return lacking

    def _opening(self) -> int:
        """What the lessons opened besides cost at the least: each takes no more than its seats."""
        price = self.board.rules.weights.open_lesson
        if not price:
            return 0
        most = max((seats for seats in self.facts.seats if seats < 1 << 30), default=self.n)
        return price * -(-sum(self.count) // max(1, most)) if not self.board.audience else 0
