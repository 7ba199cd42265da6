"""Everybody's credits for inspectors: the points beside the year's target, and the statement of each, line by line."""

from __future__ import annotations

from data.formats.pages import PageColumn
from data.words import t
from models.actions.credit_closing import CLOSED, closings
from models.actions.credits import Statement, is_on, statements
from models.actions.inspection_making import LeftOut, Made, Making
from models.actions.observing_summaries import distinct_name
from models.journal.logged import table_title
from models.rules.credits import shown_points
from models.rules.inspection import Entry

_LINES = ("on_day", "rule", "what", "earned", "counted", "why", "source")
_WIDTHS = {"on_day": 10, "rule": 14, "earned": 5, "counted": 5, "source": 10}


def credits_paper(making: Making, entry: Entry) -> list[Made]:
    """One document: a table of all, then the statement of each. Raises LeftOut where the school counts no credits."""
    if not is_on(making.desk):
        raise LeftOut(t("inspection.no_credits"))
    found = [one for one in statements(making.desk) if making.holds(one.staff_no)]
    if not found:
        return []
    paper = making.paper(entry)
    for one in closings(making.term):
        words = "credits.was_closed" if one.state == CLOSED else "credits.was_reopened"
        paper.note(t(words, day=one.on_day, who=one.by_name, reason=one.reason))
    columns = (
        PageColumn(t("column.name"), 14),
        PageColumn(t("column.research_group")),
        PageColumn(t("credits.column.counted"), 12, True),
        PageColumn(t("credits.column.target"), 12, True),
    )
    paper.table(columns, [_total(making, one) for one in found])
    titles = tuple(  # family credits.column.*
        PageColumn(t(f"credits.column.{name}"), _WIDTHS.get(name, 0), name in ("earned", "counted")) for name in _LINES
    )
    for one in found:
        paper.new_page()
        paper.heading(distinct_name(making.desk, one.staff_no))
        paper.note(t("inspection.credits_of", counted=shown_points(one.counted_x100), count=len(one.lines)))
        if one.lines:
            paper.table(titles, _rows(one))
        paper.signatures((t("inspection.signs_self"), t("inspection.signs_office")), t("inspection.signed_on"))
    return [Made("", ".docx", paper.to_bytes(), len(found))]


def _total(making: Making, one: Statement) -> tuple[str, ...]:
    points = [shown_points(each) for each in (one.counted_x100, one.target_x100)]
    return (distinct_name(making.desk, one.staff_no), one.group, *points)


def _rows(one: Statement) -> list[tuple[str, ...]]:
    return [
        (
            line.on_day,
            line.rule_title,
            line.what,
            shown_points(line.earned_x100),
            shown_points(line.counted_x100),
            line.why,
            table_title(line.source_table),
        )
        for line in one.lines
    ]
