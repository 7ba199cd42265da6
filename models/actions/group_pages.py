"""The ladder and the touch panel's lessons as pages to print and as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.formats.pages import Block, Page, PageColumn
from data.words import t
from models.actions.desk import Desk
from models.actions.group_lessons import Attended, attended, panel_coverage
from models.actions.ladder_view import GROUP_LESSON, Ladder, Rung, outcome_words, stage_words
from models.actions.observing_summaries import distinct_name
from models.actions.observing_words import day_words
from models.registers.choosing import label_of

LADDER_COLUMNS = (
    "group",
    "teacher",
    "held_on",
    "class",
    "topic",
    "stage",
    "score",
    "forms",
    "attended",
    "votes",
    "present",
    "outcome",
    "decided_on",
    "award",
    "missing",
    "reason",
)
"""What is told of every lesson at every stage; the titles are the words ladder.column.*."""
PANEL_COLUMNS = ("group", "staff_no", "name", "panel", "on_day")
"""What is told of everybody; ``panel`` is 'given', 'planned' or 'missing'. The titles are the words panel.column.*."""


def ladder_rows(desk: Desk, group: str | None = None) -> list[dict[str, Any]]:
    """The ladder (of a group) with codes as codes; ``missing`` are those of the group who were not at its lesson."""
    ladder = Ladder(desk)
    rungs = ladder.of_group(group)
    there = attended(desk, [one.facts for one in rungs if one.facts.kind == GROUP_LESSON])
    return [_ladder_row(ladder, one, there.get(one.facts.id)) for one in rungs]


def ladder_page(desk: Desk, group: str | None = None) -> Page:
    """The same to print, a table for each group."""
    columns = (
        PageColumn(t("ladder.column.teacher"), 10),
        PageColumn(t("ladder.column.held_on"), 6),
        PageColumn(t("ladder.column.topic"), 18),
        PageColumn(t("ladder.column.stage"), 5),
        PageColumn(t("ladder.column.score"), 5, right=True),
        PageColumn(t("ladder.column.votes"), 7, right=True),
        PageColumn(t("ladder.column.outcome"), 8),
        PageColumn(t("ladder.column.award")),
    )
    rows = ladder_rows(desk, group)
    blocks = [
        Block(name, columns, tuple(_printed(desk, row) for row in rows if row["group"] == name))
        for name in dict.fromkeys(row["group"] for row in rows)
    ]
    title = t("ladder.page_title", place=group or desk.school_name)
    notes = (t("ladder.page_note"),) if blocks else (t("ladder.page_empty"),)
    return Page(t("ladder.page_name"), title, (t("ladder.page_under", day=desk.today),), tuple(blocks), notes)


def panel_rows(desk: Desk, group: str | None = None) -> list[dict[str, Any]]:
    """Everybody (of a group) with the day of their lesson with the touch panel."""
    found = panel_coverage(desk, group)
    rows = []
    for person in desk.people(desk.today, group):
        number = person["staff_no"]
        state = "given" if number in found.given else "planned" if number in found.planned else "missing"
        day = found.given.get(number) or found.planned.get(number) or ""
        names = {"group": person.get("research_group") or "", "staff_no": number, "name": person["name"]}
        rows.append({**names, "panel": state, "on_day": day})
    return rows


def panel_in_words(_desk: Desk, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the touch panel's lessons as people read it."""
    return {**row, "panel": t(f"panel.{row['panel']}")}  # family panel.*


def panel_words(desk: Desk, group: str | None = None) -> str:
    """'触控一体机示范课：60人中41人上过，2人已排，17人还没有安排'."""
    rows = panel_rows(desk, group)
    counts = {state: sum(row["panel"] == state for row in rows) for state in ("given", "planned", "missing")}
    return t("panel.counted", all=len(rows), **counts)


def panel_page(desk: Desk, group: str | None = None) -> Page:
    """Who has given one, and who is missing, group by group."""
    rows = panel_rows(desk, group)
    columns = (
        PageColumn(t("panel.column.group"), 10),
        PageColumn(t("panel.people"), 6, right=True),
        PageColumn(t("panel.given"), 6, right=True),
        PageColumn(t("panel.planned"), 20),
        PageColumn(t("panel.missing")),
    )
    lines = []
    for name in dict.fromkeys(row["group"] for row in rows):
        own = [row for row in rows if row["group"] == name]
        states = {state: [row for row in own if row["panel"] == state] for state in ("given", "planned", "missing")}
        people = str(len(own))
        lines.append(
            (name, people, str(len(states["given"])), _names(desk, states["planned"]), _names(desk, states["missing"]))
        )
    title = t("panel.title", place=group or desk.school_name)
    return Page(t("panel.name"), title, (panel_words(desk, group),), (Block("", columns, tuple(lines)),))


def _names(desk: Desk, rows: Sequence[dict[str, Any]]) -> str:
    return t("observing.list_comma").join(distinct_name(desk, row["staff_no"]) for row in rows)


def _ladder_row(ladder: Ladder, rung: Rung, there: Attended | None) -> dict[str, Any]:
    facts = rung.facts
    score, forms = ladder.scores.get(facts.id, (None, 0))
    return {
        "group": rung.group,
        "teacher": facts.teacher,
        "held_on": facts.held_on,
        "class": facts.class_name,
        "topic": facts.topic,
        "stage": rung.stage,
        "score": None if score is None or not rung.shown else round(score, 1),
        "forms": forms if rung.shown else None,
        "attended": f"{there.came}/{there.expected}" if there else "",
        "votes": rung.votes if rung.voted else None,
        "present": f"{rung.present}/{rung.entitled}" if rung.voted else "",
        "outcome": rung.outcome,
        "decided_on": rung.decided_on,
        "award": rung.award,
        "missing": [one.staff_no for one in there.missing] if there else [],
        "reason": rung.reason,
    }


def in_words(desk: Desk, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the ladder as people read it."""
    return {
        **row,
        "stage": stage_words(desk, row["stage"]),
        "outcome": outcome_words(desk, row["outcome"]),
        "award": label_of(desk.lists.choices("honour_title"), row["award"]) if row["award"] else "",
        "missing": [distinct_name(desk, number) for number in row["missing"]],
    }


def _printed(desk: Desk, row: dict[str, Any]) -> tuple[str, ...]:
    told = in_words(desk, row)
    return (
        told["teacher"],
        day_words(row["held_on"]).partition("(")[0],
        told["topic"],
        told["stage"],
        "" if row["score"] is None else f"{row['score']:.1f}",
        "" if row["votes"] is None else f"{row['votes']}({row['present'].partition('/')[0]})",
        told["outcome"],
        told["award"] or row["reason"],
    )
