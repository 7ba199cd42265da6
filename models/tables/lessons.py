"""The teaching timetable, the lessons that are open to observers, who observed them and what they wrote down.

Points are kept in tenths (``_x10``), so that halves add up exactly. Days are ISO, clock times 'HH:MM'.
"""

from __future__ import annotations

import peewee as pw

from models.tables.base import Record, day, flag, text, whole, words
from models.tables.people import ClassGroup, Expert, Teacher, to, to_same


class CalendarDay(Record):
    """A day on which the weekly timetable does not run as usual: a holiday, a make-up day, an exam day, a day closed
    to observers. ``acts_as`` is the weekday (1 Monday) whose timetable a make-up day follows, 0 for none."""

    on_day = day()
    kind = words("holiday", "makeup", "exam", "closed")
    acts_as = whole(0, 7, default=0)
    note = text(60)

    class Meta:
        indexes = ((("on_day",), False),)  # two rows may be without a day while they are typed


class BellTime(Record):
    """When a period begins and ends, for some grades and for one weekday (0: for every day without times of its own).

    A period that has no time for a grade on a day does not exist there: lower grades leave early.
    """

    weekday = whole(0, 7, default=0)
    first_grade = whole(1, 9, default=1)
    last_grade = whole(1, 9, default=9)
    period = whole(0, 12, default=0)  # 0 only while the row is being typed
    starts_at = text(5)
    ends_at = text(5)


class TeachingSlot(Record):
    """One weekly lesson: who teaches what to which class when and where, in all, odd or even weeks of the term.

    ``starts_on`` and ``ends_on`` bound its time ('' for open ends): a change from a date on ends one row and begins
    another, so the past stays. Class and teacher are NULL, weekday and period 0 only while the row is being typed.
    """

    class_group = to(ClassGroup, null=True, index=False)
    weekday = whole(0, 7, default=0)
    period = whole(0, 12, default=0)
    subject = text(40)
    teacher = to(Teacher, null=True, index=False)
    room = text(40)
    seats = whole(0, 500, default=0)  # observers that the room can take; 0 for the school's usual number
    weeks = words("all", "odd", "even")
    starts_on = day()
    ends_on = day()

    class Meta:
        indexes = (
            (("weekday", "period", "class_group"), False),
            (("teacher", "weekday", "period"), False),
            (("class_group",), False),
        )


class OpenLesson(Record):
    """A lesson that others may observe: of the timetable, or of its own (a demonstration, a contest, another school).

    ``kind`` and ``subject`` are codes of their lists. Teacher is NULL while the row is being typed, or for a lesson
    given elsewhere by somebody who is not on the staff (``guest`` names them).
    """

    held_on = day()
    period = whole(0, 12, default=0)
    teacher = to(Teacher, null=True)
    guest = text(60)
    class_group = to(ClassGroup, null=True)
    subject = text(40)
    kind = text(40)
    topic = text(120)
    room = text(40)
    seats = whole(0, 500, default=0)
    uses_touch_panel = flag()
    status = words("planned", "held", "cancelled")
    reason = text(200)  # why it was cancelled or moved
    reply = text(4000)  # what the teacher answers to the observers
    remark = text(400)

    class Meta:
        indexes = ((("held_on", "period"), False), (("kind", "held_on"), False))


class Observation(Record):
    """Somebody observes an open lesson: planned, came, stayed away, or struck out with a reason (never deleted).

    The observer is a teacher or an external expert; both are NULL only while the row is being typed. It counts when
    its evaluation form is in. ``recorded_on`` is the day on which it was entered as having happened.
    """

    lesson = to(OpenLesson, null=True, index=False)
    observer = to(Teacher, null=True)
    expert = to(Expert, null=True)
    status = words("planned", "came", "absent", "excused", "void")
    pinned = flag()  # fixed by hand: a planner leaves it
    covered_by = to(Teacher, null=True)  # who takes the observer's own class meanwhile
    minutes = whole(0, 600, default=0)  # how long the observer stayed; 0 for the whole lesson
    recorded_on = day()
    reason = text(200)
    remark = text(400)

    class Meta:
        indexes = (
            (("lesson", "observer"), True),
            (("lesson", "expert"), True),
        )


