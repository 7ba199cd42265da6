"""When: the counts of how often become lessons and weeks, under seats, at an even pace."""

from __future__ import annotations

from models.planning.board import Board
from models.planning.facts import Option
from models.planning.often import HowOften


def place(board: Board, counts: HowOften) -> None:
    """Put what `how_often` counted on the board, each observer's most bound observations first."""
    order = sorted(range(board.people), key=lambda one: (_room(board, one), one))
    for observer in order:
        _place_one(board, observer, counts.more[observer])
    for observer in order:
        even_out(board, observer)


def _room(board: Board, observer: int) -> int:
    """How many lessons somebody could choose from: who has few goes first."""
    return sum(len(options) for options in board.facts.options[observer].values())


def _place_one(board: Board, observer: int, more: dict[int, int]) -> None:
    options = board.facts.options[observer]
    units = [(_freedom(options[teacher]), teacher) for teacher, count in sorted(more.items()) for _ in range(count)]
    for _, teacher in sorted(units):
        if (found := best_place(board, observer, options[teacher])) is not None:
            board.add(observer, *found)


def _freedom(options: list[Option]) -> int:
    """In how many weeks the best lessons of a teacher could be seen."""
    weeks = 0
    for gain, _, runs in options:
        if gain == options[0][0]:
            weeks |= runs
    return weeks.bit_count()


def best_place(board: Board, observer: int, options: list[Option]) -> tuple[int, int] | None:
    """The lesson and week that bring most now, of one teacher's lessons; of equals where most seats are free."""
    over, low, high = board.facts.pace(observer)
    counts = board.in_week[observer]
    below_low = below_high = 0
    for week, count in enumerate(counts):
        if count < low and over >> week & 1:
            below_low |= 1 << week
        if count < high or high < 0:
            below_high |= 1 << week
    penalty, price = board.rules.weights.spread, board.rules.weights.open_lesson
    best: tuple[int, int, int, int] | None = None
    chosen = -1
    for gain, lesson, runs in options:
        for weeks, bonus in (
            (runs & below_low, penalty),
            (runs & below_high & ~below_low, 0),
            (runs & ~below_high & ~below_low, -penalty),
        ):
            if not weeks or (best is not None and gain + bonus + price < best[0]):
                continue
            for week in bits(weeks):
                if board.is_open_to(observer, lesson, week):
                    load = len(board.audience.get((lesson, week), ()))
                    # Where lessons opened cost something, those that are open already fill up first.
                    company = price if load else 0
                    found = (gain + bonus + company, load if price else -load, -((week + observer * 3) % 17), week)
                    if best is None or found > best[:4]:
                        best, chosen = found, lesson
    return None if best is None else (chosen, best[3])


def bits(mask: int) -> list[int]:
    """The weeks of a mask, in order."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def even_out(board: Board, observer: int) -> None:
    """Move an observer's own observations along chains of weeks until every week has what an even pace asks for."""
    over, low, high = board.facts.pace(observer)
    counts = board.in_week[observer]
    for week in bits(over & board.facts.plannable):
        while counts[week] < low and _pull(board, observer, week, low):
            pass
    if high >= 0:
        for week in bits(board.facts.plannable):
            while counts[week] > high and _push(board, observer, week, high, over, low):
                pass


def _pull(board: Board, observer: int, week: int, low: int) -> bool:
    """Bring one observation into a week, from one that can spare it, over others if need be."""
    counts = board.in_week[observer]
    over = board.facts.pace(observer)[0]
    came: dict[int, tuple[int, int, int, int]] = {}
    line = [week]
    for to in line:
        for lesson, source in _moves(board, observer, to):
            if source == week or source in came:
                continue
            target = _target(board, observer, lesson, source, to)
            if target is None:
                continue
            came[source] = (lesson, target, to, source)
            if counts[source] > (low if over >> source & 1 else 0):
                return _carry_out(board, observer, source, week, came)
            line.append(source)
    return False


def _push(board: Board, observer: int, week: int, high: int, over: int, low: int) -> bool:
    """Take one observation out of a week that has too many, into one that has room."""
    for lesson, to_lesson, to in _ways_out(board, observer, week):
        if board.in_week[observer][to] < high:
            board.remove(observer, lesson, week)
            board.add(observer, to_lesson, to)
            return True
    return False


def _ways_out(board: Board, observer: int, week: int) -> list[tuple[int, int, int]]:
    found = []
    for (_, at), lesson in sorted(board.at[observer].items()):
        if at == week and not board.stays((observer, lesson, week)):
            for to in bits(board.facts.plannable & ~(1 << week)):
                target = _target(board, observer, lesson, week, to)
                if target is not None:
                    found.append((lesson, target, to))
    return found


def _moves(board: Board, observer: int, to: int) -> list[tuple[int, int]]:
    """The observer's observations in other weeks: lesson and week."""
    return [
        (lesson, week)
        for (_, week), lesson in sorted(board.at[observer].items())
        if week != to and not board.stays((observer, lesson, week))
    ]


def _target(board: Board, observer: int, lesson: int, week: int, to: int) -> int | None:
    """The lesson of the same teacher, as gainful, that could be seen in another week instead."""
    facts = board.facts
    options = facts.options[observer].get(facts.teacher_of[lesson], ())
    gain = next((one[0] for one in options if one[1] == lesson), None)
    if gain is None:
        return None
    board.remove(observer, lesson, week, gain)
    counts = board.in_week[observer]
    kept, counts[to] = counts[to], 0  # a chain frees the place that it takes
    found = next(
        (
            other
            for worth, other, runs in options
            if worth == gain and runs >> to & 1 and board.is_open_to(observer, other, to)
        ),
        None,
    )
    counts[to] = kept
    board.add(observer, lesson, week, gain)
    return found


def _carry_out(board: Board, observer: int, source: int, goal: int, came: dict[int, tuple[int, int, int, int]]) -> bool:
    """Walk the chain from the far end; each step is looked at again: earlier ones may have changed what it needs."""
    done: list[tuple[int, int, int, int]] = []
    chain = []
    while source != goal:
        chain.append(came[source])
        source = came[source][2]
    for lesson, target, to, week in reversed(chain):
        board.remove(observer, lesson, week)
        if not board.is_open_to(observer, target, to):
            board.add(observer, lesson, week)
            for old, new, new_week, old_week in reversed(done):
                board.remove(observer, new, new_week)
                board.add(observer, old, old_week)
            return False
        board.add(observer, target, to)
        done.append((lesson, target, to, week))
    return True
