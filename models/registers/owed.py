"""The registers of what is owed: the school's obligations, and who is let off which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.obligations import NEEDS_BOUND, ROLES

_EARLIEST, _LATEST = date(2000, 1, 1), date(2059, 12, 31)


def _bound_fits(row: Values, context: Context) -> Sequence[Problem]:
    """Whom a row binds more narrowly than all must be said so that somebody can be found by it."""
    binds, bound = row.get("binds"), str(row.get("bound") or "")
    if not binds:
        return ()
    if binds in NEEDS_BOUND and not bound:
        return (Problem("bound", t(f"problem.bound_{binds}")),)  # family problem.bound_*
    parts = bound.split("|")
    if binds == "group":
        known = {choice.code for choice in context.choices("research_group")}
        if missing := [name for name in parts if name not in known]:
            return (Problem("bound", t("problem.bound_no_group", names=t("register.made_gap").join(missing))),)
    if binds == "role" and not set(parts) <= set(ROLES):
        return (Problem("bound", t("problem.bound_role")),)
    if binds in ("younger", "older") and not (bound.isascii() and bound.isdecimal() and 0 < int(bound) < 100):
        return (Problem("bound", t(f"problem.bound_{binds}")),)
    return ()


def _let_off_in_order(row: Values, _context: Context) -> Sequence[Problem]:
    if row.get("first_day") and row.get("last_day") and row["last_day"] < row["first_day"]:
        return (Problem("last_day", t("problem.dates_reversed"), hard=False),)
    return ()


OBLIGATIONS = Register(
    id="obligations",
    columns=(
        Column(
            "obligation_code",
            Kind.TEXT,
            6,
            required=True,
            frozen=True,
            printed=True,
            max_length=20,
            synonyms=("编号", "代号", "code"),
        ),
        Column(
            "obligation_title",
            Kind.TEXT,
            22,
            required=True,
            frozen=True,
            printed=True,
            max_length=60,
            synonyms=("任务", "名称", "要求", "title"),
        ),
        Column("measure", Kind.CODE, 14, choices="measure", printed=True, synonyms=("统计", "怎样计数")),
        Column("per", Kind.CODE, 8, required=True, choices="obligation_per", default="term", printed=True),
        Column("number", Kind.INTEGER, 6, required=True, largest=100_000, printed=True, synonyms=("数量", "次数")),
        Column("unit", Kind.CODE, 8, choices="obligation_unit", default="count", printed=True),
        Column("binds", Kind.CODE, 10, required=True, choices="obligation_binds", default="all", printed=True),
        Column("bound", Kind.TEXT, 14, max_length=60, printed=True),
        Column("warn_days", Kind.INTEGER, 8, largest=365),
        Column("weight", Kind.INTEGER, 6, largest=1000),
        Column("clause", Kind.TEXT, 8, max_length=20, printed=True, synonyms=("条款", "出处")),
        Column("in_force", Kind.CODE, 6, choices="yes_no", default="yes"),
        Column("note", Kind.TEXT, 24, max_length=400, synonyms=("备注", "说明")),
    ),
    keys=(("obligation_code",),),
    row_rules=(_bound_fits,),
)

EXEMPTIONS = Register(
    id="exemptions",
    columns=(
        Column("teacher", Kind.PERSON, 12, required=True, frozen=True, printed=True, synonyms=("教师", "姓名")),
        Column("obligation", Kind.CODE, 22, choices="obligation", printed=True, synonyms=("任务", "免做任务")),
        Column(
            "first_day",
            Kind.DAY,
            10,
            required=True,
            printed=True,
            synonyms=("开始日期", "从哪天起"),
            earliest=_EARLIEST,
            latest=_LATEST,
        ),
        Column(
            "last_day",
            Kind.DAY,
            10,
            printed=True,
            synonyms=("结束日期", "到哪天止"),
            earliest=_EARLIEST,
            latest=_LATEST,
        ),
        Column("reason", Kind.TEXT, 24, required=True, printed=True, max_length=100, synonyms=("事由", "原因")),
    ),
    keys=(("teacher", "obligation", "first_day"),),
    row_rules=(_let_off_in_order,),
)
