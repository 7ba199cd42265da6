"""The week of one class, teacher or room in words: for the screen, for paper and for other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data.formats.week_paper import WeekLine, WeekPaper
from data.words import t
from models.actions.clashing import clash_sentence, is_grave
from models.actions.desk import Desk
from models.actions.registers.teaching import day_in_term, term_on
from models.actions.registers.week_matrix import class_heading, weekday_short
from models.actions.teaching import bells, slots
from models.registers.choosing import label_of
from models.registers.column import People, Person
from models.registers.lesson_text import short_labels
from models.registers.persons import show_person
from models.rules.bells import periods_of
from models.rules.classes import class_code, class_label
from models.rules.names import find_people
from models.rules.slots import Clash, Slot, clashes, shared_rooms
from models.rules.week_grid import WeekGrid, is_of, week_grid

_WEEKS = {"odd": "teaching.in_odd", "even": "teaching.in_even"}
_USUAL_PERIODS = 6
_MOST = 9


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose week: ``kind`` of `week_grid.KINDS`, the code, number or name by which it is known, and its words."""

    kind: str
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class CellWords:
    """One cell: the lines of its lessons, the same in short words, and what is wrong with it, the graver first; '' for
    nothing."""

    lines: tuple[str, ...]
    brief: tuple[str, ...]
    problem: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class WeekInWords:
    """``times`` has the clock times of each period, '' where grades differ."""

    whose: Whose
    day: date
    grid: WeekGrid
    cells: Mapping[tuple[int, int], CellWords]
    times: Mapping[int, str]


