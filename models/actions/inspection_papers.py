"""The plan with how it stands, everybody's obligations, the staff, and what secures the training, for inspectors."""

from __future__ import annotations

from collections.abc import Sequence

from data.formats.official import OfficialPaper
from data.formats.pages import PageColumn
from data.words import t
from models.actions.analysis import labels, needs_of
from models.actions.inspection_gaps import rules_in_force
from models.actions.inspection_making import Made, Making
from models.actions.leading_paper import leading_page
from models.actions.owed.measures import WHOLE
from models.actions.owed.progress import Standing
from models.actions.owed.told import OVERVIEW, Summary, overview_row, row_words, titles
from models.actions.plan_book import Figure, clauses
from models.actions.plan_kept import kept_plan
from models.registers.choosing import label_of
from models.rules.inspection import Entry
from models.rules.needs_tables import needs_tables, paragraph
from models.rules.plan_text import section_of
from models.rules.readers import Reader
from models.tables.reading import tuples
from models.tables.records import FundEntry, RuleReading, SchoolRule

_NUMBERS = ("bound", "done", "number", "due", "behind", "complete", "owing")
_SPENT, _DECIDED = ("spent", "reward"), ("approved", "paid")


def plan_paper(making: Making, entry: Entry) -> list[Made]:
    """The plan in its own words, under each clause the numbers of what it rests on."""
    found = clauses(making.desk, making.progress)
    paper = making.paper(entry)
    paper.note(t("inspection.plan_title", title=kept_plan(making.desk).title))
    for one in found:
        title, _, rest = one.body.partition("\n") if one.is_heading and one.number else ("", "", one.body)
        if title:
            part = one.number[len(section_of(one.number)) :]
            paper.heading(f"{part}{title}" if part else f"{one.number}、{title}", 2 if part else 1)
        item = one.number.partition(".")[2]
        paper.paragraph(f"{item}. {rest}" if item else rest)
        if one.figures:
            paper.note(t("inspection.stands", figures=t("inspection.gap_mark").join(map(figure_words, one.figures))))
        elif one.needs_measure:
            paper.note(t("inspection.unmeasured", why=one.unmeasured or t("inspection.no_reason")))
    return [Made("", ".docx", paper.to_bytes(), len(found))]


def figure_words(figure: Figure) -> str:
    """'听课 563/985'."""
    return f"{figure.label} {figure.text}"


def progress_paper(making: Making, entry: Entry) -> list[Made]:
    """Every obligation with how it stands, then what each group owes of it."""
    found = making.summaries
    if not found:
        return []
    paper = making.paper(entry)
    named = [(name, title) for name, title in titles(OVERVIEW) if name != "code"]
    columns = [PageColumn(title, _width(name), name in _NUMBERS) for name, title in named]
    rows = [row_words(overview_row(one)) for one in found]
    paper.table(columns, [[str(row[name]) for name, _ in named] for row in rows])
    if making.subject.kind == "school":
        _by_group(making, paper, found)
    paper.gap()
    paper.signatures((t("inspection.signs_head"), t("inspection.seal")), t("inspection.signed_on"))
    return [Made("", ".docx", paper.to_bytes(), len(rows))]


def staff_paper(making: Making, entry: Entry) -> list[Made]:
    """The analysis of the staff: the plan's paragraph and every table."""
    found = needs_of(making.desk, making.day, making.group or None)
    label = labels(making.desk)
    paper = making.paper(entry)
    paper.paragraph(paragraph(found, making.title, label))
    for table in needs_tables(found, label):
        names = table.title == t("needs.missing")
        if names and making.reader is Reader.PUBLIC:
            continue
        paper.heading(table.title)
        columns = [PageColumn(title, 0, at > 0 and not names) for at, title in enumerate(table.headings)]
        paper.table(columns, [[str(cell) for cell in row] for row in table.rows])
    return [Made("", ".docx", paper.to_bytes(), found.headcount)]


def leading_paper(making: Making, entry: Entry) -> list[Made]:
    """The leading group with everybody's role and duty, and the network below it."""
    page = leading_page(making.desk)
    paper = making.paper(entry)
    for line in page.under[1:]:  # the first says the day once more
        paper.note(line)
    for block in page.blocks:
        paper.heading(block.heading)
        paper.table(block.columns, block.rows)
    count = len(page.blocks[0].rows)
    return [Made("", ".docx", paper.to_bytes(), count)] if count else []


