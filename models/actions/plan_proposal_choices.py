"""What a person can choose about a proposal: which weeks, which lesson of somebody, and what a typed line means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.planning.values import Entry, WeeklyLesson
from data.words import t
from models.actions.desk import Desk
from models.actions.looking_up import people_meant
from models.actions.observing_typed import typed_weekday
from models.actions.observing_words import class_words, day_words, subject_words
from models.actions.plan_proposal import Proposal
from models.actions.plan_proposal_basis import Basis
from models.planning.board import Board
from models.planning.facts import Facts
from models.planning.fixed import NotKept, seat_of, why_blocked
from models.planning.telling import name_of, why_words

MOST = 40
"""Lessons that are offered to choose from at the most."""

_MAY_GIVE_WAY = ("twice", "full", "limit")
"""What is in the way in this proposal only: planned around, another entry gives way."""


class NotUnderstood(ValueError):
    """The line does not say who and whom; ``str(error)`` says what is missing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A lesson that somebody might observe; ``why`` says what is in the way, '' for nothing."""

    entry: Entry
    why: str


def week_choices(basis: Basis, shown: int = 0) -> list[tuple[str, tuple[int, ...]]]:
    """What is offered to plan: (words, weeks). The week on show first, where it is still to come."""
    rest = tuple(range(basis.first_week, basis.last_week + 1))
    weeks = [week for week in dict.fromkeys((shown, basis.first_week, basis.first_week + 1)) if week in rest]
    found: list[tuple[str, tuple[int, ...]]] = []
    for week in weeks[:2]:
        first = max(basis.begins, basis.day_of(week, 1))
        found.append((t("planner.one_week", week=week, first=day_words(first.isoformat())), (week,)))
    if len(rest) > 1:
        found.append((t("planner.rest_of_term", first=rest[0], last=rest[-1]), rest))
    return found


def lesson_of(facts: Facts, entry: Entry) -> WeeklyLesson | None:
    """The lesson of the timetable that an entry is about."""
    seat = seat_of(facts, entry)
    return None if seat is None else facts.lessons[seat.lesson]


def lesson_label(desk: Desk, lesson: WeeklyLesson | None) -> str:
    """'三(2)班 语文'; '' for none."""
    if lesson is None:
        return ""
    return f"{class_words(lesson.class_name)} {subject_words(desk, lesson.subject)}".strip()


def board_of(facts: Facts, proposal: Proposal) -> Board:
    """The proposal on a board."""
    board = Board(facts)
    for entry in proposal.plan.entries:
        if (seat := seat_of(facts, entry)) is not None:
            board.add(*seat)
    return board


def lessons_for(
    proposal: Proposal, observers: Sequence[str], teacher: str = "", day: int = 0, period: int = 0, week: int = 0
) -> list[Choice]:
    """The lessons (of a teacher, in a week, on a weekday, in a period where given) that one of the people might observe
    within the weeks of the proposal and does not in it: those that could be put into it as it stands first, those that
    never can be last."""
    facts = Facts(proposal.given)
    board, name = board_of(facts, proposal), name_of(proposal.given)
    basis, planned = proposal.basis, set(proposal.plan.entries)
    found = []
    for number, lesson in enumerate(facts.lessons):
        asked = (teacher, lesson.teacher), (day, lesson.day), (period, lesson.period)
        if any(wanted and wanted != is_so for wanted, is_so in asked):
            continue
        for when in (week,) if week else proposal.weeks:
            if not facts.runs[number] >> when & 1 or (when, lesson.day) < (basis.first_week, basis.first_day):
                continue
            for observer in observers:
                entry = Entry(observer, when, lesson.day, lesson.period, lesson.teacher)
                if entry in planned:
                    continue
                why = why_blocked(board, entry)
                gain = facts.gain(facts.number[observer], number)
                rank = 0 if not why else 1 if why in _MAY_GIVE_WAY else 2
                found.append((rank, -gain, entry, why_words(NotKept(entry, why), name) if why else ""))
    found.sort(key=lambda one: (one[0], one[1], one[2][1:], one[2].observer))
    return [Choice(entry, why) for _, _, entry, why in found[:MOST]]


def typed_entry(desk: Desk, line: str, observer: str = "") -> tuple[str, str, int, int, int]:
    """'wq lf 15 周三 2' or '王强 李芳 第15周 第2节': observer, teacher, week, weekday, period; 0 for what is not said.
    Who names one person only means whom ``observer`` is to see. Raises NotUnderstood.
    """
    people: list[str] = []
    week = day = period = 0
    numbers: list[int] = []
    for word in re.split(r"[\s,，、;；听]+", line.strip()):
        if not word:
            continue
        if found := re.fullmatch(r"(?:第|[wW])?(\d{1,2})(?:周)", word) or re.fullmatch(r"[wW](\d{1,2})", word):
            week = int(found[1])
        elif found := re.fullmatch(r"(?:第)?(\d{1,2})节", word) or re.fullmatch(r"[pP](\d{1,2})", word):
            period = int(found[1])
        elif re.fullmatch(r"\d{1,2}", word):
            numbers.append(int(word))
        elif (weekday := typed_weekday(word)) and (not word.isascii() or len(people) == 2):  # 'sun' may be a name
            day = weekday
        else:
            people.append(_one_person(desk, word))
    if len(people) == 1 and observer:
        people.insert(0, observer)
    if len(people) < 2:
        raise NotUnderstood(t("planner.who_and_whom"))
    if len(people) > 2 or len(numbers) > 3:
        raise NotUnderstood(t("planner.too_much"))
    # Bare numbers are the week, the weekday and the period, in that order, as far as they were not said.
    if numbers and not week:
        week = numbers.pop(0)
    if len(numbers) > 1 and not day:
        day = numbers.pop(0)
    if numbers and not period:
        period = numbers.pop(0)
    return people[0], people[1], week, day, period


def _one_person(desk: Desk, word: str) -> str:
    """The staff number of whom the word means. Raises NotUnderstood for nobody and for several."""
    found = people_meant(desk, word)
    if len(found) == 1:
        return found[0].staff_no
    if not found:
        raise NotUnderstood(t("week.nobody_called", text=word))
    names = t("observing.list_comma").join(f"{person.name}({person.staff_no})" for person in found[:6])
    raise NotUnderstood(t("week.several_people", text=word, names=names))
