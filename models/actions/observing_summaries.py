"""How observing stands, on paper: the groups beside each other, and a page for each group with its people."""

from __future__ import annotations

from collections.abc import Sequence

from data.formats.pages import Block, Page, PageColumn
from data.words import t
from models.actions.desk import Desk
from models.actions.observing_words import person_words
from models.actions.standing import Standing, standing_row, standings, titles

SCHOOL_COLUMNS = ("group", "people", "counted", "per_head", "behind", "owing_forms", "late", "done")
"""What is told of every group; the titles are the words paper.column.*."""
_WIDTHS = {"name": 11, "group": 8, "forecast": 12}


def summaries(desk: Desk, group: str | None = None) -> list[Page]:
    """How observing stands: the groups beside each other, then a page for each group with its people (of one group: its
    page alone). As far as the person may see the others."""
    people = seen_standings(desk, group)
    groups = [name for name in desk.groups() if any(one.group == name for one in people)]
    pages = [_group_page(desk, name, [one for one in people if one.group == name]) for name in groups]
    return pages if group else [_school_page(desk, groups, people), *pages]


def seen_standings(desk: Desk, group: str | None = None) -> list[Standing]:
    """How those stand whose observations the person may see, in the school's order. Raises NotAllowed."""
    order = {one["staff_no"]: place for place, one in enumerate(desk.people(desk.today))}
    return sorted(standings(desk, group), key=lambda one: order[one.staff_no])


def distinct_name(desk: Desk, staff_no: str) -> str:
    """The person's name, with the staff number behind it where somebody else is called the same."""
    name = person_words(desk, staff_no)
    namesakes = sum(person.name == name for person in desk.lists.people())
    return f"{name}({staff_no})" if namesakes > 1 else name


def _group_page(desk: Desk, group: str, people: Sequence[Standing]) -> Page:
    columns = tuple(_column(name, title) for name, title in titles() if name != "group")
    rows = []
    for one in people:
        row = {**standing_row(one), "name": distinct_name(desk, one.staff_no)}
        rows.append(tuple(str(row[name]) for name, _ in titles() if name != "group"))
    title = t("paper.summary_title", group=group)
    return Page(group, title, (_as_of(desk),), (Block("", columns, tuple(rows)),), (t("paper.summary_note"),))


def _school_page(desk: Desk, groups: Sequence[str], people: Sequence[Standing]) -> Page:
    columns = tuple(
        PageColumn(t(f"paper.column.{name}"), 10 if name == "group" else 8, name != "group")  # family paper.column.*
        for name in SCHOOL_COLUMNS
    )
    rows = []
    for group in [*groups, None]:
        own = [one for one in people if group in (None, one.group)]
        counted = sum(one.tally.counted for one in own)
        rows.append(
            (
                group or t("standing.everybody"),
                str(len(own)),
                str(counted),
                f"{counted / len(own):.1f}" if own else "",
                str(sum(one.tally.behind > 0 for one in own)),
                str(sum(one.tally.owing_forms for one in own)),
                str(sum(one.tally.late for one in own)),
                str(sum(not one.tally.missing for one in own)),
            )
        )
    title = t("paper.summary_title", group=desk.school_name)
    blocks = (Block("", columns, tuple(rows)),)
    return Page(t("standing.everybody"), title, (_as_of(desk),), blocks, (t("paper.summary_note"),))


def _column(name: str, title: str) -> PageColumn:
    return PageColumn(title, _WIDTHS.get(name, 6), name not in _WIDTHS)


def _as_of(desk: Desk) -> str:
    term = desk.term
    return t("paper.as_of", term=term.label if term else "", day=desk.today)
