"""Long chains: an observation comes to a better lesson or week of the same teacher while others make room in turn.

Whoever is in the way moves to another lesson or week that is as good, and so on, breadth first, so that the shortest
chain is found. Each observation is tried once in a search.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.planning.board import Board, Seat
from models.planning.watching import UNWATCHED, Watch
from models.planning.when import bits, even_out

_Step = tuple[Seat, Seat]
"""From where to where."""


class Chains:
    """Searches on one board, each among so many observations at the ``most``."""

    def __init__(self, board: Board, most: int = 400, watch: Watch = UNWATCHED) -> None:
        self.board, self.facts, self.most, self.watch = board, board.facts, most, watch

    def run(self, target: int, rounds: int = 3) -> None:
        """Better whatever is less gainful than it could be, until the value is ``target`` or nothing helps."""
        board = self.board
        for _ in range(rounds):
            before = board.value
            for observer in range(board.people):
                if not self.watch.go_on("bettering", board, target):
                    return
                for seat in board.seats_of(observer):
                    if board.value >= target:
                        return
                    loss = self._loss(seat) if self._may_move(seat) else 0
                    if loss and board.at[observer].get((self.facts.slot_of[seat.lesson], seat.week)) == seat.lesson:
                        _ = self.better(seat, board.value + loss) or self.better(seat, board.value + 1)
            if board.value == before:
                return

    def _loss(self, seat: Seat) -> int:
        """What the best lesson of the same teacher would bring more, or a week that is less full."""
        options = self._options(seat)
        if not options:
            return 0
        worth = self.board.spread_worth(seat.observer, seat.week)
        count = self.board.in_week[seat.observer][seat.week]
        crowded = max(0, worth[count - 1] - worth[count])
        return options[0][0] - self.facts.gain(seat.observer, seat.lesson) + crowded

    def better(self, seat: Seat, goal: int) -> bool:
        """Bring one observation to a better place so that the value reaches ``goal``."""
        options = self._options(seat)
        gain = self.facts.gain(seat.observer, seat.lesson)
        best = options[0][0]
        return self._search(seat, best if best > gain else gain, goal)

    def _options(self, seat: Seat) -> list[tuple[int, int, int]]:
        return self.facts.options[seat.observer].get(self.facts.teacher_of[seat.lesson], [])

    def _search(self, start: Seat, gain: int, goal: int) -> bool:
        came: dict[Seat, _Step | None] = {start: None}
        line = [(start, gain)]
        tried = 0
        for seat, least in line:
            for to in self._places(seat, least):
                blockers = self._blockers(seat, to)
                if blockers is None:
                    continue
                if not blockers:
                    tried += 1
                    if self._carry_out(seat, to, came, goal):
                        return True
                    if tried > 30:
                        return False
                    break
                for other in blockers:
                    if other not in came and len(came) < self.most and self._may_move(other):
                        came[other] = (seat, to)
                        line.append((other, self.facts.gain(other.observer, other.lesson)))
        return False

    def _may_move(self, seat: Seat) -> bool:
        return seat not in self.board.fixed

    def _places(self, seat: Seat, least: int) -> Iterable[Seat]:
        """Where the observation could be, at least that gainful, whoever is there now."""
        for gain, lesson, runs in self._options(seat):
            if gain < least:
                return
            for week in bits(runs):
                if (lesson, week) != (seat.lesson, seat.week):
                    yield Seat(seat.observer, lesson, week)

    def _blockers(self, seat: Seat, to: Seat) -> list[Seat] | None:
        """Those of whom any one must move for the observation to come there; [] where nobody must, None where one
        is not enough."""
        board, facts = self.board, self.facts
        observer, lesson, week = to
        at, slot = board.at[observer], facts.slot_of[lesson]
        sets: list[list[Seat]] = []
        there = at.get((slot, week))
        if there is not None and (there, week) != (seat.lesson, seat.week):
            sets.append([Seat(observer, there, week)])
        if week != seat.week:
            meeting = [
                Seat(observer, other, when)
                for other, when in board.pairs.get((observer, facts.teacher_of[lesson]), ())
                if when == week
            ]
            if len(meeting) >= board.rules.pair_week_max:
                sets.append(meeting)
            worth, count = board.spread_worth(observer, week), board.in_week[observer][week]
            if count >= board.rules.week_max or worth[count + 1] < worth[count]:
                sets.append([Seat(observer, other, week) for (_, when), other in at.items() if when == week])
        audience = board.audience.get((lesson, week), ())
        if len(audience) >= facts.seats[lesson] and not (lesson == seat.lesson and week == seat.week):
            sets.append([Seat(one, lesson, week) for one in audience])
        if not sets:
            return []
        common = set(sets[0]).intersection(*sets[1:])
        common.discard(seat)
        return sorted(common) or None

    def _carry_out(self, seat: Seat, to: Seat, came: dict[Seat, _Step | None], goal: int) -> bool:
        """Make the moves of a chain from its end; undo them all where the value does not reach the goal."""
        board = self.board
        chain: list[_Step] = [(seat, to)]
        while (step := came[chain[-1][0]]) is not None:
            chain.append(step)
        touched = sorted({step[0].observer for step in chain})
        old = {one: board.seats_of(one) for one in touched}
        for source, _ in chain:
            board.remove(*source)
        fits = True
        for _, target in chain:
            if not board.is_open_to(*target):
                fits = False
                break
            board.add(*target)
        if fits and board.value < goal:
            for one in touched:
                even_out(board, one)
        if fits and board.value >= goal:
            return True
        restore(board, old)
        return False


def restore(board: Board, old: dict[int, list[Seat]]) -> None:
    """Put the observers' observations back as they were."""
    for one, seats in old.items():
        kept = set(seats)
        for seat in board.seats_of(one):
            if seat not in kept:
                board.remove(*seat)
    for one, seats in old.items():
        there = set(board.seats_of(one))
        for seat in seats:
            if seat not in there:
                board.add(*seat)
