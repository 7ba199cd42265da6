"""The registers beside the roster: honours, group membership, external experts and the code lists themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.staff import name_has_no_digits, telephone


def _ends_after_it_starts(row: Values, _context: Context) -> Sequence[Problem]:
    if row.get("ends_on") and row.get("starts_on") and row["ends_on"] < row["starts_on"]:
        return (Problem("ends_on", t("problem.dates_reversed"), hard=False),)
    return ()


HONOURS = Register(
    id="honours",
    columns=(
        Column(
            "teacher", Kind.PERSON, 12, required=True, frozen=True, printed=True, synonyms=("教师", "姓名", "获奖人")
        ),
        Column(
            "honour_level",
            Kind.CODE,
            8,
            choices="honour_level",
            printed=True,
            required=True,
            synonyms=("级别", "荣誉级别"),
        ),
        Column(
            "honour_title",
            Kind.CODE,
            14,
            choices="honour_title",
            printed=True,
            required=True,
            synonyms=("荣誉名称", "荣誉", "称号", "荣誉称号"),
        ),
        Column("year", Kind.INTEGER, 6, printed=True, synonyms=("年份", "年度", "获得年份")),
        Column("issuer", Kind.TEXT, 24, printed=True, max_length=80, synonyms=("发证单位", "颁发单位", "授予单位")),
    ),
    keys=(("teacher", "honour_level", "honour_title", "year"), ("teacher", "honour_title")),
)

GROUPS = Register(
    id="groups",
    columns=(
        Column(
            "group",
            Kind.CODE,
            14,
            choices="any_group",
            required=True,
            frozen=True,
            printed=True,
            synonyms=("组名", "小组"),
        ),
        Column("teacher", Kind.PERSON, 12, required=True, printed=True, synonyms=("教师", "姓名", "成员")),
        Column("role", Kind.CODE, 10, choices="group_role", required=True, printed=True, synonyms=("组内职务", "职务")),
        Column("duty", Kind.TEXT, 24, printed=True, max_length=100, synonyms=("分工", "职责")),
        Column(
            "starts_on",
            Kind.DAY,
            10,
            printed=True,
            synonyms=("开始日期",),
            earliest=date(1990, 1, 1),
            latest=date(2059, 12, 31),
        ),
        Column(
            "ends_on",
            Kind.DAY,
            10,
            printed=True,
            synonyms=("结束日期",),
            earliest=date(1990, 1, 1),
            latest=date(2059, 12, 31),
        ),
    ),
    keys=(("group", "teacher", "starts_on"), ("group", "teacher")),
    row_rules=(_ends_after_it_starts,),
)

EXPERTS = Register(
    id="experts",
    columns=(
        Column(
            "name",
            Kind.NAME,
            10,
            required=True,
            frozen=True,
            printed=True,
            max_length=40,
            synonyms=("姓名", "专家姓名"),
            checks=(name_has_no_digits,),
        ),
        Column("workplace", Kind.TEXT, 24, required=True, printed=True, max_length=80, synonyms=("工作单位", "单位")),
        Column("position", Kind.TEXT, 14, printed=True, max_length=40, synonyms=("职务", "职称")),
        Column("expertise", Kind.TEXT, 16, printed=True, max_length=60, synonyms=("专长", "研究方向", "学科")),
        Column("phone", Kind.DIGITS, 12, max_length=20, synonyms=("电话", "联系电话", "手机"), checks=(telephone,)),
        Column("remark", Kind.TEXT, 20, max_length=400, synonyms=("备注",)),
    ),
    keys=(("name", "workplace"), ("name",)),
    distinct={"name": "workplace"},
)

CODES = Register(
    id="codes",
    columns=(
        Column("list_id", Kind.CODE, 14, choices="code_list", required=True, frozen=True, printed=True),
        Column("code", Kind.TEXT, 16, required=True, printed=True, max_length=40),
        Column("label_zh", Kind.TEXT, 16, required=True, printed=True, max_length=60),
        Column("label_en", Kind.TEXT, 20, printed=True, max_length=80),
        Column("digits", Kind.DIGITS, 6, printed=True, max_length=4),
        Column("aliases", Kind.TEXT, 30, printed=True, max_length=400),
    ),
    keys=(("list_id", "code"),),
)
