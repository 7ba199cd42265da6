"""The registers of credits: the rules by which records earn points, the lists of candidates, and appeals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.credits import points_of

_EARLIEST, _LATEST = date(2000, 1, 1), date(2059, 12, 31)


def _is_points(value: object, _row: Values, _context: Context) -> Problem | None:
    try:
        points_of(str(value))
    except ValueError as error:
        return Problem("points", str(error))
    return None


def _points(field: str, width: int, *synonyms: str, required: bool = False) -> Column:
    """Points as text with at most two decimals: '3.5'."""
    return Column(
        field,
        Kind.TEXT,
        width,
        required=required,
        printed=True,
        max_length=8,
        checks=(_is_points,),
        synonyms=synonyms,
    )


CREDIT_RULES = Register(
    id="credit_rules",
    columns=(
        Column(
            "credit_code", Kind.TEXT, 6, required=True, frozen=True, printed=True, max_length=20, synonyms=("编号",)
        ),
        Column(
            "credit_title", Kind.TEXT, 24, required=True, frozen=True, printed=True, max_length=60, synonyms=("项目",)
        ),
        Column("credit_list", Kind.CODE, 10, required=True, choices="credit_list", default="training", printed=True),
        Column(
            "credit_source", Kind.CODE, 16, required=True, choices="credit_source", printed=True, synonyms=("依据",)
        ),
        Column("credit_level", Kind.CODE, 10, choices="honour_level", printed=True, synonyms=("级别",)),
        Column("credit_per", Kind.CODE, 8, required=True, choices="credit_per", default="piece", printed=True),
        _points("credit_points", 6, "分值", "学分", required=True),
        _points("cap_each", 8, "每次最多"),
        _points("cap_term", 8, "每学期最多"),
        _points("cap_year", 8, "每学年最多"),
        Column("only_highest", Kind.TEXT, 10, max_length=20, printed=True),
        Column("clause", Kind.TEXT, 8, max_length=20, synonyms=("条款",)),
        Column("in_force", Kind.CODE, 6, choices="yes_no", default="yes", printed=True),
        Column("note", Kind.TEXT, 24, max_length=400, synonyms=("备注", "说明")),
    ),
    keys=(("credit_code",),),
)


def _decision_has_reason(row: Values, _context: Context) -> Sequence[Problem]:
    """People decide; where they decide otherwise than the points propose, they say why."""
    decision, proposal = row.get("decision"), row.get("proposal")
    if decision and decision != proposal and not row.get("decision_reason"):
        return (Problem("decision_reason", t("credits.needs_reason")),)
    if decision and not row.get("decided_by"):
        return (Problem("decided_by", t("credits.needs_decider"), hard=False),)
    return ()


CANDIDATES = Register(
    id="candidates",
    columns=(
        Column("teacher", Kind.PERSON, 10, required=True, frozen=True, printed=True, synonyms=("教师", "姓名")),
        Column("credit_list", Kind.CODE, 10, required=True, choices="candidate_list", default="award", printed=True),
        Column("credit_term", Kind.COMPUTED, 10, printed=True),
        _points("candidate_points", 8, "积分"),
        Column("proposal", Kind.CODE, 8, choices="candidate_result", printed=True, synonyms=("建议",)),
        Column("decision", Kind.CODE, 8, choices="candidate_result", printed=True, synonyms=("决定",)),
        Column("decided_by", Kind.TEXT, 12, max_length=60, printed=True, synonyms=("决定人",)),
        Column("decided_on", Kind.DAY, 10, printed=True, earliest=_EARLIEST, latest=_LATEST, synonyms=("决定日期",)),
        Column("decision_reason", Kind.TEXT, 24, max_length=400, printed=True, synonyms=("理由",)),
    ),
    keys=(("teacher", "credit_list"),),
    row_rules=(_decision_has_reason,),
)


def _answer_is_signed(row: Values, _context: Context) -> Sequence[Problem]:
    if row.get("appeal_state") in ("upheld", "rejected") and not row.get("appeal_answer"):
        return (Problem("appeal_answer", t("credits.needs_answer")),)
    return ()


CREDIT_APPEALS = Register(
    id="credit_appeals",
    columns=(
        Column("teacher", Kind.PERSON, 10, required=True, frozen=True, printed=True, synonyms=("教师", "姓名")),
        Column("credit_list", Kind.CODE, 10, required=True, choices="credit_list", default="training", printed=True),
        Column("appealed_on", Kind.DAY, 10, printed=True, earliest=_EARLIEST, latest=_LATEST, synonyms=("申诉日期",)),
        Column("credit_appeal", Kind.TEXT, 30, required=True, max_length=1000, printed=True, synonyms=("申诉", "内容")),
        Column("appeal_state", Kind.CODE, 8, choices="appeal_state", default="open", printed=True),
        Column("appeal_answer", Kind.TEXT, 30, max_length=1000, printed=True, synonyms=("答复",)),
        Column("answered_by", Kind.TEXT, 12, max_length=60, printed=True, synonyms=("答复人",)),
        Column("answered_on", Kind.DAY, 10, printed=True, earliest=_EARLIEST, latest=_LATEST),
    ),
    keys=(("teacher", "appealed_on", "credit_appeal"),),
    row_rules=(_answer_is_signed,),
)

REGISTERS = (CREDIT_RULES, CANDIDATES, CREDIT_APPEALS)
