"""Activities and who attended them: two short registers over the same grid."""

from __future__ import annotations

from datetime import date

from models.registers.column import Column, Kind
from models.registers.register import Register

PRESENT, EXCUSED = "present", "personal"
"""Codes of the list 'attendance': what everybody is until somebody says otherwise, and what an exception mostly is."""

OUTSIDE = ("outside",)
"""Kinds of activities to which a few go: on their sheet nobody stands to begin with."""

ACTIVITIES = Register(
    id="activities",
    columns=(
        Column(
            "held_on",
            Kind.DAY,
            10,
            required=True,
            frozen=True,
            printed=True,
            synonyms=("日期", "活动日期", "时间", "活动时间"),
            earliest=date(2000, 1, 1),
            latest=date(2059, 12, 31),
        ),
        Column(
            "activity_title",
            Kind.TEXT,
            28,
            required=True,
            frozen=True,
            printed=True,
            max_length=100,
            synonyms=("活动名称", "活动", "主题", "活动主题", "名称"),
        ),
        Column(
            "activity_kind",
            Kind.CODE,
            10,
            required=True,
            choices="activity_kind",
            printed=True,
            synonyms=("类别", "活动类别", "类型", "活动类型"),
        ),
        Column("place", Kind.TEXT, 14, printed=True, max_length=60, synonyms=("地点", "活动地点")),
        Column("attended", Kind.COMPUTED, 6, printed=True, synonyms=("实到", "到会人数")),
        Column("expected", Kind.COMPUTED, 6, printed=True, synonyms=("应到", "应到人数")),
        Column(
            "activity_group",
            Kind.CODE,
            10,
            choices="any_group",
            synonyms=("教研组", "组别", "主办组", "活动组"),
        ),
        Column("activity_lead", Kind.PERSON, 10, synonyms=("主备人", "主持人", "主讲人", "负责人")),
        Column("activity_minutes", Kind.INTEGER, 5, largest=10_000, synonyms=("时长", "分钟", "活动时长")),
        Column("activity_record", Kind.TEXT, 30, max_length=8000, synonyms=("活动记录", "过程", "纪要", "记录")),
        Column("remark", Kind.TEXT, 20, max_length=400, synonyms=("备注",)),
    ),
    keys=(("held_on", "activity_title"),),
)

ATTENDANCE = Register(
    id="attendance",
    columns=(
        Column(
            "activity",
            Kind.CODE,
            26,
            required=True,
            choices="activity",
            frozen=True,
            printed=True,
            max_length=120,
            synonyms=("活动名称", "活动主题"),
        ),
        Column(
            "teacher",
            Kind.PERSON,
            12,
            required=True,
            frozen=True,
            printed=True,
            synonyms=("教师", "姓名", "参加人"),
        ),
        Column(
            "attendance_status",
            Kind.CODE,
            8,
            required=True,
            choices="attendance",
            default=PRESENT,
            printed=True,
            synonyms=("考勤", "出勤", "出勤情况", "签到"),
        ),
        Column(
            "has_notes",
            Kind.CODE,
            8,
            choices="yes_no",
            printed=True,
            synonyms=("笔记", "学习笔记", "交笔记", "笔记已交"),
            skip_if=lambda _row: True,  # mostly noted for everybody at once
        ),
        Column("remark", Kind.TEXT, 24, printed=True, max_length=200, synonyms=("备注", "原因")),
    ),
    keys=(("activity", "teacher"),),
)
SHEET = ("teacher", "attendance_status", "has_notes", "remark")
"""The columns of one activity's sheet."""
