"""When, where few lessons are opened: each opening has its audience, and whole openings move between weeks until
everybody in them has the time, at an even pace."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.planning.board import Board
from models.planning.watching import UNWATCHED, Watch
from models.planning.when import bits

_CANNOT = 40
"""What somebody who cannot be there then weighs, beside points."""
_WARM, _COLD = 3.0, 0.3
"""Points that may be lost in a step, at the beginning and at the end."""


@dataclass(eq=False)
class Sitting:
    """One opening of a lesson: the ``seats`` that are left, who comes, and in which week (0: not yet). One that is open
    already ``stays`` in its week."""

    lesson: int
    seats: int
    week: int = 0
    stays: bool = False
    audience: list[int] = field(default_factory=list)


def seat(
    board: Board,
    seen: Mapping[tuple[int, int], int],
    chance: random.Random,
    steps: int,
    bound: int,
    watch: Watch = UNWATCHED,
) -> None:
    """Put on the board, by observer and lesson, as often as ``seen`` says, in as few openings as do; who cannot come
    to any is left out."""
    sittings = _Sittings(board, seen, chance)
    sittings.begin()
    for step in range(steps if sittings.all else 0):
        if step % 1000 == 0 and not watch.go_on("placing", board, bound):
            break
        sittings.settle(_WARM * (_COLD / _WARM) ** (step / steps))
    for one in sittings.all:
        for observer in sorted(one.audience):
            if sittings.runs[observer, one.lesson] >> one.week & 1 and board.is_open_to(observer, one.lesson, one.week):
                board.add(observer, one.lesson, one.week)


class _Sittings:
    def __init__(self, board: Board, seen: Mapping[tuple[int, int], int], chance: random.Random) -> None:
        self.board, self.facts, self.chance = board, board.facts, chance
        self.in_week = [list(counts) for counts in board.in_week]
        self.at: list[Counter[tuple[int, int]]] = [Counter(at) for at in (dict.fromkeys(at, 1) for at in board.at)]
        self.meets = Counter((*pair, week) for pair, several in sorted(board.pairs.items()) for _, week in several)
        self.runs = {
            (observer, lesson): runs
            for observer, by_teacher in enumerate(self.facts.options)
            for options in by_teacher.values()
            for _, lesson, runs in options
        }
        self.of: dict[int, list[Sitting]] = {}
        self.several: list[Sitting] = []
        """The openings of lessons that have others."""
        self._split(seen)
        self.all = [one for several in self.of.values() for one in several if one.audience]
        self.weeks = {lesson: bits(self.facts.runs[lesson] & self.facts.plannable) for lesson in self.of}

    def _split(self, seen: Mapping[tuple[int, int], int]) -> None:
        """Audiences for as few openings of each lesson as do."""
        comers: dict[int, list[tuple[int, int]]] = {}
        for (observer, lesson), count in sorted(seen.items()):
            comers.setdefault(lesson, []).append((count, observer))
        for (lesson, week), there in sorted(self.board.audience.items()):
            left = self.facts.seats[lesson] - len(there)
            if there and left > 0 and lesson in comers:
                self.of.setdefault(lesson, []).append(Sitting(lesson, left, week, stays=True))
        for lesson, several in sorted(comers.items()):
            openings, seats = self.of.setdefault(lesson, []), self.facts.seats[lesson]
            total = sum(count for count, _ in several) - sum(one.seats for one in openings)
            number = max(max(several)[0] - len(openings), -(-total // seats))
            openings += [Sitting(lesson, seats) for _ in range(number)]
            for count, observer in sorted(several, reverse=True):
                for one in sorted(openings, key=lambda one: len(one.audience) - one.seats)[:count]:
                    if len(one.audience) < one.seats:
                        one.audience.append(observer)
                        if one.week:
                            self._change(observer, one, 1)

    def begin(self) -> None:
        """Give every opening the week that suits its audience best then, the fullest first."""
        for one in sorted(self.all, key=lambda one: (-len(one.audience), one.lesson)):
            taken = {other.week for other in self.of[one.lesson]}
            weeks = [week for week in self.weeks[one.lesson] if week not in taken]
            if weeks and not one.stays:
                one.week = min(weeks, key=lambda week: sum(self._cost(o, one.lesson, week) for o in one.audience))
                for observer in one.audience:
                    self._change(observer, one, 1)
        self.all = [one for one in self.all if one.week]
        self.several = [one for one in self.all if len(self.of[one.lesson]) > 1]

    def settle(self, warmth: float) -> None:
        """One step: an opening goes to another week, or somebody to another opening of the lesson."""
        chance = self.chance.random
        if self.several and chance() < 0.3:
            one = self.several[int(chance() * len(self.several))]
            openings = self.of[one.lesson]
            other = openings[int(chance() * len(openings))]
            if other is not one and other.week and one.audience:
                self._change_over(one, other, one.audience[int(chance() * len(one.audience))], warmth)
            return
        one = self.all[int(chance() * len(self.all))]
        weeks = self.weeks[one.lesson]
        to = weeks[int(chance() * len(weeks))]
        if not one.stays and not any(other.week == to for other in self.of[one.lesson]):
            for observer in one.audience:
                self._change(observer, one, -1)
            cost = sum(
                self._cost(each, one.lesson, to) - self._cost(each, one.lesson, one.week) for each in one.audience
            )
            if self._pays(cost, warmth):
                one.week = to
            for observer in one.audience:
                self._change(observer, one, 1)

    def _pays(self, cost: int, warmth: float) -> bool:
        return cost <= 0 or self.chance.random() < math.exp(-cost / warmth)

    def _change_over(self, one: Sitting, other: Sitting, observer: int, warmth: float) -> None:
        """Let somebody go to another opening, alone or in exchange for somebody there."""
        if observer in other.audience:
            return
        guests = [guest for guest in other.audience if guest not in one.audience]
        guest = guests[int(self.chance.random() * len(guests))] if guests else None
        if len(other.audience) < other.seats and self.chance.random() < 0.5:
            guest = None
        elif guest is None:
            return
        cost = -self._leave(one, observer)
        cost += self._cost(observer, other.lesson, other.week)
        self._come(other, observer)
        if guest is not None:
            cost -= self._leave(other, guest)
            cost += self._cost(guest, one.lesson, one.week)
            self._come(one, guest)
        if not self._pays(cost, warmth):
            if guest is not None:
                self._leave(one, guest)
                self._come(other, guest)
            self._leave(other, observer)
            self._come(one, observer)

    def _leave(self, one: Sitting, observer: int) -> int:
        """Take somebody out of an audience: what it weighed that they were there."""
        one.audience.remove(observer)
        self._change(observer, one, -1)
        return self._cost(observer, one.lesson, one.week)

    def _come(self, one: Sitting, observer: int) -> None:
        one.audience.append(observer)
        self._change(observer, one, 1)

    def _cost(self, observer: int, lesson: int, week: int) -> int:
        """What it weighs that somebody comes to the lesson then."""
        board, facts = self.board, self.facts
        if not self.runs[observer, lesson] >> week & 1:
            return _CANNOT
        worth, count = board.spread_worth(observer, week), self.in_week[observer][week]
        clashes = (count >= board.rules.week_max) + (self.at[observer][facts.slot_of[lesson], week] > 0)
        clashes += self.meets[observer, facts.teacher_of[lesson], week] >= board.rules.pair_week_max
        return worth[count] - worth[count + 1] + _CANNOT * clashes

    def _change(self, observer: int, one: Sitting, by: int) -> None:
        self.in_week[observer][one.week] += by
        self.at[observer][self.facts.slot_of[one.lesson], one.week] += by
        self.meets[observer, self.facts.teacher_of[one.lesson], one.week] += by
