"""What teachers write about their work: the reflections with their texts, files and their way through the office.

Instants are UTC ('_at'), days ISO ('_on'), months 'YYYY-MM'; '' stands for none.
"""

from __future__ import annotations

import peewee as pw

from models.tables.base import Base, Identity, Record, flag, text, whole, words
from models.tables.lessons import OpenLesson
from models.tables.people import Activity, Teacher, to


class StoredFile(Base):
    """A file as it came, byte for byte, known by its SHA-256. Written once and never changed, so it has no history."""

    id = Identity()
    sha256 = text(64, 64, unique=True)
    size = pw.BigIntegerField(constraints=[pw.Check("size >= 0")])
    suffix = text(10)  # '.docx'
    content = pw.BlobField()


class Reflection(Record):
    """One reflection on its way: waiting for its author to be known, drafted, handed in, returned, handed in again,
    read, filed.

    ``kind`` is what it counts for: an ``insight`` (心得, so many a month), one ``after_lesson`` (教后反思, bound to
    ``lesson``), an ``exchange`` in a group (组内交流, bound to ``activity``), a ``case``, one about the ``term``.
    ``month`` is the month that it is for. The text lies in `ReflectionText`, the file in `StoredFile`.
    """

    teacher = to(Teacher, null=True, index=False)
    kind = words("", "insight", "after_lesson", "exchange", "case", "term")
    month = text(7)
    week = whole(0, 60, default=0)
    lesson = to(OpenLesson, null=True)
    activity = to(Activity, null=True)
    title = text(120)
    state = words("waiting", "draft", "handed_in", "returned", "again", "read", "filed")
    grade = words("", "excellent", "a", "b", "c")
    received_at = text(40)  # when it first came, or was begun
    handed_in_at = text(40)  # when it was last handed in
    handed_in_on = text(10)  # the school's own day of that
    characters = whole(0, 1_000_000, default=0)
    file = to(StoredFile, null=True)
    file_name = text(200)
    came_by = words("app", "folder", "dropbox", "paste", "paper")
    sender = text(60)  # the account that left it in the drop box
    problem = text(300)  # why its text could not be read
    answer = text(2000)  # what the office wrote to the author: why it came back, or what was thought of it
    is_flagged = flag()  # for the yearbook
    consent = words("", "asked", "given", "refused")  # to its being shown to others under the author's name
    is_shared = flag()  # the author lets the group read it

    class Meta:
        indexes = (
            (("teacher", "month", "kind"), False),
            (("state", "received_at", "id"), False),
            (("month", "kind", "state"), False),
        )


class ReflectionText(Record):
    """What was written, as plain text; a heading begins with '# '."""

    reflection = to(Reflection, unique=True)
    body = text(200_000)


class ReflectionStep(Record):
    """A reflection came into a state: when, by whom and with which words."""

    reflection = to(Reflection, index=False)
    state = words("waiting", "draft", "handed_in", "returned", "again", "read", "filed")
    at = text(40)
    who = text(60)
    words = text(2000)

    class Meta:
        indexes = ((("reflection", "id"), False),)


class ReflectionTag(Record):
    """A word by which the office finds a reflection again."""

    reflection = to(Reflection, index=False)
    tag = text(40, 1)

    class Meta:
        indexes = ((("reflection", "tag"), True), (("tag",), False))
