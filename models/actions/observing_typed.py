"""Days and people as they are typed when somebody signs up for a lesson."""

from __future__ import annotations

from datetime import date, timedelta

from data.words import t
from models.actions.desk import Desk
from models.actions.looking_up import people_meant, read_day
from models.actions.observing import ObservingRefused
from models.registers.problem import Unreadable
from models.tables.people import Teacher

_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日", 1)} | {"天": 7}
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def typed_weekday(text: str) -> int:
    """3 for '周三', '星期三' and 'wed'; 0 for anything else."""
    word = text.strip().lower()
    if word[:3] in _ENGLISH:
        return _ENGLISH.index(word[:3]) + 1
    found = [word.removeprefix(prefix) for prefix in ("周", "星期", "礼拜") if word.startswith(prefix)]
    return _WEEKDAYS.get(found[0], 0) if found else 0


def observing_day(desk: Desk, text: str) -> date:
    """'周三', 'wed' (the next one from today on), '11.25', '1125' or '2026-11-25'. Raises ObservingRefused."""
    if weekday := typed_weekday(text):
        return desk.today + timedelta(days=(weekday - desk.today.isoweekday()) % 7)
    try:
        found = read_day(text, desk.today)
    except Unreadable as error:
        raise ObservingRefused(str(error)) from error
    if found is None:
        raise ObservingRefused(t("observing.which_day"))
    return found


def one_person(desk: Desk, text: str) -> str:
    """The staff number of whom initials, a name or a number mean. Raises ObservingRefused for nobody or several."""
    people = people_meant(desk, text)
    if len(people) == 1:
        return people[0].staff_no
    if not people:
        raise ObservingRefused(t("week.nobody_called", text=text))
    names = t("observing.list_comma").join(f"{person.name}({person.staff_no})" for person in people[:6])
    raise ObservingRefused(t("week.several_people", text=text, names=names))


def oneself(desk: Desk) -> str:
    """The staff number of whoever acts. Raises ObservingRefused when that is nobody on the staff."""
    if desk.store.actor.teacher_id is None:
        raise ObservingRefused(t("observing.who_observes"))
    return Teacher.get_by_id(desk.store.actor.teacher_id).staff_no
