"""What the school has promised: the obligations, who is let off, and of what people have been reminded."""

from __future__ import annotations

from models.tables.base import Record, day, flag, text, whole, words
from models.tables.people import Teacher, to


class Obligation(Record):
    """One promise of the plan as the school counts it: who owes how many of what in which time.

    ``measure`` names the count ('' where nothing measures it yet). ``number`` is owed in each window: for each
    occasion, week, month, term or school year; of ``unit`` 'percent' it is a share of the staff. ``binds`` with
    ``bound`` says whom: all, a research group by its name, a role by its code, those younger or older than so many
    years, mentors, mentees. Of several obligations with one measure the one that binds more narrowly takes effect for a
    person.
    """

    code = text(20)
    title = text(60)
    measure = text(40)
    per = words("each", "week", "month", "term", "year", default="term")
    number = whole(0, 100_000, default=1)
    unit = words("count", "percent")
    binds = words("all", "group", "role", "younger", "older", "mentor", "mentee")
    bound = text(60)
    warn_days = whole(0, 365, default=7)
    weight = whole(0, 1000, default=1)
    clause = text(20)  # of the plan: '四.3'
    is_active = flag(True)
    note = text(400)
    sort_no = whole(0, 1_000_000, default=0)


class Exemption(Record):
    """Somebody is let off an obligation (of all of them: NULL) for some days, with the reason."""

    obligation = to(Obligation, null=True)
    teacher = to(Teacher, null=True)
    first_day = day()
    last_day = day()
    reason = text(100)


class Reminder(Record):
    """Somebody, or a group by its name, was reminded of what they owe in one window: never twice for the same. By how
    many they were ``behind`` then tells whether there is something new to be reminded of."""

    obligation = to(Obligation, null=True, index=False)
    teacher = to(Teacher, null=True)
    group_name = text(40)
    window = text(24)
    behind = whole(0, 100_000, default=0)
    sent_on = day()

    class Meta:
        indexes = ((("obligation", "window", "teacher", "group_name"), False),)
