"""The registers of the term (台账) beside activities: contests, projects, papers, homework, rules and the fund."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.words import t
from models.registers.column import Column, Context, Kind, Values
from models.registers.problem import Problem
from models.registers.register import Register
from models.rules.homework import most_minutes

_EARLIEST, _LATEST = date(2000, 1, 1), date(2059, 12, 31)


def _day(field: str, *synonyms: str, required: bool = False, frozen: bool = False) -> Column:
    return Column(
        field,
        Kind.DAY,
        10,
        required=required,
        frozen=frozen,
        printed=True,
        synonyms=synonyms,
        earliest=_EARLIEST,
        latest=_LATEST,
    )


def _month(field: str, *synonyms: str) -> Column:
    return Column(field, Kind.PARTIAL_DATE, 10, printed=True, synonyms=synonyms, earliest=_EARLIEST, latest=_LATEST)


def _text(field: str, width: int, longest: int, *synonyms: str, required: bool = False, frozen: bool = False) -> Column:
    return Column(
        field,
        Kind.TEXT,
        width,
        required=required,
        frozen=frozen,
        printed=True,
        max_length=longest,
        synonyms=synonyms,
    )


def _code(field: str, choices: str, width: int, *synonyms: str, required: bool = False, default: str = "") -> Column:
    return Column(
        field,
        Kind.CODE,
        width,
        required=required,
        choices=choices,
        default=default,
        printed=True,
        synonyms=synonyms,
    )


def _person(field: str, *synonyms: str, required: bool = False, frozen: bool = False) -> Column:
    return Column(field, Kind.PERSON, 12, required=required, frozen=frozen, printed=True, synonyms=synonyms)


_LEVEL = _code("work_level", "honour_level", 8, "级别", "层次")
_REMARK = Column("remark", Kind.TEXT, 20, max_length=400, synonyms=("备注",))

CONTESTS = Register(
    id="contests",
    columns=(
        _day("held_on", "日期", "比赛日期", "时间", required=True, frozen=True),
        _text("contest_title", 28, 120, "比赛名称", "名称", required=True, frozen=True),
        _code("contest_kind", "contest_kind", 12, "类别", "比赛类别", required=True),
        _LEVEL,
        _text("organiser", 16, 80, "主办单位", "主办"),
        Column("entered", Kind.COMPUTED, 6, printed=True),
        _REMARK,
    ),
    keys=(("held_on", "contest_title"),),
)

CONTEST_ENTRIES = Register(
    id="contest_entries",
    columns=(
        _code("contest", "contest", 26, "比赛", "比赛名称", required=True),
        _person("teacher", "教师", "姓名", "参赛教师", required=True),
        _text("work", 24, 120, "作品", "课题", "参赛作品"),
        Column("points", Kind.SCORE, 6, printed=True, largest=200, synonyms=("得分", "分数", "成绩")),
        Column("result", Kind.COMPUTED, 7, printed=True),
        Column("judged_by", Kind.COMPUTED, 6, printed=True),
        Column("ranking", Kind.COMPUTED, 4, printed=True),
        Column("award_proposed", Kind.COMPUTED, 8),
        _code("award", "contest_award", 8, "奖项", "名次", "获奖"),
        _code("recommended", "yes_no", 8, "推荐到县", "推荐"),
        _REMARK,
    ),
    keys=(("contest", "teacher", "work"),),
)


def _one_judge(row: Values, _context: Context) -> Sequence[Problem]:
    """A score is one judge's: somebody on the staff, or somebody from outside by name."""
    if bool(row.get("judge")) != bool(row.get("judge_name")):
        return ()
    return (Problem("judge", t("problem.one_judge" if row.get("judge") else "problem.no_judge")),)