def rules_paper(making: Making, entry: Entry) -> list[Made]:
    """Each rule in force in its own words, with its editions and how many have read it."""
    now = [row_id for row_id, _ in rules_in_force(making)]
    rows = tuples(
        SchoolRule.select(SchoolRule.id, SchoolRule.name, SchoolRule.edition, SchoolRule.from_on, SchoolRule.body)
        .where(SchoolRule.name != "")
        .order_by(SchoolRule.name, SchoolRule.edition)
    )
    if not now:
        return []
    paper = making.paper(entry)
    for number, rule in enumerate(now, 1):
        (_, name, edition, from_on, body) = next(row for row in rows if row[0] == rule)
        paper.heading(f"{number}. {name}")
        read = RuleReading.select().where(RuleReading.rule == rule).count()
        paper.note(t("inspection.edition", edition=edition, day=from_on, count=read))
        paper.paragraph(body)
        older = [(row[2], row[3]) for row in rows if row[1] == name and row[0] != rule]
        for old, since in older:
            paper.note(t("inspection.older_edition", edition=old, day=since))
    return [Made("", ".docx", paper.to_bytes(), len(now))]


def fund_paper(making: Making, entry: Entry) -> list[Made]:
    """The fund of the term by kind and state, with what is left of the budget."""
    making.desk.sight.ensure("fund")
    rows = tuples(
        FundEntry.select(FundEntry.kind, FundEntry.state, FundEntry.yuan).where(
            FundEntry.on_day.between(making.term.starts_on, making.term.ends_on)
        )
    )
    if not rows:
        return []
    kinds, states = (making.desk.lists.choices(name) for name in ("fund_kind", "fund_state"))
    sums: dict[tuple[str, str], list[int]] = {}
    for kind, state, yuan in rows:
        sums.setdefault((kind, state), []).append(yuan)
    columns = (
        PageColumn(t("column.fund_kind"), 20),
        PageColumn(t("column.fund_state")),
        PageColumn(t("inspection.entries"), 12, True),
        PageColumn(t("column.yuan"), 16, True),
    )
    paper = making.paper(entry)
    order = [choice.code for choice in kinds]
    lines = [
        (label_of(kinds, kind), label_of(states, state) if state else "", str(len(yuan)), str(sum(yuan)))
        for (kind, state), yuan in sorted(sums.items(), key=lambda pair: (_at(order, pair[0][0]), pair[0][1]))
    ]
    paper.table(columns, lines)
    budget = sum(yuan for kind, state, yuan in rows if kind == "budget" and state in _DECIDED)
    spent = sum(yuan for kind, state, yuan in rows if kind in _SPENT and state in _DECIDED)
    paper.paragraph(t("inspection.fund_left", budget=budget, spent=spent, left=budget - spent))
    paper.signatures((t("inspection.signs_office"), t("inspection.seal")), t("inspection.signed_on"))
    return [Made("", ".docx", paper.to_bytes(), len(rows))]


def _by_group(making: Making, paper: OfficialPaper, found: Sequence[Summary]) -> None:
    groups = [name for name in making.desk.groups() if any(one.group == name for one in making.standings)]
    rows = []
    for one in found:
        if one.about in ("", WHOLE):
            continue
        shown = [_share([each for each in one.standings if each.group == group]) for group in groups]
        rows.append([one.obligation.title, *shown])
    paper.heading(t("inspection.by_group"))
    paper.note(t("inspection.by_group_note"))
    columns = [PageColumn(t("owed.column.obligation"), 18), *(PageColumn(group, 0, True) for group in groups)]
    paper.table(columns, rows)


def _share(own: Sequence[Standing]) -> str:
    number = sum(one.number for one in own)
    return f"{sum(one.done for one in own)}/{number}" if number else ""


def _at(order: Sequence[str], code: str) -> int:
    return order.index(code) if code in order else len(order)


def _width(name: str) -> int:
    return {"obligation": 0, "state": 9}.get(name, 6)
