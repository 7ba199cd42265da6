"""Betters a plan by short chains: one observation takes a better place, whoever is in the way finds another.

Every search is bounded by the number of places looked at, never by the clock, so the same plan comes out everywhere.
"""

from __future__ import annotations

from models.planning.board import Board, Seat
from models.planning.watching import UNWATCHED, Watch
from models.planning.when import bits, even_out

_DEEPEST = 3
_EVENING = 40
"""How many looks the moving of somebody's observations to an even pace is worth."""


class Lifting:
    """Chains over one board. ``looks`` is what may still be looked at in the present search, ``budget`` in all."""

    def __init__(
        self,
        board: Board,
        least: int = 0,
        mobile: frozenset[int] | None = None,
        budget: int = 400_000,
        watch: Watch = UNWATCHED,
        phase: str = "bettering",
    ) -> None:
        self.board, self.facts, self.watch, self.phase = board, board.facts, watch, phase
        self.mobile = mobile
        """Whose observations may move (None: everybody's)."""
        self.least, self.budget = least, budget
        self.looks = self._allowed = 0
        self.same = False
        """Whether nobody comes to see another teacher than before."""
        self.gain_of: list[dict[int, int]] = [
            {lesson: gain for options in by_teacher.values() for gain, lesson, _ in options}
            for by_teacher in self.facts.options
        ]

    def _allow(self, looks: int) -> None:
        """Begin a search that may look at so much, as far as the budget goes."""
        self.budget -= self._allowed - max(0, self.looks)
        self._allowed = self.looks = max(0, min(looks, self.budget))

    def lift(self, target: int, same: bool = False, rounds: int = 6, looks: int = 300, every: bool = False) -> None:
        """Better whatever is not as good as it could be by itself (or ``every`` observation), until the value is
        ``target`` or nothing helps; with ``same`` nobody comes to see another teacher than before."""
        board = self.board
        self.same = same
        for turn in range(rounds):
            before, lacking = board.value, board.missing() > self.least
            for observer in range(board.people):
                if self.mobile is not None and observer not in self.mobile:
                    continue
                if not self.watch.go_on(self.phase, board, target):
                    return
                if lacking:
                    self.fill(observer, looks << turn)
                for seat in board.seats_of(observer):
                    if board.value >= target:
                        return
                    movable = seat not in board.fixed and seat.lesson in self.gain_of[observer]
                    loss = self._loss(seat) if movable else 0
                    if movable and (loss or every) and self._is_there(seat):
                        self._allow(looks << turn)
                        self._replace(seat, board.value + (loss if same else 1))
            if board.value == before and turn:
                return

    def fill(self, observer: int, looks: int, depth: int = _DEEPEST) -> None:
        """Add what the observer still lacks; up to ``depth`` other observations may move for each."""
        board = self.board
        worth = board.observed_worth(observer)
        while worth[(n := board.observed[observer]) + 1] > worth[n]:
            if (best := self._best(observer)) is not None:
                board.add(*best)
                continue
            self._allow(looks)
            if not self._insert(observer, board.value + 1, depth, ()):
                return

    def _best(self, observer: int, only: int | None = None) -> Seat | None:
        """What brings most of all that could be added as the board stands; None where nothing brings anything."""
        board = self.board
        best, chosen = 0, None
        options = self.facts.options[observer]
        for teacher in options if only is None else (only,):
            for gain, lesson, runs in options[teacher]:
                for week in bits(runs):
                    if board.is_open_to(observer, lesson, week):
                        value = board.step(observer, lesson, week, 1, gain)
                        if value > best:
                            best, chosen = value, Seat(observer, lesson, week)
        return chosen

    def _meet(self, teacher: int, depth: int, pair: tuple[int, int] | None = None) -> None:
        """Have a teacher observed who is observed too seldom, by one person or by anybody."""
        board = self.board
        for observer in range(board.people) if pair is None else pair[:1]:
            if teacher not in self.facts.options[observer] or (self.mobile and observer not in self.mobile):
                continue
            for seat in (None, *board.seats_of(observer)):
                if seat is not None and (seat in board.fixed or seat.lesson not in self.gain_of[observer]):
                    continue
                goal = board.value + 1
                self._allow(300)
                if seat is not None:
                    board.remove(*seat)
                self.same = True
                done = self._insert(observer, goal, depth, () if seat is None else (seat,), teacher)
                self.same = False
                if done:
                    return
                if seat is not None:
                    board.add(*seat)

    def mend(self, depth: int = _DEEPEST) -> None:
        """Bring about what must be and is not: teachers observed too seldom, mentors and mentees who do not meet."""
        board = self.board
        if board.missing() <= self.least:
            return
        for teacher in range(board.people):
            worth = board.seen_worth(teacher)
            while worth[(n := board.seen[teacher]) + 1] > worth[n]:
                before = board.value
                self._meet(teacher, depth)
                if board.value == before:
                    break
        for pair in board.must_meet():
            worth = board.pair_worth(*pair)
            while worth[(n := len(board.pairs.get(pair, ()))) + 1] > worth[n]:
                before = board.value
                self._meet(pair[1], depth, pair)
                if board.value == before:
                    break

    def _is_there(self, seat: Seat) -> bool:
        at = self.board.at[seat.observer]
        return at.get((self.facts.slot_of[seat.lesson], seat.week)) == seat.lesson

    def _loss(self, seat: Seat) -> int:
        """What a better lesson of the same teacher, or a week that is less full, would bring."""
        options = self.facts.options[seat.observer][self.facts.teacher_of[seat.lesson]]
        board = self.board
        worth, count = board.spread_worth(seat.observer, seat.week), board.in_week[seat.observer][seat.week]
        return options[0][0] - self.gain_of[seat.observer][seat.lesson] + max(0, worth[count - 1] - worth[count])

    def _replace(self, seat: Seat, goal: int) -> bool:
        """Put something else in the place of one observation so that the value reaches ``goal``."""
        self.board.remove(*seat)
        if self._insert(seat.observer, goal, _DEEPEST, (seat,), self.facts.teacher_of[seat.lesson]):
            return True
        self.board.add(*seat)
        return False

    def _insert(self, observer: int, goal: int, depth: int, before: tuple[Seat, ...], only: int | None = None) -> bool:
        """One observation more for the observer, with whatever moves follow, so that the value reaches ``goal``; the
        board is as before where that fails."""
        board, facts = self.board, self.facts
        blocked: list[tuple[int, Seat]] = []
        worth, n = board.observed_worth(observer), board.observed[observer]
        base = board.value + worth[n + 1] - worth[n] + board.rules.weights.spread
        base += board.rules.weights.moved if board.known else 0
        for teacher in (only,) if self.same and only is not None else facts.options[observer]:
            options = facts.options[observer][teacher]
            pair = board.pairs.get((observer, teacher), ())
            if len(pair) >= board.pair_most(observer, teacher):
                continue
            worth = board.pair_worth(observer, teacher)
            hope = base + worth[len(pair) + 1] - worth[len(pair)]
            worth, n = board.seen_worth(teacher), board.seen[teacher]
            hope += worth[n + 1] - worth[n]
            for gain, lesson, runs in options:
                if hope + gain < goal:
                    break
                for week in bits(runs):
                    seat = Seat(observer, lesson, week)
                    if seat in before:
                        continue
                    self.looks -= 1
                    if self.looks < 0:
                        return False
                    if board.is_open_to(observer, lesson, week):
                        value = board.value + board.step(observer, lesson, week, 1, gain)
                        if value >= goal:
                            board.add(observer, lesson, week, gain)
                            return True
                        if self._with_pace(seat, gain, goal):
                            return True
                    blocked.append((hope + gain, seat))
        if depth == 0:
            return False
        blocked.sort(key=lambda one: -one[0])
        return any(self._push_in(seat, goal, depth, before) for _, seat in blocked[:40])

    def _with_pace(self, seat: Seat, gain: int, goal: int) -> bool:
        """Add it and move the observer's other observations to an even pace, if that reaches the goal."""
        board = self.board
        over, low, _ = board.facts.pace(seat.observer)
        counts = board.in_week[seat.observer]
        lacking = sum(counts[week] < low for week in bits(over & board.facts.plannable) if week != seat.week)
        hope = board.value + board.step(*seat, 1, gain)
        if not lacking or hope + 2 * board.rules.weights.spread < goal:
            return False
        self.looks -= _EVENING
        old = board.seats_of(seat.observer)
        board.add(*seat, gain)
        even_out(board, seat.observer)
        if board.value >= goal:
            return True
        self._restore(seat.observer, old)
        return False

    def _restore(self, observer: int, old: list[Seat]) -> None:
        now = self.board.seats_of(observer)
        for seat in now:
            if seat not in old:
                self.board.remove(*seat)
        for seat in old:
            if seat not in now:
                self.board.add(*seat)

    def _push_in(self, seat: Seat, goal: int, depth: int, before: tuple[Seat, ...]) -> bool:
        """Take the place from whoever has it, and find them another."""
        board = self.board
        for other in self._in_the_way(seat):
            if other in board.fixed or other in before or self.looks < 0:
                continue
            if self.mobile is not None and other.observer not in self.mobile:
                continue
            gain = self.gain_of[other.observer].get(other.lesson)
            if gain is None:
                continue
            best = self.facts.options[other.observer][self.facts.teacher_of[other.lesson]][0][0]
            value = board.value
            board.remove(*other, gain)
            lost = value - board.value
            if board.is_open_to(*seat):
                own = self.gain_of[seat.observer][seat.lesson]
                board.add(*seat, own)
                hope = board.value + lost + best - gain + 2 * board.rules.weights.spread
                if hope >= goal and self._insert(
                    other.observer, goal, depth - 1, (*before, other, seat), self.facts.teacher_of[other.lesson]
                ):
                    return True
                board.remove(*seat, own)
            board.add(*other, gain)
        return False

    def _in_the_way(self, seat: Seat) -> list[Seat]:
        """Single observations, any of which might make room for this one."""
        board, facts = self.board, self.facts
        observer, lesson, week = seat
        at = board.at[observer]
        found = []
        if (there := at.get((facts.slot_of[lesson], week))) is not None:
            found.append(Seat(observer, there, week))
        found += [
            Seat(observer, other, when)
            for other, when in board.pairs.get((observer, facts.teacher_of[lesson]), ())
            if when == week
        ]
        if not found:
            found += [Seat(observer, other, week) for (_, when), other in sorted(at.items()) if when == week]
        audience = board.audience.get((lesson, week), ())
        if len(audience) >= facts.seats[lesson]:
            found = found or [Seat(one, lesson, week) for one in sorted(audience)]
        return found