class Weeks:
    """Everybody's week as it is on one day (None: today, or the nearest day of its term). Make a new one after somebody
    has written. Raises NotAllowed for somebody who may not see the timetable."""

    def __init__(self, desk: Desk, day: date | None = None) -> None:
        desk.sight.ensure("timetable")
        self.desk = desk
        self.day = day or day_in_term(desk.today)

    @cached_property
    def slots(self) -> Sequence[Slot]:
        """The lessons in force that day, those without a teacher among them."""
        iso = self.day.isoformat()
        return [slot for slot in slots(self.desk.today, incomplete=True) if slot.lasts_until(iso)]

    @cached_property
    def clashes(self) -> Sequence[Clash]:
        return clashes(self.slots, shared_rooms(slot.room for slot in self.slots))

    def all_of(self, kind: str) -> list[Whose]:
        """Every class, teacher or room that has lessons, in the school's order."""
        if kind == "class":
            found = {slot.class_code for slot in self.slots}
            choices = self.desk.lists.choices("class")
            return [Whose(kind, choice.code, choice.label) for choice in choices if choice.code in found]
        if kind == "teacher":
            found = {slot.teacher for slot in self.slots}
            return [self._person(person) for person in self.desk.lists.people() if person.staff_no in found]
        return [Whose(kind, room, room) for room in sorted({slot.room for slot in self.slots} - {""})]

    def meant(self, typed: str) -> list[Whose]:
        """Whose week a text may mean, the likeliest first: '32' and '三(2)班' a class, initials or a number a teacher,
        a part of its name a room."""
        typed = typed.strip()
        if not typed:
            return []
        classes = {whose.key: whose for whose in self.all_of("class")}
        rooms = [whose for whose in self.all_of("room") if typed.lower() in whose.label.lower()]
        exact_rooms = [whose for whose in rooms if whose.label == typed]
        found = [classes[code]] if (code := class_code(typed)) in classes and code else []
        people = People.of(self.desk.lists.people())
        named = list(people.called(typed, typed)) or find_people(typed, people, _MOST)
        teachers = [self._person(person) for person in named]
        return list(dict.fromkeys([*found, *exact_rooms, *teachers, *rooms]))[:_MOST]

    def week(self, whose: Whose) -> WeekInWords:
        """That week in words."""
        bell_times = bells()
        grade = int(whose.key.partition("-")[0]) if whose.kind == "class" else 0
        periods = {bell.period for bell in bell_times if not grade or bell.first_grade <= grade <= bell.last_grade}
        grid = week_grid(self.slots, whose.kind, whose.key, periods - {0} or range(1, _USUAL_PERIODS + 1))
        times: dict[int, str] = {}
        for period in grid.periods:
            grades = [grade] if grade else range(1, 10)
            there = {
                periods_of(bell_times, 0, each)[period] for each in grades if period in periods_of(bell_times, 0, each)
            }
            spans = {f"{bell.starts_at}-{bell.ends_at}" for bell in there}
            times[period] = next(iter(spans)) if len(spans) == 1 else ""
        cells = {
            time: CellWords(
                tuple(line for slot in there for line in self._lines(slot, whose.kind)),
                tuple(line for slot in there for line in self._lines(slot, whose.kind, brief=True)),
                *self._problem(grid, time),
            )
            for time, there in grid.lessons.items()
        }
        return WeekInWords(whose, self.day, grid, cells, times)

    def at(self, whose: Whose | None, weekday: int, period: int) -> Slot | None:
        """The first lesson of that week at that time."""
        there = [s for s in self.slots if whose and is_of(s, whose.kind, whose.key)]
        return next((slot for slot in there if (slot.weekday, slot.period) == (weekday, period)), None)

    def paper(self, whose: Whose) -> WeekPaper:
        """That week as it is printed."""
        week = self.week(whose)
        term = term_on(self.day)
        return WeekPaper(
            name=whose.label,
            title=f"{self.desk.school_name}{self.title(whose)}",
            subtitle=f"{term.label}　{self.day.isoformat()}" if term else self.day.isoformat(),
            days=tuple(t(_LONG_DAYS[day - 1]) for day in week.grid.weekdays),
            lines=tuple(
                WeekLine(
                    str(period),
                    week.times[period],
                    tuple(
                        week.cells[day, period].lines if (day, period) in week.cells else ()
                        for day in week.grid.weekdays
                    ),
                )
                for period in week.grid.periods
            ),
            foot=t("teaching.lessons_a_week", count=week.grid.count),
        )

    def title(self, whose: Whose) -> str:
        """'三(2)班课程表'."""
        return t("teaching.title", whose=whose.label)

    def clash_rows(self) -> list[dict[str, object]]:
        """Every clash as a row of plain facts, with a sentence."""
        label = self._label
        return [
            {
                "what": clash.what,
                "grave": is_grave(clash),
                "weekday": clash.first.weekday,
                "period": clash.first.period,
                "time": f"{weekday_short(clash.first.weekday)} {clash.first.period}",
                "class": label("class", clash.first.class_code),
                "subject": label("subject", clash.first.subject),
                "sentence": clash_sentence(clash.what, clash.second, self.desk.lists),
            }
            for clash in self.clashes
        ]

    # -- inside ----------------------------------------------------------------------------------------------------

    def _person(self, person: Person) -> Whose:
        people = People.of(self.desk.lists.people())
        return Whose("teacher", person.staff_no, show_person(person.staff_no, people))

    def _label(self, list_id: str, code: str) -> str:
        return label_of(self.desk.lists.choices(list_id), code)

    def _lines(self, slot: Slot, kind: str, brief: bool = False) -> list[str]:
        """A lesson as the week of that kind shows it: what goes without saying there is left out."""
        subject = self._brief.get(slot.subject, slot.subject) if brief else self._label("subject", slot.subject)
        class_ = class_heading(slot.class_code) if brief else class_label(slot.class_code)
        teacher = show_person(slot.teacher, People.of(self.desk.lists.people())) if slot.teacher else ""
        room = slot.room if slot.room and slot.room not in self._homes.get(slot.class_code, ()) else ""
        words = {
            "class": (subject, teacher, room),
            "teacher": (class_, subject, slot.room),
            "room": (class_, subject, teacher),
        }[kind]
        lines = [word for word in words if word]
        if slot.weeks in _WEEKS:
            lines[-1] += t(_WEEKS[slot.weeks])
        return lines

    @cached_property
    def _brief(self) -> Mapping[str, str]:
        return short_labels(self.desk.lists.choices("subject"))

    @cached_property
    def _homes(self) -> Mapping[str, frozenset[str]]:
        """The rooms in which a class is taught several subjects: nobody need be told of them."""
        found: dict[str, dict[str, set[str]]] = {}
        for slot in self.slots:
            found.setdefault(slot.class_code, {}).setdefault(slot.room, set()).add(slot.subject)
        return {
            code: frozenset(room for room, subjects in rooms.items() if len(subjects) > 1)
            for code, rooms in found.items()
        }

    def _problem(self, grid: WeekGrid, time: tuple[int, int]) -> tuple[str, bool]:
        found = sorted(grid.clashes.get(time, ()), key=lambda clash: not is_grave(clash))
        if not found:
            return "", False
        return clash_sentence(found[0].what, found[0].second, self.desk.lists), is_grave(found[0])


_LONG_DAYS = (
    "teaching.monday",
    "teaching.tuesday",
    "teaching.wednesday",
    "teaching.thursday",
    "teaching.friday",
    "teaching.saturday",
    "teaching.sunday",
)
