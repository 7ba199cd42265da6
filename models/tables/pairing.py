"""The mentor pairs: who guides whom from when until when, what both sides wish, what is owed and what was done.

Points are kept in tenths (``_x10``). Days are ISO; '' stands for none.
"""

from __future__ import annotations

import peewee as pw

from models.tables.base import Record, day, flag, text, whole, words
from models.tables.lessons import OpenLesson
from models.tables.people import Teacher, to, to_same


class Pairing(Record):
    """A mentor and a mentee, for one agreement: a renewal is a row of its own that points at the one ``after`` which
    it comes. A pair without an end day of its own runs until ``ends_on``.

    Mentor and mentee are NULL only while the row is being typed. ``topic`` is what it is about: the teaching of a
    ``subject``, or being a class's head teacher.
    """

    mentor = to(Teacher, null=True, index=False)
    mentee = to(Teacher, null=True)
    topic = words("subject", "homeroom")
    kind = words("entry", "cooperation", "advance")
    subject = text(40)
    starts_on = day()
    ends_on = day()  # what was agreed
    ended_on = day()  # what came of it, where it ended before
    end_reason = text(200)
    approved_by = text(60)  # who agreed to the end
    after = to_same(null=True)
    goal = text(400)
    remark = text(400)

    class Meta:
        indexes = ((("mentor", "mentee", "starts_on"), False),)


class PairingProfile(Record):
    """What the school says of one person as a mentor or a mentee, where the general rules do not fit.

    ``capacity`` 0 leaves the school's usual number; '' in the others leaves it to the rules.
    """

    teacher = to(Teacher, null=True, unique=True)
    capacity = whole(0, 9, default=0)
    may_mentor = words("", "yes", "no")
    wants_mentor = words("", "yes", "no")
    new_subject = flag()  # teaches a subject that is new to them
    reason = text(200)


class PairingWish(Record):
    """Somebody wants a pair, or the office pins or forbids one. ``rank`` orders one side's wishes, 1 first."""

    mentor = to(Teacher, null=True, index=False)
    mentee = to(Teacher, null=True)
    side = words("mentor", "mentee", "office")
    wish = words("wanted", "pinned", "forbidden")
    rank = whole(0, 9, default=0)
    reason = text(200)

    class Meta:
        indexes = ((("mentor", "mentee", "side"), True),)


class PairingDuty(Record):
    """How often something is owed in a pair: the school's rule where ``pairing`` is NULL, else that pair's own.

    ``duty`` is a code of the list 'pairing_duty'; a row of a pair takes the place of the school's row for that duty.
    """

    pairing = to(Pairing, null=True, index=False)
    duty = text(40)
    number = whole(0, 999, default=0)
    per = words("month", "term", "year")

    class Meta:
        indexes = ((("pairing", "duty"), True),)


class PairingLog(Record):
    """Something that a pair did and no other table knows; ``words`` are for the pair and the office alone.

    ``recorded_by`` is who of the pair wrote it, NULL where the office did.
    """

    pairing = to(Pairing, null=True, index=False)
    done_on = day()
    duty = text(40)
    number = whole(0, 99, default=1)
    words = text(2000)
    lesson = to(OpenLesson, null=True)
    recorded_by = to(Teacher, null=True)

    class Meta:
        indexes = ((("pairing", "done_on"), False),)


class PairingEvaluation(Record):
    """What came of a pair at the end of a term or of its time. The parts are of 100, in tenths, -1 where unknown, and
    stay as they were when it was decided."""

    pairing = to(Pairing, null=True, index=False)
    judged_on = day()
    completion_x10 = pw.IntegerField(default=-1, constraints=[pw.Check('"completion_x10" BETWEEN -1 AND 1000')])
    change_x10 = pw.IntegerField(default=-1, constraints=[pw.Check('"change_x10" BETWEEN -1 AND 1000')])
    panel_x10 = pw.IntegerField(default=-1, constraints=[pw.Check('"panel_x10" BETWEEN -1 AND 1000')])
    total_x10 = pw.IntegerField(default=-1, constraints=[pw.Check('"total_x10" BETWEEN -1 AND 1000')])
    level = text(40)
    words = text(2000)

    class Meta:
        indexes = ((("pairing", "judged_on"), False),)
