"""The school, its terms and classes, its staff, what they are honoured for and the groups they belong to."""

from __future__ import annotations

from typing import Any

import peewee as pw

from models.tables.base import Record, day, flag, partial_date, text, whole, words


def to(model: type[pw.Model], **options: Any) -> pw.ForeignKeyField:
    """A reference that may wait until the end of the transaction, so that an undo can put rows back in any order."""
    return pw.ForeignKeyField(model, deferrable="INITIALLY IMMEDIATE", on_delete="NO ACTION", **options)


def to_same(**options: Any) -> pw.ForeignKeyField:
    """A reference to another row of the same table, as `to` makes them."""
    return pw.ForeignKeyField("self", deferrable="INITIALLY IMMEDIATE", on_delete="NO ACTION", **options)


class School(Record):
    """One row: the school that this store belongs to."""

    name = text(80, 1)
    county = text(40)


class Term(Record):
    """A term (学期): number 1 begins in autumn of ``school_year``, number 2 in the spring after it."""

    school_year = whole(2000, 2100)
    number = whole(1, 2)
    starts_on = day()
    ends_on = day()

    class Meta:
        indexes = ((("school_year", "number"), True),)


class CodeItem(Record):
    """One entry of a code list, with the digits it is typed by; the school may add entries and retire them."""

    list_id = text(40, 1)
    code = text(40, 1)
    label_zh = text(60)
    label_en = text(80)
    digits = text(4)
    aliases = text(400)  # other spellings and former names, '|' between them
    sort_no = whole(0, 1_000_000, default=0)
    is_active = flag(True)

    class Meta:
        indexes = ((("list_id", "code"), True),)


class Setting(Record):
    """A preference of the school, as JSON: age bands, the export's title, …"""

    key = text(60, 1, unique=True)
    value = text(20_000)


class ClassGroup(Record):
    """A class (班级) by the autumn its pupils entered: its grade follows from the school year."""

    entry_year = whole(1990, 2100)
    class_no = whole(1, 30)

    class Meta:
        indexes = ((("entry_year", "class_no"), True),)


class StaffGroup(Record):
    """教研组, 年级组, 备课组, 电教组, 领导小组 and other groups of staff."""

    kind = words("research", "grade", "prep", "ict", "leading", "other")
    name = text(40, 1)
    digits = text(4)  # what is typed for it, kept for good; none begins with another's
    sort_no = whole(0, 1_000_000, default=0)
    is_active = flag(True)

    class Meta:
        indexes = ((("kind", "name"), True),)


class Teacher(Record):
    """A member of staff, as the roster has it. Codes are those of the code lists; ages are never stored."""

    staff_no = text(20, 1, unique=True)
    sort_no = pw.BigIntegerField(default=0)
    name = text(40)
    name_pinyin = text(120)  # full pinyin, a space between characters; people correct it
    name_initials = text(60)  # what follows from it, so that SQL can find people by initials
    sex = text(8)
    born_on = partial_date()
    rank = text(40)
    rank_since = partial_date()
    teaching_since = partial_date()
    status = text(40)
    status_since = partial_date()
    ethnicity = text(40)
    political = text(40)
    qualification = text(40)
    degree = text(40)
    graduated_from = text(60)
    major = text(60)
    working_since = partial_date()
    joined_on = partial_date()
    establishment = text(40)
    post_grade = text(40)
    position = text(40)
    certificate_subject = text(40)
    putonghua = text(40)
    phone = text(20)
    remark = text(400)
    is_full_time = flag(True)
    head_of_class = to(ClassGroup, null=True, backref="head_teachers")

    class Meta:
        indexes = (
            (("name_pinyin",), False),
            # The school's order, namesakes and shared telephones without a look at the table itself.
            (("sort_no", "id", "status"), False),
            (("name", "born_on", "status"), False),
            (("phone", "status"), False),
        )


class TeacherSubject(Record):
    """A subject that a teacher teaches; ``seq`` 0 is the main one."""

    teacher = to(Teacher, index=False)
    subject = text(40, 1)
    seq = whole(0, 99)

    class Meta:
        indexes = ((("teacher", "subject"), True),)


class TeacherClass(Record):
    """A class that a teacher teaches."""

    teacher = to(Teacher, index=False)
    class_group = to(ClassGroup)
    seq = whole(0, 99)

    class Meta:
        indexes = ((("teacher", "class_group"), True),)


class GroupMember(Record):
    """Who belongs to which group as what, from when until when ('' for an open end).

    Group or teacher is NULL only while the row is being typed.
    """

    group = to(StaffGroup, index=False, null=True)
    teacher = to(Teacher, null=True)
    role = words("member", "head", "deputy")
    duty = text(100)
    starts_on = day()
    ends_on = day()

    class Meta:
        indexes = ((("group", "teacher", "starts_on"), True),)


class Honour(Record):
    """A title such as 骨干教师, with its level, year and issuer.

    The teacher is NULL, the title '' only while the row is being typed.
    """

    teacher = to(Teacher, null=True)
    title = text(40)
    level = text(40)
    year = whole(0, 2100, default=0)  # 0 for unknown
    issuer = text(80)
    seq = whole(0, 999, default=0)


class Expert(Record):
    """An external person (县教研员 …): may lecture, observe and score, and never counts as staff."""

    name = text(40)
    name_pinyin = text(120)
    name_initials = text(60)
    workplace = text(80)
    position = text(40)
    field = text(60)
    phone = text(20)
    remark = text(400)


class PendingCell(Record):
    """A typed text that cannot be the cell's value yet: it waits beside the record, red, until someone mends it."""

    register = text(40, 1)
    row_id = pw.BigIntegerField()
    field_name = text(40, 1)
    typed = text(4000)
    reason = text(300)

    class Meta:
        indexes = ((("register", "row_id", "field_name"), True),)


class CellNote(Record):
    """What somebody wants remembered about one cell: words beside it, and whether its value is doubtful (存疑)."""

    register = text(40, 1)
    row_id = pw.BigIntegerField()
    field_name = text(40, 1)
    words = text(400)
    is_doubtful = flag()

    class Meta:
        indexes = ((("register", "row_id", "field_name"), True),)


class Activity(Record):
    """An activity of the term that people attend: topic study, collective preparation, a lecture, an outing."""

    kind = text(40)
    title = text(120)
    held_on = day()
    place = text(60)
    remark = text(400)


class ActivityRecord(Record):
    """What belongs to an activity's paper: the group that held it (NULL for the whole school), who prepared or
    presided, how long it took and what was said there, the minutes."""

    activity = to(Activity, unique=True)
    group = to(StaffGroup, null=True)
    lead = to(Teacher, null=True)
    minutes = whole(0, 10_000, default=0)
    record = text(8000)


class Attendance(Record):
    """Who was at an activity, and as what: a code of the list 'attendance'.

    Activity or teacher is NULL only while the row is being typed.
    """

    activity = to(Activity, index=False, null=True)
    teacher = to(Teacher, null=True)
    status = text(40, 1)
    has_notes = flag()
    remark = text(200)

    class Meta:
        indexes = ((("activity", "teacher"), True),)
