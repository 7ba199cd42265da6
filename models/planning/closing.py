"""Opens fewer lessons where each opened one costs points: whoever is in a thinly attended one joins others."""

from __future__ import annotations

from models.planning.board import Board, Seat
from models.planning.watching import UNWATCHED, Watch
from models.planning.when import bits


class Closing:
    """Closes lessons on one board as long as that brings anything and ``looks`` last."""

    def __init__(self, board: Board, looks: int, bound: int, watch: Watch = UNWATCHED) -> None:
        self.board, self.looks, self.bound, self.watch = board, looks, bound, watch

    def run(self) -> None:
        better = True
        while better and self.looks > 0:
            better = False
            opened = sorted((len(there), time) for time, there in self.board.audience.items() if there)
            for _, time in opened:
                better |= self._close(*time)
            for observer in range(self.board.people):
                for seat in self.board.seats_of(observer):
                    better |= self._move([seat])

    def _close(self, lesson: int, week: int) -> bool:
        """Send everybody in a lesson elsewhere, if the plan is better so."""
        return self._move([Seat(one, lesson, week) for one in sorted(self.board.audience[lesson, week])])

    def _move(self, seats: list[Seat]) -> bool:
        board = self.board
        if self.looks <= 0 or not seats or not self.watch.go_on("bettering", board, self.bound):
            return False
        if any(seat in board.fixed for seat in seats):
            return False
        before = board.value
        for seat in seats:
            board.remove(*seat)
        come = []
        for seat in seats:
            best = self._best(seat.observer, seats[0])
            if best is not None:
                board.add(*best)
                come.append(best)
        if board.value > before:
            return True
        for seat in come:
            board.remove(*seat)
        for seat in seats:
            board.add(*seat)
        return False

    def _best(self, observer: int, closed: Seat) -> Seat | None:
        """What brings the observer most, in other lessons than the closed one."""
        board, facts = self.board, self.board.facts
        spread = board.rules.weights.spread
        worth, n = board.observed_worth(observer), board.observed[observer]
        base = worth[n + 1] - worth[n] + spread + (board.rules.weights.moved if board.known else 0)
        best, chosen = 0, None
        for teacher, options in facts.options[observer].items():
            have = len(board.pairs.get((observer, teacher), ()))
            if have >= board.pair_most(observer, teacher):
                continue
            worth = board.pair_worth(observer, teacher)
            hope = base + worth[have + 1] - worth[have]
            for gain, lesson, runs in options:
                if hope + gain <= best:
                    break
                for week in bits(runs):
                    self.looks -= 1
                    if (lesson, week) != closed[1:] and board.is_open_to(observer, lesson, week):
                        value = board.step(observer, lesson, week, 1, gain)
                        if value > best:
                            best, chosen = value, Seat(observer, lesson, week)
        return chosen
