"""Whose folder somebody means who types a group's name, initials, or nothing for the school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.words import t
from models.actions.looking_up import people_meant
from models.rules.inspection import Subject

if TYPE_CHECKING:
    from models.actions.desk import Desk

_NAMED = 9


def named_subject(desk: Desk, text: str) -> Subject:
    """The school for '', a group by its name or the beginning of it, a person by initials, pinyin, name or number.

    Raises ValueError with whom the text may mean.
    """
    text = text.strip()
    if not text:
        return Subject("school")
    groups = [name for name in desk.groups() if name.startswith(text)]
    if text in groups or len(groups) == 1:
        return Subject("group", text if text in groups else groups[0])
    people = people_meant(desk, text)
    if len(people) == 1:
        return Subject("person", people[0].staff_no)
    names = [*groups, *(f"{one.name}({one.staff_no})" for one in people[:_NAMED])]
    if not names:
        raise ValueError(t("inspecting.nobody", text=text, groups=t("inspection.comma").join(desk.groups())))
    raise ValueError(t("inspecting.several", text=text, names=t("inspection.comma").join(names)))
