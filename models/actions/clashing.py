"""What a clash of two lessons is called, for the cell of one of them."""

from __future__ import annotations

from data.words import t
from models.registers.choosing import label_of
from models.registers.column import Context, People
from models.registers.persons import show_person
from models.registers.problem import Problem
from models.rules.slots import Clash, Slot

_SENTENCES = {"teacher": "teaching.clash_teacher", "class": "teaching.clash_class", "room": "teaching.clash_room"}
_FIELDS = {"teacher": "teacher", "class": "class_group", "room": "room"}
_ONLY = {"odd": "teaching.only_odd", "even": "teaching.only_even"}


def clash_problem(clash: Clash, other: Slot, context: Context, field: str = "") -> Problem:
    """The finding on a lesson that clashes with ``other``: nobody can be in two places, a room may be shared."""
    return Problem(field or _FIELDS[clash.what], clash_sentence(clash.what, other, context), is_grave(clash))


def is_grave(clash: Clash) -> bool:
    """Whether it cannot be so: two classes may share a room if they must."""
    return clash.what != "room"


def clash_sentence(what: str, other: Slot, context: Context) -> str:
    """What else is there at that time: '李芳这一节还在三(2)班上语文'."""
    facts = {
        "class_": label_of(context.choices("class"), other.class_code),
        "subject": label_of(context.choices("subject"), other.subject),
        "teacher": show_person(other.teacher, People.of(context.people())),
        "room": other.room,
        "weeks": t(_ONLY[other.weeks]) if other.weeks in _ONLY else "",
    }
    return t(_SENTENCES[what], **facts)
