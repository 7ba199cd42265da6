"""What the planner shows of a proposal, as lines of text: what changes, everything, people, what is lacking, points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.planning.values import Entry
from data.words import t
from models.actions.desk import Desk
from models.actions.observing_words import class_words, subject_words
from models.actions.plan_proposal import Proposal, ProposalRow
from models.actions.plan_proposal_choices import lesson_label, lesson_of
from models.actions.plan_proposal_words import broken_words, entry_day_words, lacking_words
from models.planning.facts import Facts
from models.planning.fixed import seat_of
from models.planning.measure import PARTS, points
from models.planning.telling import entry_words, name_of, why_words
from screens.kit.line_list import ListLine
from screens.kit.width import fitted

VIEWS = ("changes", "all", "people", "lacking", "points")
"""What there is to look at, in the order of the key; the words are planner.view.*."""

COLUMNS = ("kind", "when", "who", "whom", "class", "subject", "note")
"""Of an observation's line; the words are planner.column.*."""

_KIND, _WHEN, _WHO, _CLASS, _SUBJECT = 4, 13, 9, 8, 10
_WIDE = 100
"""From this width on there is room for the class; below the list it stands at any width."""
_CELL = 3


@dataclass(frozen=True)
class Line:
    """A line: its text for a width, whether it stands back, what it is about, and more words for below the list."""

    text: Callable[[int], str]
    faint: bool = False
    row: ProposalRow | None = None
    person: str = ""
    more: str = ""

    def shown(self, width: int) -> ListLine:
        return ListLine(self.text(width), faint=self.faint)


