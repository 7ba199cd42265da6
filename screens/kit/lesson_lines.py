"""A day's open lessons as lines of text, and everything about one of them."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from data.words import t
from models.actions.desk import Desk
from models.actions.observing_words import day_words, subject_words
from models.actions.open_days import DayLesson, OpenDay, Seat, Week
from models.registers.choosing import label_of
from screens.kit.width import clipped, fitted

_PERIOD, _TIME, _CLASS, _WHO, _SUBJECT, _KIND, _PEOPLE, _FORMS, _MEAN = 2, 5, 9, 8, 8, 6, 5, 6, 5
_LEAST_TOPIC = 12


def headings(width: int) -> str:
    """The headings over the lines."""
    return _columns(
        width,
        t("week.column_period"),
        t("week.column_time"),
        t("column.class_group"),
        t("column.lesson_teacher"),
        t("column.lesson_subject"),
        t("column.lesson_kind"),
        t("column.topic"),
        t("column.observers_count"),
        t("column.forms_count"),
        t("column.mean_score"),
    )


def line_of(desk: Desk, lesson: DayLesson, width: int) -> str:
    """One lesson: when, which class, who, what, how many observe it, how many forms are in."""
    facts = lesson.facts
    topic = t("week.cancelled", topic=facts.topic) if lesson.opened.cancelled else facts.topic
    return _columns(
        width,
        str(facts.period or ""),
        lesson.starts_at,
        facts.class_name,
        facts.teacher,
        subject_words(desk, facts.subject),
        label_of(desk.lists.choices("open_lesson_kind"), facts.kind) if facts.kind else "",
        topic,
        lesson.people,
        lesson.forms,
        lesson.mean,
    )


def day_heading(day: OpenDay) -> str:
    """'第13周 11月25日(周三) 开放课6节 听课31人次 缺评价表12张'."""
    parts = [
        t("week.week", week=day.week) if day.week else t("week.outside_term"),
        day_words(day.day.isoformat()),
        day.note,
        t("week.lessons", count=len(day.given)) if day.given else "",
        t("week.people", count=day.observers) if day.observers else "",
        t("week.owing", count=day.owing) if day.owing else "",
    ]
    return "  ".join(filter(None, parts))


def detail(desk: Desk, week: Week, day: OpenDay, lesson: DayLesson, width: int) -> Text:
    """The chosen lesson: its facts, its observers with what became of each, and who could still come."""
    facts = lesson.facts
    first = "  ".join(
        filter(
            None,
            (
                facts.class_name,
                facts.teacher,
                subject_words(desk, facts.subject) + (t("forms.topic", topic=facts.topic) if facts.topic else ""),
                facts.room,
                t("week.full") if lesson.is_full else "",
            ),
        )
    )
    text = Text(no_wrap=True)
    text.append(clipped(first, width) + "\n", style="bold")
    people = [seat_words(seat) for seat in lesson.seats] or [t("week.nobody")]
    text.append(_folded(t("week.observers", count=len(lesson.taking_part)), people, width, 3))
    if not lesson.opened.cancelled:
        could = [t("week.could", name=name, missing=missing) for name, missing in week.could_come(lesson, day.facts)]
        text.append(_folded(t("week.could_come"), could or [t("week.none_could")], width, 2), style="dim")
    return text


def seat_words(seat: Seat) -> str:
    """'王强 90', '陈静 缺表', '赵敏 计划'."""
    status, name = seat.observer.status, seat.observer.name
    if status == "came":
        if seat.score_x10 is not None:
            return f"{name} {(seat.score_x10 + 5) // 10}"
        return f"{name} {t('week.form_in') if seat.form_in else t('observing.verdict.no_form')}"
    words = {"planned": t("observing.verdict.planned"), "absent": t("observing.verdict.absent")}
    return f"{name} {words.get(status) or (t('week.excused') if status == 'excused' else t('observing.verdict.void'))}"


def _folded(title: str, parts: list[str], width: int, most: int) -> str:
    """The parts behind a title on at most so many lines, none of them broken; the last says how many are left."""
    indent = " " * (cell_len(title) + 1)
    lines, line, left = [], f"{title} ", len(parts)
    for part in parts:
        if cell_len(line) + cell_len(part) + 2 > width - (8 if len(lines) == most - 1 else 0) and line.strip() != title:
            if len(lines) == most - 1:
                line += t("week.more", count=left)
                break
            lines.append(line)
            line = indent
        line += f"{part}  "
        left -= 1
    lines.append(line)
    return "\n".join(clipped(each.rstrip(), width) for each in lines) + "\n"


def _columns(width: int, *cells: str) -> str:
    """The cells at their widths, with more room for names where there is; the topic takes what is left, and the mean
    and time go first where there is little."""
    roomy = min(1.0, max(0, width - 80) / 30)
    wider = [round(more * roomy) for more in (0, 0, 1, 3, 5, 6, 0, 0, 0, 0)]
    plain = [_PERIOD, _TIME, _CLASS, _WHO, _SUBJECT, _KIND, 0, _PEOPLE, _FORMS, _MEAN]
    sizes = [size + more for size, more in zip(plain, wider, strict=True)]
    shown = list(range(len(sizes)))
    for spare in (1, 9):
        if width - 2 - sum(sizes[i] + 1 for i in shown) < _LEAST_TOPIC and spare in shown:
            shown.remove(spare)
    sizes[6] = max(_LEAST_TOPIC, width - 2 - sum(sizes[i] + 1 for i in shown))
    return " " + " ".join(fitted(cells[i], sizes[i]) for i in shown)
