"""Who stands where: every obligation counted for everybody whom it binds, in every window of the term so far."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.actions.desk import Desk
from models.actions.owed.ground import SCHOOL, Events, Ground
from models.actions.owed.measures import GROUP, MEASURES, PERSON
from models.actions.owed.obligations import LetOff, obligations
from models.rules.obligations import (
    Event,
    Obligation,
    Pace,
    Window,
    applying,
    owed_of,
    pace,
    pace_of_each,
    percent_of,
    windows,
    worst,
)
from models.rules.rights import Scope


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody (a staff number), a group (its name) or the school ('') stands with one obligation: the ``paces`` of
    the windows of the term that have begun, in order, and the events that they are counted from."""

    obligation: Obligation
    who: str
    name: str
    group: str
    paces: tuple[Pace, ...]
    events: tuple[Event, ...]

    @property
    def state(self) -> str:
        """The state that needs looking at first; 'unmeasured' where nothing measures it."""
        found = worst(self.paces)
        return found.state if found else "unmeasured"

    @property
    def done(self) -> int:
        """What counts, of each window at most what it asks for."""
        return sum(min(one.done, one.number) for one in self.paces)

    @property
    def number(self) -> int:
        return sum(one.number for one in self.paces)

    @property
    def due(self) -> int:
        return sum(one.due for one in self.paces)

    @property
    def planned(self) -> int:
        return sum(one.planned for one in self.paces)

    @property
    def behind(self) -> int:
        """What should be there by now and is not."""
        return sum(one.behind for one in self.paces)

    @property
    def owes(self) -> bool:
        """Whether something should be done about it now."""
        return any(pace.owes for pace in self.paces)

    @property
    def is_own(self) -> bool:
        """Whether it is one person's, and no group's or school's."""
        measure = MEASURES.get(self.obligation.measure)
        return measure is not None and measure.about == PERSON

    @property
    def now(self) -> Pace | None:
        """The pace of the window that today lies in, or of the last one."""
        return self.paces[-1] if self.paces else None


class Progress:
    """All that is owed in the present term, as far as whoever is at the desk may see it. Make a new one after a change.

    Raises NotAllowed for who may see nothing of it.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        scope = desk.sight.ensure("progress")
        self._visible = None if scope is Scope.ALL else desk.sight.numbers(scope)
        term = desk.term
        self.ground = Ground(desk, term) if term else None
        self.obligations = obligations()
        self._counted: dict[str, Events] = {}
        self._let_off = LetOff()

    @cached_property
    def standings(self) -> list[Standing]:
        """Every standing: by obligation, then in the school's order."""
        if self.ground is None:
            return []
        found = []
        own = {number: applying(self.obligations, who) for number, who in self.ground.bound.items()}
        for one in self.obligations:
            about = MEASURES[one.measure].about if one.measure in MEASURES else ""
            if about == PERSON:
                found += [
                    self._standing(one, number, str(person["name"]), self.ground.group_of[number])
                    for person in self.ground.people
                    for number in [str(person["staff_no"])]
                    if one in own[number] and (self._visible is None or number in self._visible)
                ]
            elif about == GROUP:
                names = one.bound.split("|") if one.binds == "group" else self.ground.groups
                found += [self._standing(one, name, name, name) for name in names if name in self.ground.groups]
            else:
                found.append(self._standing(one, SCHOOL, self.desk.school_name, ""))
        return found

    def of(self, group: str | None = None, people: Collection[str] | None = None) -> list[Standing]:
        """The standings of one group with its members, or of the people of those staff numbers."""
        return [
            one
            for one in self.standings
            if group in (None, one.group) and (people is None or (one.who in people and one.is_own))
        ]

    def owed(self, group: str | None = None, people: Collection[str] | None = None) -> list[Standing]:
        """Of those, the ones about which something should be done now."""
        return [one for one in self.of(group, people) if one.owes]

    def _standing(self, one: Obligation, who: str, name: str, group: str) -> Standing:
        if one.measure not in MEASURES or self.ground is None:
            return Standing(one, who, name, group, (), ())
        events = self._events(one.measure).get(who, [])
        paces = tuple(self._pace(one, who, window, events) for window in self._windows(one.per))
        return Standing(one, who, name, group, paces, tuple(events))

    def _pace(self, one: Obligation, who: str, window: Window, events: Sequence[Event]) -> Pace:
        assert self.ground is not None
        measure = MEASURES[one.measure]
        away = self._let_off.spans(who, one)
        if one.per == "each":
            counted = [event for event in events if not any(_lies(event.day, span) for span in away)]
            return pace_of_each(counted, one.number, window, self.ground.today, one.warn_days)
        days = measure.days(self.ground, window)
        asked = percent_of(one.number, len(self.ground.people)) if one.unit == "percent" else one.number
        number = owed_of(asked, days, away)
        return pace(events, number, window, days, self.ground.today, one.warn_days, measure.most_a_day, measure.by_end)

    def _events(self, measure: str) -> Events:
        assert self.ground is not None
        if measure not in self._counted:
            self._counted[measure] = MEASURES[measure].count(self.ground)
        return self._counted[measure]

    def _windows(self, per: str) -> list[Window]:
        assert self.ground is not None
        if per not in self._of_kind:
            self._of_kind[per] = windows(per, self.ground.calendar, self.ground.today)
        return self._of_kind[per]

    @cached_property
    def _of_kind(self) -> dict[str, list[Window]]:
        return {}


def _lies(day: str, span: tuple[str, str]) -> bool:
    return span[0] <= day <= (span[1] or "9999")
