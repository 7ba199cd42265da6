"""What to paste into the school's chat: who of each group owes what, in a few kind lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.words import t
from models.actions.reflection_counts import Exchanged, Owing, by_group, due_days, exchanges, owings
from models.rules.reflections import month_of

if TYPE_CHECKING:
    from datetime import date

    from models.actions.desk import Desk


def reminders(desk: Desk, month: str = "", group: str | None = None) -> list[tuple[str, str]]:
    """Each research group with the text to send to it; groups in which nothing is owed are left out.

    Raises NotAllowed.
    """
    month = month or month_of(desk.today)
    people, held = owings(desk, month, group), {one.group: one for one in exchanges(desk, month, group)}
    days = due_days(desk, month)
    found = []
    for name, members in by_group(people).items():
        if text := reminder(name, month, members, held.get(name), days, desk.today):
            found.append((name, text))
    return found


def reminder(
    group: str, month: str, members: Sequence[Owing], held: Exchanged | None, days: Sequence[date], today: date
) -> str:
    """The text for one group; '' where nothing is owed. What is not due yet is told as such."""
    lines: list[str] = []
    for count in sorted({one.tally.owed for one in members if one.tally.owed}, reverse=True):
        names = [one.name for one in members if one.tally.owed == count]
        lines.append(t("reflections.remind_owed", count=count, names=_list(names)))
    if returned := [one.name for one in members if one.tally.returned]:
        lines.append(t("reflections.remind_returned", names=_list(returned)))
    if waiting := [
        t("reflections.remind_lesson", name=one.name, day=owed.lesson.held_on[5:], topic=owed.lesson.topic)
        for one in members
        for owed in one.lessons
    ]:
        lines.append(t("reflections.remind_lessons", names=_list(waiting)))
    if not lines:
        return ""
    if held is not None and held.missing:
        lines.append(t("reflections.remind_exchanges", held=len(held.held), missing=held.missing))
    ahead = [day for day in days if day >= today]
    by = t("reflections.remind_next_due", day=ahead[0]) if ahead else t("reflections.remind_past_due")
    head = t("reflections.remind_head", group=group or t("reflections.no_group"), month=int(month[5:]), day=today)
    return "\n".join((head, *lines, by))


def _list(names: Sequence[str]) -> str:
    return t("reflections.names_gap").join(names)