class FormTemplate(Record):
    """One edition of an evaluation form. An edition that a filled form uses never changes: a change makes the next.

    ``subject`` and ``lesson_kind`` say for which lessons it is proposed ('' for any). ``bands`` says where they part,
    '90/75/60'. ``required`` names the texts that must be there, '|' between them.
    """

    code = text(40, 1)
    edition = whole(1, 9999, default=1)
    title_zh = text(60)
    title_en = text(120)
    subject = text(40)
    lesson_kind = text(40)
    bands = text(60)
    required = text(100)
    bonus_x10 = whole(0, 1000, default=0)  # the most that may be given beyond the full score
    is_current = flag(True)

    class Meta:
        indexes = ((("code", "edition"), True),)


class FormItem(Record):
    """One item of an edition: its section, words and highest score. ``timed`` names the minutes of the lesson's course
    that propose its score ('opening', 'self_study', 'talk', 'practice'), with ``limits``: '0:10 11:8' is 10 points up
    to ten minutes and 8 from eleven on."""

    template = to(FormTemplate, index=False)
    seq = whole(1, 999)
    section = text(40)
    item = text(120)
    max_x10 = whole(10, 1000, default=50)
    timed = text(20)
    limits = text(200)

    class Meta:
        indexes = ((("template", "seq"), True),)


class EvaluationForm(Record):
    """What one observer wrote about one lesson. A form that was handed in is never deleted but struck out.

    ``total_x10`` is the control total that somebody typed from paper, -1 for none; the sum itself is always counted.
    A form of which only the total was recorded has no template.
    """

    observation = to(Observation, unique=True)
    template = to(FormTemplate, null=True)
    status = words("draft", "handed_in", "void")
    handed_in_on = day()
    strengths = text(2000)
    problems = text(2000)
    suggestions = text(2000)
    bonus_x10 = whole(0, 1000, default=0)
    total_x10 = pw.IntegerField(default=-1, constraints=[pw.Check('"total_x10" BETWEEN -1 AND 20000')])
    reason = text(200)


class FormScore(Record):
    """The points of one item on one form; ``not_applicable`` takes the item out of sum and full score."""

    form = to(EvaluationForm, index=False)
    item = to(FormItem)
    points_x10 = whole(0, 1000, default=0)
    not_applicable = flag()

    class Meta:
        indexes = ((("form", "item"), True),)


class LessonMoment(Record):
    """When a lesson passed to another kind of work, as an observer marked it: seconds from its beginning.

    ``noted_at`` is the instant (UTC) at which a key was pressed for it, '' for a moment that was put in afterwards: the
    first one's tells whoever comes back after the line broke how long the lesson has been going on.
    """

    observation = to(Observation, index=False)
    at_second = whole(0, 36_000)
    work = words("start", "self_study", "talk", "practice", "question", "patrol", "end")
    noted_at = text(40)

    class Meta:
        indexes = ((("observation", "at_second"), True),)


class Nomination(Record):
    """A lesson on the ladder 组 → 校 → 县: what became of it at one stage, with the votes and the reason.

    ``lesson`` is the one that was shown at this stage; until there is one, that of the stage before, which ``after``
    points at.
    """

    lesson = to(OpenLesson, null=True, index=False)
    after = to_same(null=True)
    stage = words("group", "school", "county")
    outcome = words("pending", "advanced", "not_advanced", "withdrawn")
    decided_on = day()
    present = whole(0, 1000, default=0)  # who could vote and was there
    entitled = whole(0, 1000, default=0)
    votes = whole(0, 1000, default=0)
    award = text(60)
    reason = text(400)

    class Meta:
        indexes = ((("lesson", "stage"), True),)


class Vote(Record):
    """Somebody who was there when a lesson was voted on at a stage, and whether they were for it; who votes for their
    own lesson is not counted."""

    nomination = to(Nomination, index=False)
    voter = to(Teacher)
    in_favour = flag(True)

    class Meta:
        indexes = ((("nomination", "voter"), True),)


class Absence(Record):
    """Somebody is away for some days (training, leave), so that nobody plans them into a lesson."""

    teacher = to(Teacher, null=True)
    first_day = day()
    last_day = day()
    reason = text(100)
