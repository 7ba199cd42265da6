"""Reflections as a register: whose, what for, when handed in and how graded; the texts are read in the inbox."""

from __future__ import annotations

from datetime import date

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register

_EARLIEST, _LATEST = date(2000, 1, 1), date(2059, 12, 31)


def _a_month(value: str, _row: Values, _context: Context) -> Problem | None:
    return None if len(value) == 7 else Problem("reflection_month", t("reflections.month_only"), hard=True)


REFLECTIONS = Register(
    id="reflections",
    columns=(
        Column(
            "teacher",
            Kind.PERSON,
            10,
            required=True,
            frozen=True,
            printed=True,
            synonyms=("教师", "姓名", "作者", "撰写人"),
        ),
        Column(
            "reflection_kind",
            Kind.CODE,
            8,
            required=True,
            choices="reflection_kind",
            printed=True,
            sticky=True,
            synonyms=("类别", "种类", "反思类别"),
        ),
        Column(
            "reflection_month",
            Kind.PARTIAL_DATE,
            8,
            required=True,
            printed=True,
            sticky=True,
            by_month=True,
            earliest=_EARLIEST,
            latest=_LATEST,
            checks=(_a_month,),
            synonyms=("月份", "所属月份", "月"),
        ),
        Column("reflection_title", Kind.TEXT, 22, printed=True, max_length=120, synonyms=("题目", "标题", "篇名")),
        Column(
            "reflection_handed_in",
            Kind.DAY,
            10,
            printed=True,
            earliest=_EARLIEST,
            latest=_LATEST,
            synonyms=("交稿日期", "上交日期", "交稿时间"),
        ),
        Column("reflection_state", Kind.COMPUTED, 8, printed=True),
        Column(
            "reflection_grade",
            Kind.CODE,
            6,
            choices="reflection_grade",
            printed=True,
            synonyms=("等级", "评级", "等次"),
        ),
        Column("reflection_characters", Kind.COMPUTED, 6, printed=True),
        Column("reflection_week", Kind.INTEGER, 5, largest=60, shown=False, synonyms=("周次", "周")),
        Column("reflection_file", Kind.COMPUTED, 20, shown=False),
    ),
    keys=(
        ("teacher", "reflection_kind", "reflection_month", "reflection_title"),
        ("teacher", "reflection_kind", "reflection_month", "reflection_handed_in"),
    ),
    entry=("teacher", "reflection_kind", "reflection_month", "reflection_title", "reflection_grade"),
)
