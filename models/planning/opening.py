"""Which lessons to open how often, and who then sees them how often, where each lesson opened costs points: weeks left
out, this is a linear program, whose best value no plan can exceed.

Its solver is imported here alone and only now: a plan without a price has no need of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from models.planning.board import Board, Seat
from models.planning.fixed import FullLesson
from models.planning.flow import falling
from models.planning.pace import pace_of
from models.planning.program import Program, Solver

_ENDLESS = float("inf")
_MOST_COLUMNS = 600_000
"""Of a larger county no program is made: it would take minutes."""
_NEAR = 12
"""Points that whole numbers of openings may be from their best."""


@dataclass(frozen=True)
class Opening:
    """``bound`` is a value that no plan exceeds; ``seen`` says by observer and lesson how often it is seen where few
    lessons are opened: nearly the best, in whole numbers."""

    bound: int
    seen: dict[tuple[int, int], int]
    attend: frozenset[Seat] = frozenset()
    """Who had best come to the lessons of groups that have too few seats."""


def best_opening(board: Board, rounded: bool = True, full: Sequence[FullLesson] = ()) -> Opening | None:
    """What is best beside what is on the board; None where the solver is not installed or the school is too large.
    Not ``rounded`` only the bound can be relied on. Of the members of ``full`` lessons as many come as have seats."""
    program = Program()
    often, seen, attend = _write(board, program, full)
    solver = Solver.of(program) if len(program.brings) <= _MOST_COLUMNS else None
    if solver is None or not solver.solve():
        return None
    bound = board.value + board.regret() + floor(solver.best + 0.01)
    if rounded:
        _round(solver, list(often.values()))
    values = solver.values
    seated: list[Seat] = []
    for one in full:
        places = [Seat(member, one.lesson, one.week) for member in one.members]
        seated += sorted(places, key=lambda place: (-values[attend[place]], place))[: one.seats]
    return Opening(
        bound,
        {pair: floor(values[one] + 1e-6) for pair, one in seen.items() if values[one] > 1 - 1e-6},
        frozenset(seated),
    )


def _round(solver: Solver, columns: list[int]) -> None:
    """Come to whole numbers of openings next to those that are best; the visits become whole along with them."""
    for one in columns:
        value = solver.values[one]
        solver.limit(one, floor(value + 1e-6), ceil(value - 1e-6))
    if solver.solve_whole([one for one in columns if solver.high[one]], _NEAR):
        for one in columns:
            solver.limit(one, round(solver.values[one]), round(solver.values[one]))
        solver.solve()


def _write(
    board: Board, program: Program, full: Sequence[FullLesson]
) -> tuple[dict[int, int], dict[tuple[int, int], int], dict[Seat, int]]:
    """The columns of lessons opened, of observers in lessons, and of members in full lessons of groups."""
    facts, price = board.facts, board.rules.weights.open_lesson
    weeks_of = [(runs & facts.plannable).bit_count() for runs in facts.runs]
    already: dict[int, int] = {}
    room = [seats * weeks for seats, weeks in zip(facts.seats, weeks_of, strict=True)]
    for (lesson, week), there in board.audience.items():
        if there and (facts.runs[lesson] & facts.plannable) >> week & 1:
            already[lesson] = already.get(lesson, 0) + 1
            room[lesson] -= len(there)
    often: dict[int, int] = {}
    comers: dict[int, list[int]] = {}
    watchers: dict[int, list[int]] = {}
    seen: dict[tuple[int, int], int] = {}
    attend: dict[Seat, int] = {}
    for one in full:
        room[one.lesson] -= one.seats
        places = [Seat(member, one.lesson, one.week) for member in one.members]
        attend |= {place: program.column(facts.gain(place.observer, one.lesson), 1) for place in places}
        program.row(one.seats, one.seats, ([attend[place] for place in places], 1))
        watchers.setdefault(facts.teacher_of[one.lesson], []).extend(attend[place] for place in places)
    for observer in range(board.people):
        own = {place: column for place, column in attend.items() if place.observer == observer}
        for teacher, found in _columns_of(board, program, observer, own, {one[:2] for one in full}).items():
            watchers.setdefault(teacher, []).extend(found.values())
            for lesson, column in found.items():
                seen[observer, lesson] = column
                comers.setdefault(lesson, []).append(column)
                if price and lesson not in often:
                    often[lesson] = program.column(-price, weeks_of[lesson] - already.get(lesson, 0))
                if price:
                    program.row(-_ENDLESS, already.get(lesson, 0), ([column], 1), ([often[lesson]], -1))
    for lesson, columns in comers.items():
        seats = facts.seats[lesson]
        if seats >= board.people:
            continue
        if price:
            closed = weeks_of[lesson] - already.get(lesson, 0)
            program.row(-_ENDLESS, room[lesson] - seats * closed, (columns, 1), ([often[lesson]], -seats))
        else:
            program.row(-_ENDLESS, room[lesson], (columns, 1))
    for teacher, columns in watchers.items():
        worth, have = board.seen_worth(teacher), board.seen[teacher]
        counts = program.steps([worth[have + n + 1] - worth[have + n] for n in range(len(worth) - have - 1)])
        program.row(0, 0, (columns, 1), (counts, -1))
    return often, seen, attend


def _columns_of(
    board: Board, program: Program, observer: int, attend: Mapping[Seat, int], full: Collection[tuple[int, int]]
) -> dict[int, dict[int, int]]:
    """One observer's columns by teacher and lesson, under what binds them, with those of ``full`` lessons to which they
    may ``attend``."""
    facts, rules, pace = board.facts, board.rules, pace_of(board, observer)
    found: dict[int, dict[int, int]] = {}
    in_slot: dict[int, list[int]] = {}
    weeks_in: dict[int, int] = {}
    crossing: list[int] = []
    own = list(attend.values())
    for place, column in attend.items():
        slot = facts.slot_of[place.lesson]
        in_slot.setdefault(slot, []).append(column)
        weeks_in[slot] = weeks_in.get(slot, 0) | 1 << place.week
    for teacher, options in facts.options[observer].items():
        pair = board.pairs.get((observer, teacher), ())
        most = board.pair_most(observer, teacher) - len(pair)
        weeks = pace.free_weeks
        for _, week in pair if rules.pair_week_max == 1 else ():
            weeks &= ~(1 << week)
        columns: dict[int, int] = {}
        for gain, lesson, runs in options if most > 0 else ():
            slot = facts.slot_of[lesson]
            for _, week in (one for one in full if one[0] == lesson):
                runs &= ~(1 << week)
            if times := (runs & weeks).bit_count():
                columns[lesson] = program.column(gain, min(times, most))
                in_slot.setdefault(slot, []).append(columns[lesson])
                weeks_in[slot] = weeks_in.get(slot, 0) | runs & weeks
        if not columns:
            continue
        found[teacher] = columns
        changes = falling(board.pair_worth(observer, teacher), len(pair), most)
        there = [column for place, column in attend.items() if facts.teacher_of[place.lesson] == teacher]
        changes += changes[-1:] * (len(there) - most)  # the lessons of groups may exceed the limit, others not
        both = [*columns.values(), *there]
        if any(changes) or sum(program.most[column] for column in both) > most:
            program.row(0, 0, (both, 1), (program.steps(changes), -1))
        if rules.cross_school.allowed and facts.is_cross(observer, teacher):
            crossing += columns.values()
    own += [column for columns in found.values() for column in columns.values()]
    if own:
        worth, have = board.observed_worth(observer), board.observed[observer]
        # Neither do those of groups ask whether a week is full already.
        evening = (*pace.evening, *(pace.evening[-1:] or (rules.weights.spread,)) * len(attend))
        steps = [worth[have + n + 1] - worth[have + n] + evening[n] for n in range(len(evening))]
        program.row(0, 0, (own, 1), (program.steps(steps), -1))
        on_open: list[int] = []
        for slot, columns_in in in_slot.items():
            program.row(-_ENDLESS, weeks_in[slot].bit_count(), (columns_in, 1))
            on_open += columns_in if slot // rules.periods + 1 in rules.open_days else []
        program.row(-_ENDLESS, pace.most_open + len(attend), (on_open, 1))
    if crossing:
        program.row(-_ENDLESS, rules.cross_school.max_per_term - board.crossed[observer], (crossing, 1))
    return found
