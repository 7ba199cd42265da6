"""Open lessons and their observers for tests: teachers 001 to 012, lessons on Wednesdays."""

from __future__ import annotations

from collections.abc import Sequence

from data.pinyin import initials_of, pinyin_of_name
from models.actions.desk import Desk
from models.journal.writing import insert_record
from models.tables.lessons import Observation, OpenLesson
from models.tables.people import ClassGroup, Expert, Teacher

NAMES = ("李芳", "王强", "陈静", "赵敏", "孙丽", "周杰", "吴倩", "郑爽", "冯磊", "刘洋", "许晴", "何平")
WEDNESDAY = "2026-11-18"


def staff(desk: Desk) -> list[int]:
    """The ids of twelve teachers, made now."""
    with desk.store.change("test.staff"):
        ids = []
        for number, name in enumerate(NAMES, 1):
            pinyin = pinyin_of_name(name)
            facts = {"name": name, "name_pinyin": pinyin, "name_initials": initials_of(pinyin), "status": "active"}
            ids.append(insert_record(Teacher, {"staff_no": f"{number:03}", "sort_no": number, **facts}))
    desk.lists.forget()
    return ids


def mentors(desk: Desk, *numbers: str) -> None:
    """Let these people be mentors by the school's word, whatever the rules say of them."""
    from models.actions.pairing import set_profile

    for number in numbers:
        set_profile(desk, number, may_mentor="yes")


def open_lesson(
    desk: Desk,
    teacher: int,
    observers: Sequence[int],
    held_on: str = WEDNESDAY,
    status: str = "came",
    **facts: object,
) -> tuple[int, list[int]]:
    """A lesson of that teacher before those observers: its id, and the observations' in their order."""
    with desk.store.change("test.lesson"):
        room = ClassGroup.get_or_none(entry_year=2024, class_no=2)
        group = room.id if room else insert_record(ClassGroup, {"entry_year": 2024, "class_no": 2})
        known = {"subject": "chinese", "kind": "open_day", "topic": "荷花", "class_group": group, **facts}
        lesson = insert_record(OpenLesson, {"held_on": held_on, "period": 2, "teacher": teacher, **known})
        made = [insert_record(Observation, {"lesson": lesson, "observer": who, "status": status}) for who in observers]
    return lesson, made


def expert_observes(desk: Desk, lesson: int, name: str = "高远") -> int:
    """An external expert at that lesson; the observation's id."""
    with desk.store.change("test.expert"):
        expert = insert_record(Expert, {"name": name, "workplace": "县教研室"})
        return insert_record(Observation, {"lesson": lesson, "expert": expert, "status": "came"})