CONTEST_SCORES = Register(
    id="contest_scores",
    columns=(
        _code("contest_entry", "contest_entry", 36, "参赛作品", "参赛", "作品", required=True),
        _person("judge", "评委", "评委姓名"),
        _text("judge_name", 12, 40, "校外评委"),
        Column("points", Kind.SCORE, 6, required=True, printed=True, largest=200, synonyms=("得分", "分数", "打分")),
        Column("remark", Kind.TEXT, 24, printed=True, max_length=400, synonyms=("备注", "评语")),
    ),
    keys=(("contest_entry", "judge", "judge_name"),),
    row_rules=(_one_judge,),
)


def _stage_needs_number(row: Values, _context: Context) -> Sequence[Problem]:
    """A project that was approved has the number under which it was."""
    if row.get("project_stage") in ("approved", "opened", "midterm", "finished", "awarded") and not row.get(
        "approval_no"
    ):
        return (Problem("approval_no", t("problem.project_number"), hard=False),)
    return ()


PROJECTS = Register(
    id="projects",
    columns=(
        _text("project_title", 32, 120, "课题名称", "课题", "名称", required=True, frozen=True),
        _text("approval_no", 14, 40, "立项编号", "编号", "课题编号"),
        _LEVEL,
        _code("project_stage", "project_stage", 8, "阶段", "进展", required=True, default="applied"),
        _person("leader", "主持人", "负责人", required=True),
        _month("starts_on", "立项时间", "开始"),
        _month("ends_on", "结题时间", "结束"),
        Column("members", Kind.COMPUTED, 6, printed=True),
        _REMARK,
    ),
    keys=(("project_title",),),
    row_rules=(_stage_needs_number,),
)

PROJECT_MEMBERS = Register(
    id="project_members",
    columns=(
        _code("project", "project", 30, "课题", "课题名称", required=True),
        _person("teacher", "教师", "姓名", "成员", required=True),
        _text("task", 24, 100, "分工", "任务"),
    ),
    keys=(("project", "teacher"),),
)

PUBLICATIONS = Register(
    id="publications",
    columns=(
        _person("teacher", "教师", "作者", "姓名", required=True, frozen=True),
        _text("paper_title", 30, 120, "论文题目", "题目", "论文", "文章", required=True),
        _code("publication_kind", "publication_kind", 8, "类别", "方式", required=True),
        _LEVEL,
        _text("outlet", 20, 80, "刊物", "发表刊物", "评奖单位", "刊物或单位"),
        _month("on_date", "时间", "发表时间", "获奖时间"),
        _code("award", "contest_award", 8, "奖项", "等次"),
        _REMARK,
    ),
    keys=(("teacher", "paper_title"),),
)


def _within_limit(row: Values, _context: Context) -> Sequence[Problem]:
    """The sum of a class's day may not pass what the ministry allows its grade."""
    most = most_minutes(str(row.get("class_group") or ""))
    if most is None or row.get("minutes") is None:
        return ()
    total = row.get("day_total") or row["minutes"]
    if total <= most:
        return ()
    words = t("problem.no_homework") if not most else t("problem.homework_over", total=total, most=most)
    return (Problem("minutes", words, hard=False),)


HOMEWORK = Register(
    id="homework",
    columns=(
        _day("on_day", "日期", required=True, frozen=True),
        _code("class_group", "class", 8, "班级", required=True),
        _code("subject", "subject", 10, "学科", required=True),
        Column(
            "minutes", Kind.INTEGER, 6, required=True, printed=True, largest=600, synonyms=("时长", "分钟", "作业时长")
        ),
        Column("day_total", Kind.COMPUTED, 8, printed=True),
        _code("layers", "homework_layers", 10, "分层", "作业分层"),
        _REMARK,
    ),
    keys=(("on_day", "class_group", "subject"),),
    row_rules=(_within_limit,),
)

