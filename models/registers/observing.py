"""Open lessons and who observed them: two registers over the same grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.classes import class_label

_EARLIEST, _LATEST = date(2000, 1, 1), date(2059, 12, 31)
OPEN_DAY, WALK_IN, PLANNED, CAME = "open_day", "walk_in", "planned", "came"
"""Codes of the lists 'open_lesson_kind' and 'observation_status' that rows begin with."""

VOID, STAYED_AWAY = "void", ("absent", "excused")


def _held_on(*, frozen: bool) -> Column:
    return Column(
        "held_on_day",
        Kind.DAY,
        10,
        required=True,
        frozen=frozen,
        printed=True,
        earliest=_EARLIEST,
        latest=_LATEST,
        synonyms=("日期", "听课日期", "开课日期", "上课日期", "时间"),
    )


_PERIOD = Column("period", Kind.INTEGER, 4, printed=True, largest=12, synonyms=("节次", "第几节", "节"))
_CLASS = Column("class_group", Kind.CODE, 9, choices="class", printed=True, synonyms=("班级", "听课班级", "授课班级"))
_SUBJECT = Column("lesson_subject", Kind.CODE, 8, choices="subject", printed=True, synonyms=("学科", "科目"))
_TOPIC = Column("topic", Kind.TEXT, 18, printed=True, max_length=120, synonyms=("课题", "授课内容", "课题名称", "内容"))
_LESSON_TEACHER = Column(
    "lesson_teacher",
    Kind.PERSON,
    10,
    required=True,
    printed=True,
    synonyms=("授课教师", "执教者", "执教", "授课人", "上课教师", "被听课人"),
    needless=("lesson_kind", "elsewhere"),  # somebody of another school gives it
)


def _kind(default: str, *, sticky: bool) -> Column:
    return Column(
        "lesson_kind",
        Kind.CODE,
        8,
        choices="open_lesson_kind",
        default=default,
        sticky=sticky,
        printed=True,
        synonyms=("类别", "课型", "听课类别", "性质"),
    )


def _own_class_meanwhile(row: Values, _context: Context) -> Sequence[Problem]:
    """Nobody can observe while teaching: worth a look, for the timetable may have been changed that day."""
    if row.get("teaches_then") and row.get("observation_status") in (PLANNED, CAME, "", None):
        words = t("observing.teaches_then", period=row["period"], class_name=class_label(row["teaches_then"]))
        return (Problem("period" if row.get("period") else "observer", words, hard=False),)
    return ()


def _void_for_a_reason(row: Values, _context: Context) -> Sequence[Problem]:
    """Whoever reads the record later asks why it was struck out."""
    told = row.get("remark") or row.get("void_reason")
    if row.get("observation_status") == VOID and not told:
        return (Problem("observation_status", t("observing.void_needs_reason"), hard=False),)
    return ()


def _score_without_coming(row: Values, _context: Context) -> Sequence[Problem]:
    """Such a score counts for nobody, so that one of the two is a slip."""
    if row.get("observation_status") in STAYED_AWAY and row.get("score") is not None:
        return (Problem("observation_status", t("observing.score_without_coming"), hard=False),)
    return ()


def _not_ones_own(value: str, row: Values, _context: Context) -> Problem | None:
    if value and value == row.get("observer"):
        return Problem("lesson_teacher", t("observing.own_lesson"), hard=False)
    return None


LESSONS = Register(
    id="lessons",
    columns=(
        _held_on(frozen=True),
        _PERIOD,
        _CLASS,
        _LESSON_TEACHER,
        _SUBJECT,
        _kind(OPEN_DAY, sticky=True),
        _TOPIC,
        Column("observers_count", Kind.COMPUTED, 6, printed=True),
        Column("forms_count", Kind.COMPUTED, 6, printed=True),
        Column("mean_score", Kind.COMPUTED, 6, printed=True),
        Column("room", Kind.TEXT, 10, printed=True, max_length=40, synonyms=("教室", "地点")),
        Column("seats", Kind.INTEGER, 6, largest=500, synonyms=("座位", "听课座位", "容纳")),
        Column("touch_panel", Kind.CODE, 8, choices="yes_no", synonyms=("触控一体机", "一体机", "用触控一体机")),
        Column("lesson_status", Kind.CODE, 6, choices="lesson_status", default=PLANNED, synonyms=("开课情况", "状态")),
        Column("guest", Kind.TEXT, 10, shown=False, max_length=60, synonyms=("校外授课人",)),
        Column("remark", Kind.TEXT, 16, shown=False, max_length=400, synonyms=("备注",)),
    ),
    keys=(("held_on_day", "period", "lesson_teacher"), ("held_on_day", "lesson_teacher", "class_group")),
    entry=("held_on_day", "period", "class_group", "lesson_teacher", "lesson_kind", "topic"),
)

OBSERVATIONS = Register(
    id="observations",
    columns=(
        Column(
            "observer",
            Kind.PERSON,
            10,
            required=True,
            frozen=True,
            sticky=True,
            printed=True,
            synonyms=("听课人", "听课教师", "听课者", "评课人"),
        ),
        _kind(WALK_IN, sticky=True),
        _held_on(frozen=False),
        _CLASS,
        replace(_LESSON_TEACHER, checks=(_not_ones_own,)),
        _TOPIC,
        Column("score", Kind.INTEGER, 5, printed=True, largest=120, synonyms=("得分", "总分", "评分", "分数")),
        Column(
            "remark",
            Kind.TEXT,
            20,
            printed=True,
            choices="observing_phrase",
            max_length=400,
            synonyms=("意见", "评语", "听课意见", "简评", "备注"),
        ),
        _PERIOD,
        _SUBJECT,
        Column(
            "observation_status",
            Kind.CODE,
            6,
            choices="observation_status",
            default=CAME,
            printed=True,
            synonyms=("听课情况", "情况", "状态"),
        ),
        Column("counted", Kind.COMPUTED, 12, printed=True),
        Column("minutes", Kind.INTEGER, 5, shown=False, largest=600, synonyms=("听课分钟", "时长")),
        Column("covered_by", Kind.PERSON, 10, shown=False, synonyms=("代课人", "代课教师")),
        Column("recorded_on", Kind.DAY, 10, shown=False, earliest=_EARLIEST, latest=_LATEST, synonyms=("记录日期",)),
    ),
    row_rules=(_own_class_meanwhile, _void_for_a_reason, _score_without_coming),
    keys=(("observer", "held_on_day", "lesson_teacher", "period"), ("observer", "held_on_day", "lesson_teacher")),
    entry=(
        "observer",
        "lesson_kind",
        "held_on_day",
        "class_group",
        "lesson_teacher",
        "topic",
        "score",
        "remark",
    ),
)
