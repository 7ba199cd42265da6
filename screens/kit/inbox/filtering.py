"""Which pieces the inbox shows: of one month, kind, group, person, grade or tag."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.app import App

from data.words import t
from models.actions.desk import Desk
from models.actions.looking_up import people_meant
from models.actions.observing_words import person_words
from models.actions.reflection_pages import judges
from models.actions.reflection_pieces import Wanted
from models.actions.reflection_tags import usual_months, usual_tags
from models.registers.choosing import label_of
from screens.kit.dialogs import Ask, Choose
from screens.kit.inbox.phrases import AskPhrase

_ANY = "*"
LIMITS = ("month", "kind", "group", "teachers", "grade", "tag", "flagged", "everything")


async def ask_limits(app: App[Any], desk: Desk, wanted: Wanted) -> Wanted | None:
    """One more limit, another, or none any more; None when given up."""
    options = [(name, t(f"reflections.limit.{name}")) for name in LIMITS]  # family reflections.limit.*
    name = await app.push_screen_wait(Choose(t("reflections.limit_title"), options))
    if name is None:
        return None
    if name == "everything":
        return Wanted(states=())
    if name == "flagged":
        return replace(wanted, flagged=not wanted.flagged)
    if name == "teachers":
        return await _of_person(app, desk, wanted)
    if name == "tag" and judges(desk):
        word = await app.push_screen_wait(AskPhrase(t("reflections.tag_title"), usual_tags(desk), value=wanted.tag))
        return None if word is None else replace(wanted, tag=word.strip())
    chosen = await app.push_screen_wait(
        Choose(t("reflections.limit_title"), [(_ANY, t("reflections.any")), *_of(desk, name)])
    )
    return None if chosen is None else replace(wanted, **{name: "" if chosen == _ANY else chosen})


def limits_in_words(desk: Desk, wanted: Wanted) -> str:
    """The limits that count now; '' for none."""
    said = [
        wanted.month,
        label_of(desk.lists.choices("reflection_kind"), wanted.kind) if wanted.kind else "",
        wanted.group,
        t("reflections.gap").join(person_words(desk, number) for number in wanted.teachers),
        label_of(desk.lists.choices("reflection_grade"), wanted.grade) if wanted.grade else "",
        t("reflections.tags", tags=wanted.tag) if wanted.tag else "",
        t("reflections.limit.flagged") if wanted.flagged else "",
    ]
    words = t("reflections.gap").join(filter(None, said))
    return t("reflections.only", what=words) if words else ""


def _of(desk: Desk, name: str) -> list[tuple[str, str]]:
    if name == "month":
        return [(month, month) for month in usual_months(desk)]
    if name == "group":
        return [(choice.code, choice.label) for choice in desk.lists.choices("research_group")]
    return [(choice.code, choice.label) for choice in desk.lists.choices(f"reflection_{name}")]


async def _of_person(app: App[Any], desk: Desk, wanted: Wanted) -> Wanted | None:
    typed, why = "", t("reflections.which_teacher_text")
    while True:
        answer = await app.push_screen_wait(Ask(t("reflections.which_teacher"), why, typed))
        if answer is None:
            return None
        people = people_meant(desk, answer)
        if not answer.strip() or len(people) == 1:
            return replace(wanted, teachers=tuple(person.staff_no for person in people))
        if people:
            options = [(one.staff_no, f"{one.name}({one.staff_no})") for one in people]
            chosen = await app.push_screen_wait(Choose(t("reflections.which_teacher"), options))
            return None if chosen is None else replace(wanted, teachers=(chosen,))
        typed, why = answer, t("history.no_such_teacher", text=answer)
