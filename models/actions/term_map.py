"""Who observes when: the term week by week, for the school, its groups and everybody, beside the pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.words import t
from models.actions.desk import Desk
from models.actions.observing_summaries import distinct_name, seen_standings
from models.actions.open_days import OPEN_WEEKDAY
from models.actions.open_lessons import observed_in_term
from models.actions.standing import Standing
from models.actions.teaching import calendar_of
from models.rules.term_map import WeekCount, by_week, mean_of


@dataclass(frozen=True, slots=True)
class MapRow:
    """The school, a group or a person: ``cells`` are lessons a week (means a head for several people), ``ahead`` says
    in which of the weeks some of them are only planned. ``counted``, ``quota`` and ``due`` are a head too."""

    label: str
    people: int
    cells: tuple[float, ...]
    ahead: tuple[bool, ...]
    counted: float
    quota: float
    due: float
    told: str

    @property
    def is_person(self) -> bool:
        return self.people == 1


@dataclass(frozen=True, slots=True)
class TermMap:
    """``weeks`` of the term, ``open_weeks`` those with an open day, ``now`` the present week; 0 outside the term."""

    weeks: tuple[int, ...]
    open_weeks: frozenset[int]
    now: int
    rows: tuple[MapRow, ...]


def term_map(desk: Desk, group: str | None = None, behind_first: bool = False) -> TermMap:
    """As far as the person may see the others. Raises NotAllowed for somebody who may see nobody's."""
    people = seen_standings(desk, group)
    term = desk.term
    if term is None:
        return TermMap((), frozenset(), 0, ())
    calendar = calendar_of(term)
    weeks = tuple(range(1, calendar.weeks + 1))
    counted = by_week(observed_in_term(desk), calendar)
    groups = [name for name in desk.groups() if any(one.group == name for one in people)]
    rows = [] if group or len(people) < 2 else [_mean_row(t("standing.everybody"), people, counted, weeks)]
    rows += [_mean_row(name, [one for one in people if one.group == name], counted, weeks) for name in groups]
    ordered = sorted(people, key=lambda one: -one.tally.behind) if behind_first else people
    rows += [_own_row(desk, one, counted.get(one.staff_no, {}), weeks) for one in ordered]
    return TermMap(
        weeks,
        frozenset(calendar.week_of(day) for day in calendar.open_days(OPEN_WEEKDAY)),
        calendar.week_of(desk.today) if calendar.holds(desk.today) else 0,
        tuple(rows),
    )


def _own_row(desk: Desk, one: Standing, counts: dict[int, WeekCount], weeks: Sequence[int]) -> MapRow:
    tally, own = one.tally, [counts.get(week, WeekCount()) for week in weeks]
    facts = {"counted": tally.counted, "quota": tally.quota, "planned": tally.planned, "owing": tally.owing_forms}
    told = t("term_map.person", group=one.group, forecast=one.forecast, **facts)
    return MapRow(
        distinct_name(desk, one.staff_no),
        1,
        tuple(count.total for count in own),
        tuple(count.planned > 0 for count in own),
        tally.counted,
        tally.quota,
        tally.due,
        told,
    )


def _mean_row(
    label: str, people: Sequence[Standing], counted: dict[str, dict[int, WeekCount]], weeks: Sequence[int]
) -> MapRow:
    own = [counted.get(one.staff_no, {}) for one in people]
    size = len(people)
    behind = sum(one.tally.behind > 0 for one in people)
    owing = sum(one.tally.owing_forms for one in people)
    return MapRow(
        label,
        size + (size == 1),  # a group of one is a group all the same
        tuple(mean_of(own, weeks)),
        tuple(any(one.get(week, WeekCount()).planned for one in own) for week in weeks),
        sum(one.tally.counted for one in people) / size,
        sum(one.tally.quota for one in people) / size,
        sum(one.tally.due for one in people) / size,
        t("term_map.group", people=size, behind=behind, owing=owing),
    )
