"""What the office pins up and hands out about observing: the open day's notice, and everybody's slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.formats.pages import Block, Page, PageColumn
from data.words import t
from models.actions.desk import Desk
from models.actions.lesson_facts import LessonFacts, lessons
from models.actions.observing_summaries import distinct_name, seen_standings
from models.actions.observing_words import day_words, subject_words
from models.actions.open_days import DayLesson, Week
from models.actions.open_lessons import observed_in_term, observing_rules
from models.actions.standing import Standing
from models.rules.counting import OWING, verdicts


def notice(desk: Desk, day: date | None = None) -> Page:
    """What the staff-room door says of a day (None: the open day ahead): every open lesson with who observes it."""
    week = Week(desk)
    day = day or week.first_day
    opened = week.open_day(day)
    columns = (
        PageColumn(t("paper.where"), 18),
        PageColumn(t("paper.who"), 10),
        PageColumn(t("paper.what"), 20),
        PageColumn(t("paper.observers")),
    )
    blocks = []
    for period, time in sorted({(one.facts.period, one.starts_at) for one in opened.lessons}):
        own = [one for one in opened.lessons if (one.facts.period, one.starts_at) == (period, time)]
        heading = t("paper.period", period=period, time=time, count=len(own)) if period else t("paper.no_period")
        blocks.append(Block(heading, columns, tuple(_notice_row(desk, one) for one in own)))
    under = [t("paper.notice_under", school=desk.school_name, lessons=len(opened.given), people=opened.observers)]
    if opened.note:
        under.append(opened.note)
    title = t("paper.notice_title", week=opened.week, day=day_words(day.isoformat()))
    notes = (t("paper.notice_note"),) if blocks else (t("paper.nothing_open"),)
    return Page(day.isoformat(), title, tuple(under), tuple(blocks), notes)


def slips(desk: Desk, day: date | None = None, group: str | None = None) -> list[Page]:
    """For each of the staff (of a group) who observes or gives a lesson on the day (None: the open day ahead), or owes
    a form: what, when and where, what is owed, how the term stands. As far as the person may see the others."""
    return [_slip_page(desk, one) for one in _slips(desk, day, group)]


def notice_rows(desk: Desk, day: date | None = None) -> list[dict[str, Any]]:
    """The notice's lessons as rows for other programs, by the names of `NOTICE_COLUMNS`."""
    week = Week(desk)
    opened = week.open_day(day or week.first_day)
    return [
        {
            "held_on": one.facts.held_on,
            "period": one.facts.period,
            "starts_at": one.starts_at,
            "class": one.opened.class_code,
            "room": one.facts.room,
            "teacher": one.facts.staff_no or one.facts.teacher,
            "subject": one.facts.subject,
            "topic": one.facts.topic,
            "observers": [*filter(None, one.opened.observers)],
            "status": one.facts.status,
        }
        for one in opened.lessons
    ]


NOTICE_COLUMNS = (
    "held_on",
    "period",
    "starts_at",
    "class",
    "room",
    "teacher",
    "subject",
    "topic",
    "observers",
    "status",
)


def slip_rows(desk: Desk, day: date | None = None, group: str | None = None) -> list[dict[str, Any]]:
    """What stands on the slips as rows for other programs, by the names of `SLIP_COLUMNS`: ``role`` is 'observes',
    'gives' or 'owes_form'."""
    return [
        {
            "staff_no": one.standing.staff_no,
            "name": one.standing.name,
            "role": role,
            "held_on": facts.held_on,
            "period": facts.period,
            "class": facts.class_name,
            "room": facts.room,
            "teacher": facts.staff_no or facts.teacher,
            "subject": facts.subject,
            "topic": facts.topic,
        }
        for one in _slips(desk, day, group)
        for role, told in (
            ("observes", [lesson.facts for lesson in one.going]),
            ("gives", [lesson.facts for lesson in one.giving]),
            ("owes_form", one.owed),
        )
        for facts in told
    ]


SLIP_COLUMNS = ("staff_no", "name", "role", "held_on", "period", "class", "room", "teacher", "subject", "topic")


# -- inside ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Slip:
    """What one person has to know about a day."""

    standing: Standing
    day: str
    going: Sequence[DayLesson]
    giving: Sequence[DayLesson]
    owed: Sequence[LessonFacts]


