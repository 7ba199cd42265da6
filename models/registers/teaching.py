"""The registers of the term: its dates, the days that differ, the bell times, the weekly lessons and who is away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.bells import minutes_of
from models.rules.calendar import SCHOOL_DAYS

_EARLIEST, _LATEST = date(2000, 1, 1), date(2059, 12, 31)


def _day(field: str, *synonyms: str, required: bool = False, frozen: bool = False, printed: bool = True) -> Column:
    return Column(
        field,
        Kind.DAY,
        10,
        required=required,
        frozen=frozen,
        printed=printed,
        synonyms=synonyms,
        earliest=_EARLIEST,
        latest=_LATEST,
    )


def _grade(field: str, default: str, *synonyms: str) -> Column:
    return Column(field, Kind.INTEGER, 6, default=default, frozen=True, printed=True, largest=9, synonyms=synonyms)


def _in_order(first: str, last: str):
    """The rule that the day in ``last`` is not before that in ``first``."""

    def rule(row: Values, _context: Context) -> Sequence[Problem]:
        if row.get(first) and row.get(last) and row[last] < row[first]:
            return (Problem(last, t("problem.dates_reversed"), hard=False),)
        return ()

    return rule


def _makeup_says_which(row: Values, _context: Context) -> Sequence[Problem]:
    """A Saturday is taught by some weekday's timetable, and nobody but the school knows which."""
    if row.get("calendar_kind") != "makeup" or row.get("acts_as") or not row.get("on_day"):
        return ()
    if date.fromisoformat(row["on_day"]).isoweekday() in SCHOOL_DAYS:
        return ()
    return (Problem("acts_as", t("problem.makeup_acts_as"), hard=False),)


def _period_lasts(row: Values, _context: Context) -> Sequence[Problem]:
    starts, ends = row.get("starts_at"), row.get("ends_at")
    if starts and ends and minutes_of(ends) <= minutes_of(starts):
        return (Problem("ends_at", t("problem.times_reversed"), hard=False),)
    if row.get("first_grade") and row.get("last_grade") and row["last_grade"] < row["first_grade"]:
        return (Problem("last_grade", t("problem.grades_reversed"), hard=False),)
    return ()


TERMS = Register(
    id="terms",
    columns=(
        Column(
            "school_year",
            Kind.INTEGER,
            6,
            required=True,
            frozen=True,
            printed=True,
            largest=2100,
            synonyms=("学年", "学年度"),
        ),
        Column("term_number", Kind.INTEGER, 6, required=True, frozen=True, printed=True, largest=2, synonyms=("学期",)),
        _day("starts_on", "开学日期", "开始", required=True),
        _day("ends_on", "放假日期", "结束", required=True),
        Column("weeks_long", Kind.COMPUTED, 6, printed=True),
    ),
    keys=(("school_year", "term_number"),),
    row_rules=(_in_order("starts_on", "ends_on"),),
)

CALENDAR = Register(
    id="calendar",
    columns=(
        _day("on_day", "日期", "day", "date", required=True, frozen=True),
        Column("falls_on", Kind.COMPUTED, 8, frozen=True, printed=True),
        Column(
            "calendar_kind",
            Kind.CODE,
            8,
            required=True,
            choices="calendar_kind",
            printed=True,
            synonyms=("类别", "安排", "status", "kind"),
        ),
        Column("acts_as", Kind.CODE, 8, choices="weekday", printed=True, synonyms=("按星期几上课", "上哪天的课", "补")),
        Column("note", Kind.TEXT, 24, printed=True, max_length=60, synonyms=("说明", "备注", "事由")),
    ),
    keys=(("on_day",),),
    row_rules=(_makeup_says_which,),
)

BELLS = Register(
    id="bells",
    columns=(
        Column(
            "bell_day",
            Kind.CODE,
            8,
            choices="any_weekday",
            default="every",
            frozen=True,
            printed=True,
            synonyms=("星期", "weekday"),
        ),
        _grade("first_grade", "1", "起始年级", "从几年级"),
        _grade("last_grade", "9", "终止年级", "到几年级"),
        Column("period", Kind.INTEGER, 6, required=True, printed=True, largest=12, synonyms=("节次", "第几节")),
        Column("starts_at", Kind.CLOCK, 8, required=True, printed=True, synonyms=("开始", "上课", "上课时间")),
        Column("ends_at", Kind.CLOCK, 8, required=True, printed=True, synonyms=("结束", "下课", "下课时间")),
        Column("minutes", Kind.COMPUTED, 6, printed=True),
    ),
    keys=(("bell_day", "first_grade", "last_grade", "period"),),
    row_rules=(_period_lasts,),
)

TIMETABLE = Register(
    id="timetable",
    columns=(
        Column(
            "class_group",
            Kind.CODE,
            8,
            required=True,
            frozen=True,
            printed=True,
            choices="class",
            synonyms=("班级", "上课班级", "任教班级", "class"),
        ),
        Column(
            "weekday",
            Kind.CODE,
            8,
            required=True,
            frozen=True,
            printed=True,
            choices="weekday",
            synonyms=("星期", "周几", "星期几", "day"),
        ),
        Column(
            "period",
            Kind.INTEGER,
            6,
            required=True,
            frozen=True,
            printed=True,
            largest=12,
            synonyms=("节次", "第几节", "节", "课节"),
        ),
        Column(
            "subject",
            Kind.CODE,
            12,
            required=True,
            printed=True,
            choices="subject",
            synonyms=("学科", "课程", "科目", "课程名称"),
        ),
        Column(
            "teacher",
            Kind.PERSON,
            12,
            required=True,
            printed=True,
            synonyms=("教师", "任课教师", "授课教师", "老师", "姓名", "工号"),
        ),
        Column("room", Kind.TEXT, 12, printed=True, max_length=40, synonyms=("教室", "地点", "上课地点", "场地")),
        Column("seats", Kind.INTEGER, 6, printed=True, largest=500, synonyms=("听课座位", "可听课人数", "座位", "cap")),
        Column("weeks", Kind.CODE, 6, printed=True, choices="weeks", default="all", synonyms=("单双周", "周次")),
        _day("starts_on", "从哪天起", "起", "from", printed=False),
        _day("ends_on", "到哪天止", "止", "until", printed=False),
    ),
    keys=(("class_group", "weekday", "period", "weeks", "starts_on"), ("class_group", "weekday", "period", "weeks")),
    row_rules=(_in_order("starts_on", "ends_on"),),
)

ABSENCES = Register(
    id="absences",
    columns=(
        Column("teacher", Kind.PERSON, 12, required=True, frozen=True, printed=True, synonyms=("教师", "姓名")),
        _day("first_day", "开始日期", "从哪天起", "开始", "起", required=True),
        _day("last_day", "结束日期", "到哪天止", "结束", "止"),
        Column("reason", Kind.TEXT, 24, printed=True, max_length=100, synonyms=("事由", "原因", "去向")),
    ),
    keys=(("teacher", "first_day"),),
    row_rules=(_in_order("first_day", "last_day"),),
)

REGISTERS = (TERMS, CALENDAR, BELLS, TIMETABLE, ABSENCES)