SCHOOL_RULES = Register(
    id="school_rules",
    columns=(
        _text("rule_name", 24, 60, "制度", "制度名称", "名称", required=True, frozen=True),
        Column("edition", Kind.INTEGER, 6, required=True, printed=True, largest=999, synonyms=("版次", "版本")),
        _day("from_on", "施行日期", "起", required=True),
        Column("rule_body", Kind.TEXT, 40, max_length=20_000, synonyms=("正文", "内容")),
        Column("read_by", Kind.COMPUTED, 8, printed=True),
        _REMARK,
    ),
    keys=(("rule_name", "edition"),),
)

RULE_READINGS = Register(
    id="rule_readings",
    columns=(
        _code("school_rule", "school_rule", 28, "制度", required=True),
        _person("teacher", "教师", "姓名", required=True),
        _day("read_on", "阅读日期", "日期", required=True),
    ),
    keys=(("school_rule", "teacher"),),
)


def _who_is_rewarded(row: Values, _context: Context) -> Sequence[Problem]:
    """A reward or a penalty is somebody's, has its reason, and takes effect only when somebody has approved it."""
    found = []
    if row.get("fund_kind") in ("reward", "penalty"):
        if not row.get("teacher"):
            found.append(Problem("teacher", t("problem.fund_whose")))
        if not row.get("reason"):
            found.append(Problem("reason", t("problem.fund_reason")))
    if row.get("fund_state") in ("approved", "refused", "paid") and not row.get("approved_by"):
        found.append(Problem("approved_by", t("problem.fund_approved")))
    return found


FUND = Register(
    id="fund",
    columns=(
        _day("on_day", "日期", required=True, frozen=True),
        _code("fund_kind", "fund_kind", 8, "类别", required=True),
        Column("yuan", Kind.INTEGER, 10, required=True, printed=True, largest=100_000_000, synonyms=("金额", "元")),
        _person("teacher", "教师", "姓名"),
        _text("reason", 24, 200, "事由", "用途", "原因"),
        _code("fund_state", "fund_state", 8, "状态", required=True, default="proposed"),
        _text("approved_by", 10, 60, "批准人", "审批人"),
        Column("appeal", Kind.TEXT, 20, max_length=400, synonyms=("申诉",)),
        Column("answer", Kind.TEXT, 20, max_length=400, synonyms=("答复",)),
    ),
    keys=(("on_day", "fund_kind", "teacher", "reason"),),
    row_rules=(_who_is_rewarded,),
)

IMPROVEMENT_PLANS = Register(
    id="improvement_plans",
    columns=(
        _day("made_on", "日期", "制定日期", required=True, frozen=True),
        _person("teacher", "教师", "姓名", required=True, frozen=True),
        _text("plan_problem", 28, 400, "问题", "存在问题", required=True),
        _text("plan_goal", 24, 400, "目标", "改进目标"),
        _text("plan_steps", 28, 1000, "措施", "改进措施"),
        _day("checked_on", "检查日期"),
        _text("plan_outcome", 24, 1000, "效果", "改进效果"),
        _code("plan_state", "plan_state", 8, "状态", "进展", required=True, default="planned"),
    ),
    keys=(("made_on", "teacher"),),
)

MATERIALS = Register(
    id="materials",
    columns=(
        _text("material_title", 30, 120, "名称", "资源名称", "题目", required=True, frozen=True),
        _code("material_kind", "material_kind", 10, "类别", "资源类别", required=True),
        _person("teacher", "教师", "作者", "编者", "姓名"),
        _code("subject", "subject", 10, "学科"),
        _day("made_on", "日期", "编写日期"),
        _text("summary", 30, 1000, "简介", "内容提要", "关键词"),
        Column("file_name", Kind.COMPUTED, 24, printed=True),
    ),
    keys=(("material_title", "teacher"),),
)

REGISTERS = (
    CONTESTS,
    CONTEST_ENTRIES,
    CONTEST_SCORES,
    PROJECTS,
    PROJECT_MEMBERS,
    PUBLICATIONS,
    HOMEWORK,
    SCHOOL_RULES,
    RULE_READINGS,
    FUND,
    IMPROVEMENT_PLANS,
    MATERIALS,
)