def _slips(desk: Desk, day: date | None, group: str | None) -> list[_Slip]:
    week = Week(desk)
    opened = week.open_day(day or week.first_day)
    held = [one for one in opened.lessons if not one.opened.cancelled]
    owed = _owed(desk)
    every = [
        _Slip(
            one,
            opened.day.isoformat(),
            [lesson for lesson in held if one.staff_no in lesson.opened.observers],
            [lesson for lesson in held if lesson.facts.staff_no == one.staff_no],
            owed.get(one.staff_no, ()),
        )
        for one in seen_standings(desk, group)
    ]
    return [one for one in every if one.going or one.giving or one.owed]


def _owed(desk: Desk) -> dict[str, list[LessonFacts]]:
    """The lessons of the term of which somebody still owes the form, by staff number."""
    every = observed_in_term(desk)
    judged = verdicts(every, observing_rules(desk))
    owing = [one for one in every if judged[one.id].why == OWING]
    facts = {one.id: one for one in lessons(sorted({one.lesson for one in owing}))}
    found: dict[str, list[LessonFacts]] = {}
    for one in sorted(owing, key=lambda each: (each.held_on, each.period)):
        found.setdefault(one.observer, []).append(facts[one.lesson])
    return found


def _notice_row(desk: Desk, lesson: DayLesson) -> tuple[str, ...]:
    facts = lesson.facts
    if lesson.opened.cancelled:
        who = t("paper.cancelled")
    else:
        who = _observers(desk, lesson)
        free = lesson.opened.free_seats
        if free:
            who += t("paper.free_seats", count=free)
    return (_where(facts), _teacher(desk, facts), _what(desk, facts), who)


def _slip_page(desk: Desk, slip: _Slip) -> Page:
    tally, day = slip.standing.tally, day_words(slip.day)
    when, where = PageColumn(t("paper.when"), 14), PageColumn(t("paper.where"), 18)
    lesson = (where, PageColumn(t("paper.who"), 10), PageColumn(t("paper.what")))
    blocks = []
    if slip.going:
        rows = tuple(_slip_row(desk, one.facts, one.starts_at) for one in slip.going)
        blocks.append(Block(t("paper.slip_observes", day=day), (when, *lesson), rows))
    if slip.giving:
        rows = tuple((_when(one.facts, one.starts_at), _where(one.facts), _observers(desk, one)) for one in slip.giving)
        shown = (when, where, PageColumn(t("paper.observers")))
        blocks.append(Block(t("paper.slip_gives", day=day), shown, rows))
    if slip.owed:
        rows = tuple(_slip_row(desk, facts, day_words(facts.held_on)) for facts in slip.owed)
        since = PageColumn(t("paper.when"), 21)
        blocks.append(Block(t("paper.slip_owes", count=len(slip.owed)), (since, *lesson), rows))
    words = t("paper.slip_standing", counted=tally.counted, quota=tally.quota, due=tally.due, missing=tally.missing)
    title = t("paper.slip_title", who=distinct_name(desk, slip.standing.staff_no))
    return Page(t("paper.slips"), title, (words,), tuple(blocks))


def _slip_row(desk: Desk, facts: LessonFacts, time: str) -> tuple[str, ...]:
    return (_when(facts, time), _where(facts), _teacher(desk, facts), _what(desk, facts))


def _when(facts: LessonFacts, time: str) -> str:
    period = t("observing.period", period=facts.period) if facts.period else ""
    return " ".join(filter(None, (time, period)))


def _what(desk: Desk, facts: LessonFacts) -> str:
    return subject_words(desk, facts.subject) + (t("forms.topic", topic=facts.topic) if facts.topic else "")


def _where(facts: LessonFacts) -> str:
    return " ".join(filter(None, (facts.class_name, facts.room)))


def _teacher(desk: Desk, facts: LessonFacts) -> str:
    return distinct_name(desk, facts.staff_no) if facts.staff_no else facts.teacher


def _observers(desk: Desk, lesson: DayLesson) -> str:
    """Everybody who takes part, the school's own people first."""
    guests = [seat.observer.name for seat in lesson.taking_part if not seat.observer.teacher_id]
    names = [*(distinct_name(desk, number) for number in lesson.opened.observers if number), *guests]
    return t("observing.list_comma").join(names)
