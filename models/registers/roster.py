"""The roster (花名册): the columns that a school keeps about its staff, and no more than the plan needs."""

from __future__ import annotations

from datetime import date

from models.registers.column import Column, Kind
from models.registers.register import Register
from models.rules import staff

_FIRST_BORN, _LAST_BORN = date(1940, 1, 1), date(2010, 12, 31)
_FIRST_WORKED, _LAST_WORKED = date(1960, 1, 1), date(2059, 12, 31)


def _month(field: str, *synonyms: str, required: bool = False, shown: bool = True, printed: bool = False) -> Column:
    return Column(
        field,
        Kind.PARTIAL_DATE,
        10,
        required=required,
        shown=shown,
        printed=printed,
        synonyms=synonyms,
        checks=(staff.not_in_future(field),),
        earliest=_FIRST_WORKED,
        latest=_LAST_WORKED,
        by_month=True,
    )


def _code(
    field: str, choices: str, width: int, *synonyms: str, required: bool = False, printed: bool = False
) -> Column:
    return Column(field, Kind.CODE, width, required, choices, synonyms=synonyms, printed=printed)


ROSTER = Register(
    id="roster",
    columns=(
        Column(
            "staff_no",
            Kind.DIGITS,
            6,
            required=True,
            frozen=True,
            printed=True,
            max_length=20,
            synonyms=("工号", "编号", "教师编号", "职工号", "教工号", "职工编号", "员工编号"),
            checks=(staff.staff_number,),
        ),
        Column(
            "name",
            Kind.NAME,
            10,
            required=True,
            frozen=True,
            printed=True,
            max_length=40,
            synonyms=("姓名", "真实姓名", "教师姓名", "名字", "教职工姓名"),
            checks=(staff.name_has_no_digits,),
        ),
        _code("sex", "sex", 4, "性别", required=True, printed=True),
        Column(
            "born_on",
            Kind.PARTIAL_DATE,
            10,
            required=True,
            printed=True,
            synonyms=("出生年月", "出生日期", "出生时间", "出生年月日", "生日"),
            checks=(staff.not_in_future("born_on"), staff.age_is_plausible),
            earliest=_FIRST_BORN,
            latest=_LAST_BORN,
        ),
        Column("age", Kind.COMPUTED, 4, printed=True, synonyms=("年龄",)),
        _code(
            "research_group", "research_group", 8, "教研组", "科组", "所在部门", "学科组", required=True, printed=True
        ),
        Column(
            "subjects",
            Kind.CODES,
            12,
            required=True,
            printed=True,
            choices="subject",
            synonyms=("任教学科", "学科", "任课学科", "学科按统计", "任教课程", "所教学科", "科目"),
        ),
        Column(
            "classes",
            Kind.CODES,
            14,
            required=True,
            choices="class",
            synonyms=("任教班级", "任课班级", "所教班级", "班级", "年级班级"),
        ),
        _code(
            "rank",
            "rank",
            12,
            "职称",
            "专业技术职务",
            "现任职称",
            "专业技术职称",
            "职称等级",
            required=True,
            printed=True,
        ),
        _month("teaching_since", "从教年月", "从教时间", "任教时间", "从教日期", required=True),
        Column("teaching_years", Kind.COMPUTED, 4, printed=True, synonyms=("教龄",)),
        _code(
            "status", "status", 6, "在岗状态", "状态", "在职状态", "人员状态", "是否在岗", required=True, printed=True
        ),
        Column(
            "status_since",
            Kind.PARTIAL_DATE,
            10,
            skip_if=staff.is_in_post,
            synonyms=("状态日期", "离岗日期", "变动日期"),
            earliest=_FIRST_WORKED,
            latest=_LAST_WORKED,
        ),
        Column(
            "position",
            Kind.CODE,
            12,
            choices="position",
            synonyms=("职务", "行政职务", "担任职务", "校内职务"),
            spills_into="remark",
        ),
        _code("head_of_class", "class", 8, "班主任班级", "班主任", "任班主任班级"),
        _code("grade_group", "grade_group", 10, "年级组", "所在年级组", "年级"),
        Column("other_groups", Kind.CODES, 14, choices="other_group", synonyms=("其他组", "所在小组")),
        _code("qualification", "qualification", 10, "学历", "最高学历", "文化程度", "现学历", printed=True),
        _code("degree", "degree", 10, "学位", "最高学位"),
        Column(
            "honours",
            Kind.HONOURS,
            24,
            printed=True,
            synonyms=("荣誉", "荣誉称号", "骨干教师", "获得荣誉"),
            max_length=1000,
        ),
        Column("name_pinyin", Kind.TEXT, 16, required=True, max_length=120, synonyms=("姓名拼音", "拼音")),
        Column(
            "phone",
            Kind.DIGITS,
            12,
            max_length=20,
            synonyms=("电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码"),
            checks=(staff.telephone,),
            full=r"1[3-9]\d{9}",
        ),
        Column("ethnicity", Kind.CODE, 8, choices="ethnicity", default="han", synonyms=("民族",)),
        _code("political", "political", 12, "政治面貌"),
        Column("graduated_from", Kind.TEXT, 16, max_length=60, synonyms=("毕业院校", "毕业学校", "毕业院校及专业")),
        Column("major", Kind.TEXT, 14, max_length=60, synonyms=("专业", "所学专业", "毕业专业")),
        _month("working_since", "参加工作年月", "参加工作时间", "工作时间", "参加工作", "参加工作日期"),
        _month("joined_on", "来校年月", "入职时间", "来校时间", "到校时间", "入职日期", "到校年月"),
        _month("rank_since", "职称取得日期", "职称取得时间", "取得职称时间", "任职时间", "评聘时间"),
        _code("establishment", "establishment", 10, "编制类别", "编制", "岗位类型"),
        _code("post_grade", "post_grade", 10, "岗位等级"),
        _code("certificate_subject", "subject", 10, "教师资格证学科", "资格证学科", "教师资格学科"),
        _code("putonghua", "putonghua", 10, "普通话等级", "普通话", "普通话水平"),
        Column("remark", Kind.TEXT, 20, max_length=400, synonyms=("备注", "说明")),
    ),
    keys=(("staff_no",), ("name", "born_on"), ("name", "phone"), ("name",)),
    distinct={"name": "born_on", "phone": ""},
    entry=(
        "name",
        "sex",
        "born_on",
        "ethnicity",
        "political",
        "working_since",
        "subjects",
        "grade_group",
        "position",
        "qualification",
        "rank",
        "phone",
    ),
    row_rules=(staff.dates_in_order, staff.status_has_date),
)
