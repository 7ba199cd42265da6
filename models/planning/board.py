"""The plan while it is being made: what is on it, what may still be put on it, and what each step is worth.

The value is the score of the plan less a fine for everything that must be and is not (a missed quota, a mentor seen too
seldom); so the best value is the best plan, and what is missing is named afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from models.planning.facts import Facts

FINE = 10_000
"""What one missing observation takes off: more than any wish may bring."""


class Seat(NamedTuple):
    """Somebody in a lesson in a week, by numbers."""

    observer: int
    lesson: int
    week: int


class Board:
    """A plan by numbers. `add` and `remove` keep the value; `blocked` says what hard rule is in the way."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        people, weeks = len(facts.people), facts.rules.weeks
        self.rules, self.people = facts.rules, people
        self.observed = [0] * people
        self.seen = [0] * people
        self.crossed = [0] * people
        self.in_week = [[0] * (weeks + 1) for _ in range(people)]
        self.at: list[dict[tuple[int, int], int]] = [{} for _ in range(people)]
        """By observer: the lesson seen in a slot and week."""
        self.pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
        """By observer and teacher: the lessons and weeks."""
        self.audience: dict[tuple[int, int], list[int]] = {}
        """By lesson and week: the observers."""
        self.fixed: set[Seat] = set()
        """What stays where it is."""
        self._tables()
        self.value = sum(self._observed[one][0] + self._seen[one][0] for one in range(people))
        self.value += sum(self._spread_of(one, week)[0] for one in range(people) for week in range(1, weeks + 1))
        self.value += sum(table[0] for pair, table in self._pair_tables.items())
        self.known = facts.known
        self.value -= self.regret()
        if facts.rules.cross_school.min_per_term:
            self.value += people * self._crossing[0]

    def _tables(self) -> None:
        """What a count is worth, for every count that there may be."""
        facts, rules, weights = self.facts, self.rules, self.rules.weights
        most = rules.weeks * max(rules.week_max, 1) + 64
        self._observed = [
            [
                -weights.quota * max(0, person.quota - n) - weights.most_gained * max(0, n - person.quota)
                for n in range(most + 2)
            ]
            for person in facts.people
        ]
        longest = min(self.people * max(rules.pair_max, rules.mentor_pair_max), 20_000) + 64
        kinds: dict[tuple[int, int], list[int]] = {}
        self._seen = []
        for teacher in range(self.people):
            kind = self.seen_least(teacher), facts.crowded_above[teacher]
            if kind not in kinds:
                kinds[kind] = [
                    -FINE * max(0, kind[0] - n) - weights.crowded_teacher * max(0, n - kind[1]) for n in range(longest)
                ]
            self._seen.append(kinds[kind])
        self._plain = [
            -(weights.repeat2 + weights.repeat3 * (n - 2)) if n >= 2 else 0 for n in range(rules.weeks * 7 + 2)
        ]
        self._mentoring = [0] * (rules.weeks * 7 + 2)
        self._pair_tables: dict[tuple[int, int], list[int]] = {}
        for pair, least in facts.demanded.items():
            usual = self._mentoring if facts.is_mentor_pair(*pair) else self._plain
            self._pair_tables[pair] = [worth - FINE * max(0, least - n) for n, worth in enumerate(usual)]
        cross = rules.cross_school
        self._crossing = [
            -FINE * (max(0, cross.min_per_term - n) + (max(0, n - cross.max_per_term) if cross.allowed else 0))
            for n in range(most + 2)
        ]
        self._spread: list[tuple[int, list[int], list[int]]] = []
        for one in range(self.people):
            over, low, high = facts.pace(one)
            inside = [-weights.spread * (max(0, n - high) + max(0, low - n)) for n in range(64)]
            outside = [-weights.spread * max(0, n - high) for n in range(64)]
            if high < 0:
                inside = outside = [0] * 64
            self._spread.append((over, inside, outside))
        least, price = rules.min_audience, weights.open_lesson
        self._opened = [0] + [-price - FINE * max(0, least - n) for n in range(1, 600)]

    def _spread_of(self, observer: int, week: int) -> list[int]:
        over, inside, outside = self._spread[observer]
        return inside if over >> week & 1 else outside

    def pair_worth(self, observer: int, teacher: int) -> list[int]:
        """What seeing the same teacher n times is worth, beyond what each observation brings."""
        table = self._pair_tables.get((observer, teacher))
        if table is not None:
            return table
        return self._mentoring if self.facts.is_mentor_pair(observer, teacher) else self._plain

    def regret(self) -> int:
        """What is lost with what people know already and that is not on the board."""
        lost = sum(self.at[one].get((self.facts.slot_of[lesson], week)) != lesson for one, lesson, week in self.known)
        return self.rules.weights.moved * lost

    def stays(self, seat: tuple[int, int, int]) -> bool:
        """Whether an observation is not moved for an even pace alone."""
        weights = self.rules.weights
        return seat in self.fixed or (seat in self.known and weights.moved > weights.spread)

    def must_meet(self) -> list[tuple[int, int]]:
        """The pairs of observer and teacher in which somebody has to see somebody."""
        return sorted(self._pair_tables)

    def seen_least(self, teacher: int) -> int:
        """How often a teacher must be observed."""
        return self.rules.observed_min if teacher in self.facts.shown_on_open_days else 0

    def missing(self) -> int:
        """How much of what must be is lacking."""
        lacking = sum(
            max(0, person.quota - self.observed[one]) + max(0, self.seen_least(one) - self.seen[one])
            for one, person in enumerate(self.facts.people)
        )
        for pair, worth in self._pair_tables.items():
            have = len(self.pairs.get(pair, ()))
            lacking += sum(worth[n + 1] - worth[n] >= FINE for n in range(have, len(worth) - 1))
        return lacking

    def seen_worth(self, teacher: int) -> list[int]:
        """What it is worth that a teacher is observed n times."""
        return self._seen[teacher]

    def observed_worth(self, observer: int) -> list[int]:
        """What it is worth that somebody observes n times."""
        return self._observed[observer]

    def spread_worth(self, observer: int, week: int) -> list[int]:
        """What it is worth that somebody observes n times in a week."""
        return self._spread_of(observer, week)

    def crossing_worth(self) -> list[int]:
        return self._crossing

    def pair_most(self, observer: int, teacher: int) -> int:
        mentoring = self.facts.is_mentor_pair(observer, teacher)
        return self.rules.mentor_pair_max if mentoring else self.rules.pair_max

    def step(self, observer: int, lesson: int, week: int, by: int, gain: int | None = None) -> int:
        """How the value changes when the observation is put on the plan (``by`` 1) or taken off (-1)."""
        teacher = self.facts.teacher_of[lesson]
        worth = self._observed[observer]
        n = self.observed[observer]
        change = worth[n + by] - worth[n]
        worth, n = self._seen[teacher], self.seen[teacher]
        change += worth[n + by] - worth[n]
        worth, n = self._spread_of(observer, week), self.in_week[observer][week]
        change += worth[n + by] - worth[n]
        worth, n = self.pair_worth(observer, teacher), len(self.pairs.get((observer, teacher), ()))
        change += worth[n + by] - worth[n]
        worth, n = self._opened, len(self.audience.get((lesson, week), ()))
        change += worth[n + by] - worth[n]
        if self.known and (observer, lesson, week) in self.known:
            change += by * self.rules.weights.moved
        if self.rules.cross_school.allowed and self.facts.is_cross(observer, teacher):
            worth, n = self._crossing, self.crossed[observer]
            change += worth[n + by] - worth[n]
        return change + by * (self.facts.gain(observer, lesson) if gain is None else gain)

    def add(self, observer: int, lesson: int, week: int, gain: int | None = None) -> None:
        self.value += self.step(observer, lesson, week, 1, gain)
        self._count(observer, lesson, week, 1)
        self.at[observer][self.facts.slot_of[lesson], week] = lesson
        teacher = self.facts.teacher_of[lesson]
        self.pairs.setdefault((observer, teacher), []).append((lesson, week))
        self.audience.setdefault((lesson, week), []).append(observer)

    def remove(self, observer: int, lesson: int, week: int, gain: int | None = None) -> None:
        self.value += self.step(observer, lesson, week, -1, gain)
        self._count(observer, lesson, week, -1)
        del self.at[observer][self.facts.slot_of[lesson], week]
        teacher = self.facts.teacher_of[lesson]
        self.pairs[observer, teacher].remove((lesson, week))
        self.audience[lesson, week].remove(observer)

    def _count(self, observer: int, lesson: int, week: int, by: int) -> None:
        teacher = self.facts.teacher_of[lesson]
        self.observed[observer] += by
        self.seen[teacher] += by
        self.in_week[observer][week] += by
        if self.facts.is_cross(observer, teacher):
            self.crossed[observer] += by

    def is_open_to(self, observer: int, lesson: int, week: int) -> bool:
        """Whether the observation may be put on the plan as it stands; the weeks of the option are the caller's."""
        if self.in_week[observer][week] >= self.rules.week_max:
            return False
        slot = self.facts.slot_of[lesson]
        if (slot, week) in self.at[observer]:
            return False
        audience = self.audience.get((lesson, week))
        if audience is not None and len(audience) >= self.facts.seats[lesson]:
            return False
        teacher = self.facts.teacher_of[lesson]
        pair = self.pairs.get((observer, teacher))
        if pair:
            if len(pair) >= self.pair_most(observer, teacher):
                return False
            if sum(one[1] == week for one in pair) >= self.rules.pair_week_max:
                return False
        return not self.rules.cross_school.allowed or self._has_time_to_travel(observer, lesson, week)

    def _has_time_to_travel(self, observer: int, lesson: int, week: int) -> bool:
        facts, cross = self.facts, self.rules.cross_school
        teacher = facts.teacher_of[lesson]
        crossing = facts.is_cross(observer, teacher)
        if crossing and self.crossed[observer] >= cross.max_per_term:
            return False
        slot = facts.slot_of[lesson]
        period, where = slot % self.rules.periods, facts.people[teacher].school
        for near in range(slot - cross.buffer, slot + cross.buffer + 1):
            if near == slot or not 0 <= period + near - slot < self.rules.periods:
                continue
            other = self.at[observer].get((near, week))
            if other is not None and facts.people[facts.teacher_of[other]].school != where:
                return False
        return True

    def seats(self) -> list[Seat]:
        """Everything on the plan, in a fixed order."""
        return sorted(
            Seat(observer, lesson, week) for observer, at in enumerate(self.at) for (_, week), lesson in at.items()
        )

    def seats_of(self, observer: int) -> list[Seat]:
        return sorted(Seat(observer, lesson, week) for (_, week), lesson in self.at[observer].items())

    def put(self, seats: Iterable[Seat]) -> None:
        """Put several on the plan and let them stay where they are."""
        for seat in seats:
            self.add(*seat)
            self.fixed.add(seat)
