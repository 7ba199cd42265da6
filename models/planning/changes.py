"""Plans again after something has changed, with the fewest changes: what is still possible stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.planning.values import Entry, Given, GroupLesson
from models.planning.board import Board
from models.planning.facts import Facts
from models.planning.fixed import fix, seat_of, why_blocked
from models.planning.lifting import Lifting
from models.planning.often import how_often
from models.planning.plan import Plan, finished, in_time, merged, parts
from models.planning.watching import UNWATCHED, Watch

_LOOKS = 4_000


@dataclass(frozen=True)
class Change:
    """A new plan beside the old one. ``moved`` are pairs of an old entry and what its observer does instead, ``broken``
    the old entries that cannot be any more; where more moved than were broken, a quota could not be kept otherwise."""

    plan: Plan
    kept: int
    moved: tuple[tuple[Entry, Entry], ...]
    new: tuple[Entry, ...]
    dropped: tuple[Entry, ...]
    broken: tuple[Entry, ...]

    @property
    def moved_for_others(self) -> int:
        """How many entries changed that were still possible."""
        return max(0, len(self.moved) + len(self.dropped) - len(self.broken))


def replan(given: Given, old: Iterable[Entry], from_week: int, first_day: int = 1, watch: Watch = UNWATCHED) -> Change:
    """The plan after a change of what is ``given``; weeks before ``from_week`` and the days of that week before
    ``first_day`` are history and never move.

    First only what broke finds another place, all else where it is; then one entry may move for another, then two; as
    soon as nothing lacks that need not lack, it is done.
    """
    entries = sorted(set(old), key=in_time)
    each = parts(given)
    if len(each) == 1:
        found = [_replan(given, entries, (from_week, first_day), watch)]
    else:
        found = []
        watch.expect(len(each))
        for part in each:
            ids = {person.id for person in part.people}
            own = [entry for entry in entries if entry.observer in ids]
            found.append(_replan(part, own, (from_week, first_day), watch))
    plan = merged([one for one, _ in found])
    return compared(plan, entries, tuple(entry for _, broken in found for entry in broken))


def compared(plan: Plan, old: Sequence[Entry], broken: tuple[Entry, ...] = ()) -> Change:
    """What is different in a plan from what was before."""
    before, after = set(old), set(plan.entries)
    gone, come = sorted(before - after, key=in_time), sorted(after - before, key=in_time)
    moved = []
    for alike in (lambda a, b: a.teacher == b.teacher, lambda a, b: a.week == b.week, lambda a, b: True):
        for entry in list(gone):
            found = next((one for one in come if one.observer == entry.observer and alike(entry, one)), None)
            if found is not None:
                moved.append((entry, found))
                gone.remove(entry)
                come.remove(found)
    moved.sort(key=lambda pair: in_time(pair[0]))
    return Change(plan, len(before & after), tuple(moved), tuple(come), tuple(gone), broken)


def _replan(given: Given, old: Sequence[Entry], now: tuple[int, int], watch: Watch) -> tuple[Plan, list[Entry]]:
    watch.begin()
    past = [entry for entry in old if entry[1:3] < now]
    given, outside = _without_lessons(given, past)
    facts = Facts(given, range(now[0], given.rules.weeks + 1), now[1])
    board = Board(facts)
    board.put(seat for entry in past if entry not in outside and (seat := seat_of(facts, entry)) is not None)
    fixed = fix(board, [pin for pin in given.pins if pin[1:3] >= now], _ahead(given, now))
    before = _after_fixing(board)
    broken = []
    for entry in old:
        if entry[1:3] < now or (seat := seat_of(facts, entry)) in board.fixed:
            continue
        if seat is None or why_blocked(board, entry):
            broken.append(entry)
        else:
            board.add(*seat)
    counts = how_often(before)
    hit = {facts.number[entry.observer] for entry in broken if entry.observer in facts.number}
    if watch.go_on("placing", board, counts.bound):
        _mend(board, counts.missing, hit, watch)
    found = finished(board, counts.bound, fixed)
    watch.ready(found.score, found.missing, found.bound)
    return replace(found, entries=tuple(sorted({*found.entries, *outside}, key=in_time))), broken


def _ahead(given: Given, now: tuple[int, int]) -> list[GroupLesson]:
    return [lesson for lesson in given.group_lessons if lesson[1:3] >= now]


def _after_fixing(board: Board) -> Board:
    """Another board with what is fixed on this one."""
    other = Board(board.facts)
    other.put(sorted(board.fixed))
    return other


def _without_lessons(given: Given, past: Sequence[Entry]) -> tuple[Given, set[Entry]]:
    """The entries of the past that fit no lesson any more: they stay as they are, and the quotas are less by them."""
    facts = Facts(given)
    outside: set[Entry] = set()
    taken: set[tuple[str, int, int, int]] = set()
    for entry in past:
        time = entry[:4]
        if time in taken or seat_of(facts, entry) is None:
            outside.add(entry)
        taken.add(time)
    less = Counter(entry.observer for entry in outside)
    people = tuple(replace(one, quota=max(0, one.quota - less[one.id])) for one in given.people)
    return (replace(given, people=people) if outside else given), outside


def _mend(board: Board, least: int, hit: set[int], watch: Watch) -> None:
    """Find places for what is lacking: those who were hit first, and more moves only where fewer do not do."""
    for depth in range(4):
        for mobile in (frozenset(hit), None) if depth else (None,):
            if board.missing() <= least or watch.stopped:
                return
            lifting = Lifting(board, least, mobile, watch=watch)
            for observer in sorted(range(board.people), key=lambda one: (one not in hit, one)):
                lifting.fill(observer, _LOOKS, depth)
            if depth:
                lifting.mend(depth - 1)