class Views:
    """The lines of one proposal. ``person`` shows only what is about somebody, ``week`` only one week."""

    def __init__(self, desk: Desk, proposal: Proposal) -> None:
        self.desk, self.proposal = desk, proposal
        self.name = name_of(proposal.given)
        self.facts = Facts(proposal.given)
        self.quota = {person.id: person.quota for person in proposal.given.people}

    def lines(self, view: str, person: str = "", week: int = 0) -> list[Line]:
        match view:
            case "people":
                return [line for line in self._people() if not person or line.person == person]
            case "lacking":
                return self._lacking()
            case "points":
                return self._points()
        return [
            self._row(row)
            for row in self.proposal.rows
            if (view == "all" or row.kind != "kept")
            and (not week or row.entry.week == week)
            and (not person or person in (row.entry.observer, row.entry.teacher))
        ]

    def heads(self, view: str, width: int) -> str:
        if view in ("changes", "all"):
            return _columns(width, *(t(f"planner.column.{name}") for name in COLUMNS))  # family planner.column.*
        if view == "people":
            weeks = "".join(str(week).rjust(_CELL) for week in self._weeks(width))
            return " " + fitted(t("planner.column.who"), _WHO) + t("planner.people_heads") + weeks
        return " " + (t("planner.lacking_heads") if view == "lacking" else t("planner.points_heads"))

    # -- observations ------------------------------------------------------------------------------------------------

    def _row(self, row: ProposalRow) -> Line:
        lesson = lesson_of(self.facts, row.entry)
        cells = (
            t(f"planner.kind.{row.kind}"),  # family planner.kind.*
            short_time(row.entry),
            self.name(row.entry.observer),
            self.name(row.entry.teacher),
            class_words(lesson.class_name) if lesson else "",
            subject_words(self.desk, lesson.subject) if lesson else "",
            self._note(row),
        )
        return Line(lambda width: _columns(width, *cells), row.kind == "kept", row, row.entry.observer)

    def _note(self, row: ProposalRow) -> str:
        found = [t("planner.fixed")] if row.pinned else []
        if row.group:
            found.append(t("planner.with_group"))
        if row.kind == "moved" and row.before:
            found.append(t("planner.before", when=short_time(row.before), whom=self.name(row.before.teacher)))
        elif row.kind == "dropped":
            found.append(broken_words(row.broken, row.entry, self.name))
        elif row.opens:
            found.append(t("planner.opens"))
        return t("observing.list_comma").join(found)

    def detail(self, line: Line) -> Sequence[str]:
        """What else there is to say about a line."""
        if line.row is None:
            return [line.more] if line.more else []
        row, basis = line.row, self.proposal.basis
        entry = row.entry
        label = lesson_label(self.desk, lesson_of(self.facts, entry))
        found = [f"{entry_day_words(basis, entry, self.name)}  {label}"]
        if row.kind == "dropped":
            found.append(f"{broken_words(row.broken, entry, self.name)}  {t('planner.nothing_instead')}")
            return found
        if row.kind == "moved" and row.before:
            why = broken_words(row.broken, row.before, self.name)
            old = entry_day_words(basis, row.before, self.name)
            found.append(t("planner.instead_of", before=old, why=why))
        found.append(t("planner.because", reasons=self._reasons(entry)))
        there = self.proposal.audience.get(entry[1:], [])
        names = t("observing.list_comma").join(self.name(one) for one in there)
        seats = self._seats(entry)
        found.append(t("planner.together", count=len(there), seats=seats, names=names))
        past, ahead = self.proposal.load.get(entry.observer, (0, 0))
        facts = {"who": self.name(entry.observer), "past": past, "ahead": ahead}
        found.append(t("planner.their_count", sum=past + ahead, quota=self.quota.get(entry.observer, 0), **facts))
        return found

    def _seats(self, entry: Entry) -> str:
        seat = seat_of(self.facts, entry)
        return str(self.facts.seats[seat.lesson]) if seat else ""

    def _reasons(self, entry: Entry) -> str:
        seat = seat_of(self.facts, entry)
        if seat is None:
            return t("plan.nothing")
        alone = points(self.facts, [seat])
        said = [f"{t(f'plan.part.{part}')} {alone[part]:+}" for part in PARTS[:7] if alone[part]]  # family plan.part.*
        return t("plan.list_comma").join(said) or t("planner.only_the_count")

    # -- people ------------------------------------------------------------------------------------------------------

    def _weeks(self, width: int) -> list[int]:
        """The last weeks for which there is room."""
        weeks = list(range(1, self.proposal.basis.last_week + 1))
        room = (width - 1 - _WHO - len(_counts(0, 0, 0, 0))) // _CELL
        return weeks[-max(1, room) :]

    def _people(self) -> list[Line]:
        cells: Counter[tuple[str, int]] = Counter((one.observer, one.week) for one in self.proposal.plan.entries)
        found = []
        for person in self.proposal.given.people:
            past, ahead = self.proposal.load.get(person.id, (0, 0))
            lacking = max(0, person.quota - past - ahead)
            found.append((-lacking, self._person(person.id, past, ahead, cells)))
        return [line for _, line in sorted(found, key=lambda one: one[0])]

    def _person(self, person: str, past: int, ahead: int, cells: Counter[tuple[str, int]]) -> Line:
        quota = self.quota[person]
        counts = _counts(past, ahead, past + ahead, quota)

        def text(width: int) -> str:
            weeks = "".join(str(cells[person, week] or ".").rjust(_CELL) for week in self._weeks(width))
            return f" {fitted(self.name(person), _WHO)}{counts}{weeks}"

        lacking = quota - past - ahead
        words = {"who": self.name(person), "past": past, "ahead": ahead, "sum": past + ahead, "quota": quota}
        more = t("planner.their_count", **words)
        if lacking > 0:
            more += "  " + t("planner.they_lack", count=lacking)
        return Line(text, lacking <= 0, person=person, more=more)

    # -- what is lacking, and how good it is -------------------------------------------------------------------------

    def _lacking(self) -> list[Line]:
        plan, last = self.proposal.plan, max(self.proposal.weeks, default=0)
        whole = last >= self.proposal.basis.last_week or self.proposal.wishes.mend
        found = [(lacking_words(one, self.name, last, whole), one.person) for one in plan.shortfalls]
        for one in plan.lost:
            words = t("plan.lost", entry=entry_words(one.entry, self.name), why=why_words(one, self.name))
            found.append((words, one.entry.observer))
        for one in plan.exempt:
            entry, why = entry_words(one.entry, self.name), why_words(one, self.name)
            found.append((t("plan.exempt", group=one.group, entry=entry, why=why), one.entry.observer))
        return [_sentence(words, person) for words, person in found]

    def _points(self) -> list[Line]:
        weights = self.proposal.given.rules.weights
        found = []
        for part in PARTS:
            value = self.proposal.plan.points[part]
            each = getattr(weights, part, None)
            words = t(f"planner.part_told.{part}")  # family planner.part_told.*
            text = f" {fitted(t(f'plan.part.{part}'), 24)}{value:>+7}"  # family plan.part.*
            if each is not None:
                text += "   " + t("planner.each", points=each)
            found.append(Line(lambda _, text=text: text, not value, more=words))
        return found


def short_time(entry: Entry) -> str:
    """'14周 周三 2节'."""
    day = t(f"observing.weekday.{entry.day}")  # family observing.weekday.*
    return t("planner.short_time", week=entry.week, day=day, period=entry.period)


def _sentence(words: str, person: str) -> Line:
    return Line(lambda _: f" {words}", person=person, more=words)


def _counts(past: int, ahead: int, both: int, quota: int) -> str:
    return f"{past:>4}{ahead:>5}{f'{both}/{quota}':>8} "


def _columns(width: int, *cells: str) -> str:
    sizes = [_KIND, _WHEN, _WHO, _WHO, _CLASS, _SUBJECT]
    if width < _WIDE:
        sizes.remove(_CLASS)
        cells = (*cells[:4], *cells[5:])
    sizes.append(max(4, width - 2 - sum(size + 1 for size in sizes)))
    return " " + " ".join(fitted(cell, size) for cell, size in zip(cells, sizes, strict=True))
