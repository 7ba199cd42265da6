"""The registers about mentor pairs: the pairs, who may be in one, wishes, duties, the log and the evaluations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register

_EARLIEST, _LATEST = date(2000, 1, 1), date(2059, 12, 31)


def _day(field: str, *synonyms: str, required: bool = False, shown: bool = True, sticky: bool = False) -> Column:
    return Column(
        field,
        Kind.DAY,
        10,
        required=required,
        printed=shown,
        shown=shown,
        sticky=sticky,
        synonyms=synonyms,
        earliest=_EARLIEST,
        latest=_LATEST,
    )


def _not_oneself(value: str, row: Values, _context: Context) -> Problem | None:
    if value and value == row.get("mentor"):
        return Problem("mentee", t("pairing.not_oneself"))
    return None


MENTOR = Column(
    "mentor",
    Kind.PERSON,
    10,
    required=True,
    frozen=True,
    printed=True,
    synonyms=("师傅姓名", "师父", "指导教师姓名", "指导教师", "指导老师", "导师", "甲方", "带教教师"),
)
MENTEE = Column(
    "mentee",
    Kind.PERSON,
    10,
    required=True,
    frozen=True,
    printed=True,
    synonyms=("徒弟姓名", "青年教师", "青年教师姓名", "被指导教师", "新教师", "学员", "乙方"),
    checks=(_not_oneself,),
)
_PAIR = Column(
    "pair",
    Kind.CODE,
    16,
    required=True,
    choices="pair",
    frozen=True,
    printed=True,
    synonyms=("师徒", "结对", "师徒对子"),
)
_DUTY = Column(
    "pair_duty",
    Kind.CODE,
    14,
    required=True,
    choices="pairing_duty",
    printed=True,
    synonyms=("任务", "项目", "内容", "职责", "指导内容"),
)
_REASON = Column("reason", Kind.TEXT, 24, printed=True, max_length=200, synonyms=("原因", "说明", "备注"))


def _days_in_order(row: Values, _context: Context) -> Sequence[Problem]:
    starts = row.get("starts_on")
    return [
        Problem(name, t("problem.dates_reversed"), hard=False)
        for name in ("ends_on", "ended_on")
        if starts and row.get(name) and row[name] < starts
    ]


def _end_is_told(row: Values, _context: Context) -> Sequence[Problem]:
    """Who looks at an early end later asks why, and who agreed."""
    if not row.get("ended_on"):
        return ()
    return [
        Problem(name, t(words), hard=False)
        for name, words in (("end_reason", "pairing.reason_needed"), ("approved_by", "pairing.approval_needed"))
        if not row.get(name)
    ]


def _others_meanwhile(row: Values, _context: Context) -> Sequence[Problem]:
    """Sentences that its table finds when it looks at the other pairs."""
    return [Problem(name, words, hard=False) for name, words in row.get("against_others", ())]


def _ruled_twice(row: Values, _context: Context) -> Sequence[Problem]:
    return (Problem("pair_duty", t("pairing.duty_twice"), hard=False),) if row.get("is_twice") else ()


PAIRING = Register(
    id="pairing",
    columns=(
        MENTOR,
        MENTEE,
        Column(
            "pair_topic",
            Kind.CODE,
            8,
            choices="pairing_topic",
            default="subject",
            printed=True,
            synonyms=("结对内容", "结对类别", "指导类别", "类型"),
        ),
        Column("subject", Kind.CODE, 10, choices="subject", printed=True, synonyms=("学科", "任教学科", "结对学科")),
        Column(
            "pair_kind",
            Kind.CODE,
            8,
            choices="pairing_kind",
            default="entry",
            printed=True,
            synonyms=("结对方式", "方式", "层次"),
        ),
        _day("starts_on", "开始日期", "结对日期", "结对时间", "起", "签订日期", required=True),
        _day("ends_on", "结束日期", "到期", "到期日期", "止", required=True),
        Column("pair_state", Kind.COMPUTED, 8, printed=True),
        Column("pair_share", Kind.COMPUTED, 6, printed=True),
        _day("ended_on", "提前结束", "解除日期", shown=False),
        Column(
            "end_reason",
            Kind.TEXT,
            20,
            choices="pairing_end",
            shown=False,
            max_length=200,
            synonyms=("结束原因", "解除原因"),
        ),
        Column("approved_by", Kind.TEXT, 10, shown=False, max_length=60, synonyms=("批准人", "同意人")),
        Column("goal", Kind.TEXT, 24, printed=True, max_length=400, synonyms=("目标", "培养目标", "结对目标")),
        Column("remark", Kind.TEXT, 16, shown=False, max_length=400, synonyms=("备注",)),
    ),
    keys=(
        ("mentor", "mentee", "pair_topic", "starts_on"),
        ("mentor", "mentee", "starts_on"),
        ("mentor", "mentee", "pair_topic"),
        ("mentor", "mentee"),
    ),
    row_rules=(_days_in_order, _end_is_told, _others_meanwhile),
    entry=("mentor", "mentee", "pair_topic", "subject", "pair_kind", "starts_on", "ends_on"),
)

PROFILES = Register(
    id="pairing_profiles",
    columns=(
        Column("teacher", Kind.PERSON, 12, required=True, frozen=True, printed=True, synonyms=("教师", "姓名")),
        Column("capacity", Kind.INTEGER, 8, printed=True, largest=9, synonyms=("可带人数", "名额")),
        Column("may_mentor", Kind.CODE, 8, choices="yes_no", printed=True, synonyms=("可当师傅", "师傅资格")),
        Column("wants_mentor", Kind.CODE, 8, choices="yes_no", printed=True, synonyms=("要师傅", "需要师傅", "自愿")),
        Column(
            "new_subject", Kind.CODE, 8, choices="yes_no", printed=True, synonyms=("新学科", "新任教学科", "转教学科")
        ),
        _REASON,
    ),
    keys=(("teacher",),),
)

WISHES = Register(
    id="pairing_wishes",
    columns=(
        MENTOR,
        MENTEE,
        Column(
            "wish_side", Kind.CODE, 8, choices="pairing_side", printed=True, synonyms=("哪一方", "提出方", "意愿方")
        ),
        Column(
            "pair_wish",
            Kind.CODE,
            8,
            choices="pairing_wish",
            default="wanted",
            printed=True,
            synonyms=("意愿", "安排"),
        ),
        Column("wish_rank", Kind.INTEGER, 6, printed=True, largest=9, synonyms=("志愿", "第几志愿", "顺序")),
        _REASON,
    ),
    keys=(("mentor", "mentee", "wish_side"), ("mentor", "mentee")),
)

DUTIES = Register(
    id="pairing_duties",
    columns=(
        _DUTY,  # first, because a line of a file has to have it
        Column("pair", Kind.CODE, 16, choices="pair", printed=True, synonyms=("师徒", "结对")),
        Column(
            "duty_number", Kind.INTEGER, 6, required=True, printed=True, largest=999, synonyms=("次数", "数量", "要求")
        ),
        Column("duty_per", Kind.CODE, 8, choices="pairing_per", default="term", printed=True, synonyms=("周期", "每")),
    ),
    keys=(("pair", "pair_duty"), ("pair_duty",)),
    row_rules=(_ruled_twice,),
)

LOG = Register(
    id="pairing_log",
    columns=(
        _day("done_on", "日期", "时间", "活动日期", required=True, sticky=True),
        _PAIR,
        _DUTY,
        Column(
            "times", Kind.INTEGER, 5, default="1", printed=True, largest=99, synonyms=("次数", "节数", "篇数", "份数")
        ),
        Column("log_words", Kind.TEXT, 36, printed=True, max_length=2000, synonyms=("内容", "记录", "过程", "说明")),
        Column("recorded_by", Kind.COMPUTED, 10, printed=True),
    ),
    keys=(("pair", "done_on", "pair_duty", "log_words"), ("pair", "done_on", "pair_duty")),
    entry=("done_on", "pair", "pair_duty", "times", "log_words"),
)


def _part(field: str, *synonyms: str) -> Column:
    return Column(field, Kind.SCORE, 8, printed=True, largest=100, synonyms=synonyms)


EVALUATIONS = Register(
    id="pairing_evaluations",
    columns=(
        _PAIR,
        _day("judged_on", "考核日期", "日期", required=True, sticky=True),
        _part("duty_part", "任务完成", "完成率"),
        _part("change_part", "课堂变化", "成绩变化"),
        _part("panel_part", "评委", "考核组评分"),
        Column("evaluation_total", Kind.COMPUTED, 6, printed=True),
        Column("pair_level", Kind.CODE, 8, choices="pairing_level", printed=True, synonyms=("等级", "考核等级")),
        Column("judged_words", Kind.TEXT, 30, printed=True, max_length=2000, synonyms=("评语", "意见", "考核意见")),
    ),
    keys=(("pair", "judged_on"),),
)

REGISTERS = (PAIRING, PROFILES, WISHES, DUTIES, LOG, EVALUATIONS)
